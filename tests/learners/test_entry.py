"""Signing up, in and out: new tokens each time, and progress that comes along once."""

import re
import threading

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app.db import Database
from app.learners.actions.sessions import keep
from app.learners.models import BrowserSession, Learner, SessionToken, Subject
from app.learners.queries import hashed
from app.learners.who import NOBODY
from tests.conftest import Browse, Clock
from tests.learners.people import PASSWORD, faults, is_signed_in, learner, sign_in, sign_up
from tests.learners.recorder import Recorder


def become_visitor(browser: TestClient, database: Database, clock: Clock) -> int:
    """What the first answer does: a subject, and a cookie."""

    with database.write() as db:
        who, token = keep(db, NOBODY, now=clock())
    browser.cookies.set("session", token, domain="127.0.0.1")
    assert who.subject_id is not None
    return who.subject_id


def subject_of(database: Database, email: str = "dana@example.org") -> int:
    with database.read() as db:
        return db.exec(select(Learner.subject_id).where(Learner.email == email)).one()


def test_a_new_account_is_open_at_once(browse: Browse, database: Database) -> None:
    browser = sign_up(browse())
    assert is_signed_in(browser)
    with database.read() as db:
        row = db.exec(select(Learner)).one()
    assert (row.email, row.name, row.role, row.email_proved_at) == (
        "dana@example.org",
        "Dana",
        "learner",
        None,
    )
    assert PASSWORD not in row.password_hash


def test_signing_up_keeps_the_visitors_subject(
    browse: Browse, database: Database, clock: Clock, recorder: Recorder
) -> None:
    browser = browse()
    visitor = become_visitor(browser, database, clock)
    old = browser.cookies["session"]
    sign_up(browser)
    assert subject_of(database) == visitor
    assert recorder.merged == []
    assert browser.cookies["session"] != old
    assert not opens(database, old)


def test_signing_in_merges_the_visitor_once(
    browse: Browse, database: Database, clock: Clock, recorder: Recorder
) -> None:
    learner(browse)
    browser = browse()
    visitor = become_visitor(browser, database, clock)
    old = browser.cookies["session"]
    sign_in(browser)
    assert recorder.merged == [(visitor, subject_of(database))]
    assert not opens(database, old)
    with database.read() as db:
        assert db.get_one(Subject, visitor).merged_into == subject_of(database)
    browser.cookies.set("session", old, domain="127.0.0.1")
    sign_in(browse())
    assert len(recorder.merged) == 1


def test_two_sign_ins_at_once_merge_once(
    browse: Browse, database: Database, clock: Clock, recorder: Recorder
) -> None:
    learner(browse)
    first, second = browse(), browse()
    become_visitor(first, database, clock)
    second.cookies.set("session", first.cookies["session"], domain="127.0.0.1")
    threads = [threading.Thread(target=sign_in, args=(browser,)) for browser in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(recorder.merged) == 1


def test_a_sign_up_sent_twice_at_once_makes_one_account(browse: Browse, database: Database) -> None:
    browsers = [browse() for _ in range(3)]
    threads = [threading.Thread(target=sign_up, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as db:
        assert len(db.exec(select(Learner)).all()) == 1
    assert all(is_signed_in(browser) for browser in browsers)


def test_another_learners_browser_is_not_merged(
    browse: Browse, database: Database, recorder: Recorder
) -> None:
    learner(browse)
    browser = learner(browse, "ola@example.org", "Ola")
    old = browser.cookies["session"]
    sign_in(browser)
    assert recorder.merged == []
    assert not opens(database, old)
    assert "dana@example.org" in browser.get("/account").text


def test_every_sign_in_has_a_token_of_its_own_and_only_its_hash_is_kept(
    browse: Browse, database: Database
) -> None:
    browser = sign_up(browse())
    token = browser.cookies["session"]
    with database.read() as db:
        kept = [row.token_hash for row in db.exec(select(BrowserSession))]
    assert kept == [hashed(token)]
    sign_in(browser)
    assert browser.cookies["session"] != token
    assert not opens(database, token)


def test_the_cookie_is_out_of_reach_of_scripts(browse: Browse) -> None:
    browser = browse()
    reply = browser.post("/sign-up", data={"name": "Dana", "email": "dana@example.org", "password": PASSWORD})
    cookie = reply.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie


def test_signing_out_closes_this_browser_and_no_other(browse: Browse, database: Database) -> None:
    here, there = learner(browse), sign_in(browse())
    token = here.cookies["session"]
    assert here.post("/sign-out").headers["location"] == "/?notice=signed-out"
    assert "session" not in here.cookies
    assert not opens(database, token)
    assert is_signed_in(there)


def test_a_visitor_cannot_sign_out_of_what_they_did(browse: Browse, database: Database, clock: Clock) -> None:
    browser = browse()
    become_visitor(browser, database, clock)
    browser.post("/sign-out")
    assert opens(database, browser.cookies["session"])


def test_signing_up_again_with_the_right_password_signs_in(browse: Browse, database: Database) -> None:
    learner(browse)
    assert is_signed_in(sign_up(browse(), name="Somebody else"))
    with database.read() as db:
        assert db.exec(select(Learner.name)).all() == ["Dana"]


@pytest.mark.parametrize(
    "wanted", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_the_way_on_stays_on_this_site(browse: Browse, wanted: str) -> None:
    learner(browse)
    data = {"email": "dana@example.org", "password": PASSWORD, "next": wanted}
    assert browse().post("/sign-in", data=data).headers["location"] == "/today?notice=signed-in"


def test_the_way_on_leads_to_where_sign_in_was_asked_for(browse: Browse) -> None:
    learner(browse)
    browser = browse()
    asked = browser.get("/account/email").headers["location"]
    assert asked == "/sign-in?next=/account/email"
    assert 'name="next" value="/account/email"' in browser.get(asked).text
    data = {"email": "dana@example.org", "password": PASSWORD, "next": "/account/email"}
    assert browser.post("/sign-in", data=data).headers["location"] == "/account/email?notice=signed-in"


def test_faults_are_named_linked_and_kept(browse: Browse) -> None:
    page = browse().post("/sign-up", data={"name": "", "email": "dana", "password": "short"}).text
    assert len(faults(page)) == 3
    assert set(re.findall(r'<a href="#(\w+)">', page)) >= {"name", "email", "password"}
    assert 'aria-invalid="true"' in page
    assert 'value="dana"' in page
    assert "short" not in re.findall(r'value="([^"]*)"', page)


@pytest.mark.parametrize(
    "field", ["role", "id", "subject_id", "email_proved_at", "password_hash", "created_at", "time_zone"]
)
def test_no_other_field_is_taken(browse: Browse, database: Database, field: str) -> None:
    data = {"name": "Eve", "email": "eve@example.org", "password": PASSWORD, field: "admin"}
    reply = browse().post("/sign-up", data=data)
    assert reply.status_code == 422
    assert "Load the page again" in faults(reply.text)[0]
    with database.read() as db:
        assert db.exec(select(Learner)).all() == []


def test_whoever_is_signed_in_is_sent_on(browse: Browse) -> None:
    browser = learner(browse)
    assert browser.get("/sign-in").headers["location"] == "/today"
    assert browser.get("/sign-up?next=/phrases").headers["location"] == "/phrases"


def test_looking_at_the_forms_changes_nothing(browse: Browse, database: Database) -> None:
    for path in ("/sign-in", "/sign-up", "/privacy"):
        assert browse().get(path).status_code == 200
    with database.read() as db:
        assert db.exec(select(Subject)).all() == []


def opens(database: Database, token: str) -> bool:
    with database.read() as db:
        return db.get(SessionToken, hashed(token)) is not None
