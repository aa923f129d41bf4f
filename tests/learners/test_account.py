"""A learner's own account: who may change what, and what each change does to the other browsers."""

import pytest
from sqlmodel import select

from app.db import Database
from app.learners.actions import accounts
from app.learners.email_addresses import UNUSABLE
from app.learners.models import Learner
from app.learners.time_zones import by_region, is_time_zone, spoken
from tests.conftest import Browse
from tests.learners.people import OTHER, PASSWORD, faults, is_signed_in, learner, row, sign_in

PAGES = ["", "/details", "/email", "/password", "/sessions", "/delete", "/data.json"]
FORMS = {
    "/details": {"name": "Eve", "time_zone": "UTC"},
    "/email": {"email": "eve@example.org", "password": PASSWORD},
    "/password": {"password": PASSWORD, "new_password": OTHER},
    "/sessions": {},
    "/delete": {"password": PASSWORD},
}


@pytest.mark.parametrize("path", PAGES)
def test_the_account_is_for_whoever_has_one(browse: Browse, path: str) -> None:
    assert browse().get(f"/account{path}").headers["location"] == f"/sign-in?next=/account{path}"
    assert learner(browse).get(f"/account{path}").status_code == 200


@pytest.mark.parametrize("path", FORMS)
def test_nobody_else_changes_anything(browse: Browse, database: Database, path: str) -> None:
    learner(browse)
    before = row(database)
    assert browse().post(f"/account{path}", data=FORMS[path]).status_code == 303
    assert row(database) == before


@pytest.mark.parametrize("path", FORMS)
def test_forms_of_other_sites_change_nothing(browse: Browse, database: Database, path: str) -> None:
    browser = learner(browse)
    before = row(database)
    reply = browser.post(f"/account{path}", data=FORMS[path], headers={"Sec-Fetch-Site": "cross-site"})
    assert reply.status_code == 403
    assert row(database) == before


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("field", ["role", "email_proved_at", "subject_id", "id"])
def test_no_other_field_is_taken(browse: Browse, database: Database, path: str, field: str) -> None:
    browser = learner(browse)
    before = row(database)
    assert browser.post(f"/account{path}", data={**FORMS[path], field: "admin"}).status_code == 422
    assert row(database) == before


def test_name_and_time_zone(browse: Browse, database: Database) -> None:
    browser = learner(browse)
    data = {"name": "  Dana   Ørsted ", "time_zone": "Europe/Copenhagen"}
    assert browser.post("/account/details", data=data).headers["location"] == "/account?notice=details-saved"
    assert row(database, "Dana Ørsted").time_zone == "Europe/Copenhagen"
    assert "Copenhagen" in browser.get("/account").text


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("", "UTC"),
        ("x" * 81, "UTC"),
        ("Dana\u202egro", "UTC"),
        ("Dana", "Mars/Olympus"),
        ("Dana", "../etc/passwd"),
        ("Dana", ""),
    ],
)
def test_other_names_and_zones_are_refused(browse: Browse, database: Database, name: str, zone: str) -> None:
    reply = learner(browse).post("/account/details", data={"name": name, "time_zone": zone})
    assert reply.status_code == 422
    assert len(faults(reply.text)) == 1
    assert row(database).time_zone == "UTC"


def test_time_zones_are_those_of_places() -> None:
    assert is_time_zone("America/Argentina/Buenos_Aires")
    assert not is_time_zone("localtime")
    assert spoken("America/Argentina/Buenos_Aires") == "Argentina, Buenos Aires"
    assert len(by_region()["Europe"]) > 40


def test_a_new_address_is_unproved(browse: Browse, database: Database) -> None:
    browser = learner(browse)
    with database.write() as db:
        db.exec(select(Learner)).one().email_proved_at = accounts.datetime.fromisoformat(
            "2026-03-01T00:00:00+00:00"
        )
    data = {"email": "Dana@new.example.org", "password": PASSWORD}
    assert browser.post("/account/email", data=data).status_code == 303
    assert (row(database).email, row(database).email_proved_at) == ("dana@new.example.org", None)
    assert is_signed_in(sign_in(browse(), "dana@new.example.org"))


def test_the_same_address_stays_proved(browse: Browse, database: Database) -> None:
    browser = learner(browse)
    with database.write() as db:
        db.exec(select(Learner)).one().email_proved_at = accounts.datetime.fromisoformat(
            "2026-03-01T00:00:00+00:00"
        )
    browser.post("/account/email", data={"email": "dana@example.org", "password": PASSWORD})
    assert row(database).email_proved_at is not None


def test_a_taken_address_gets_the_words_of_an_unusable_one(browse: Browse) -> None:
    learner(browse, "ola@example.org", "Ola")
    browser = learner(browse)
    for email in ("ola@example.org", "OLA@EXAMPLE.ORG", "not an address"):
        reply = browser.post("/account/email", data={"email": email, "password": PASSWORD})
        assert reply.status_code == 422
        assert faults(reply.text) == [UNUSABLE]


def test_asking_for_addresses_runs_out(browse: Browse) -> None:
    learner(browse, "ola@example.org", "Ola")
    browser = learner(browse)
    data = {"email": "ola@example.org", "password": PASSWORD}
    codes = [browser.post("/account/email", data=data).status_code for _ in range(6)]
    assert codes == [422] * 5 + [429]


@pytest.mark.parametrize("path", ["/email", "/password", "/delete"])
def test_a_wrong_password_changes_nothing_and_is_counted(
    browse: Browse, database: Database, path: str
) -> None:
    browser = learner(browse)
    before = row(database)
    data = {**FORMS[path], "password": OTHER}
    first = browser.post(f"/account{path}", data=data)
    assert faults(first.text) == [accounts.WRONG]
    codes = [browser.post(f"/account{path}", data=data).status_code for _ in range(10)]
    assert codes == [422] * 9 + [429]
    assert row(database) == before


def test_a_new_password_signs_out_every_other_browser(browse: Browse) -> None:
    here, there = learner(browse), sign_in(browse())
    old = here.cookies["session"]
    reply = here.post("/account/password", data=FORMS["/password"])
    assert reply.headers["location"] == "/account?notice=password-changed"
    assert is_signed_in(here)
    assert here.cookies["session"] != old
    assert not is_signed_in(there)
    assert (
        browse().post("/sign-in", data={"email": "dana@example.org", "password": PASSWORD}).status_code == 422
    )
    sign_in(browse(), password=OTHER)


def test_a_new_password_must_be_hard(browse: Browse) -> None:
    browser = learner(browse)
    for easy in ("short", "passwordpassword", "dana@example.org"):
        data = {"password": PASSWORD, "new_password": easy}
        assert browser.post("/account/password", data=data).status_code == 422
    assert is_signed_in(sign_in(browse()))


def test_out_everywhere_else(browse: Browse) -> None:
    here, there, ola = learner(browse), sign_in(browse()), learner(browse, "ola@example.org", "Ola")
    page = here.get("/account/sessions").text
    assert page.count("<li>\n        <strong>") == 2
    here.post("/account/sessions")
    assert [is_signed_in(browser) for browser in (here, there, ola)] == [True, False, True]
