"""The admin’s log: what happened to whom, by person and by kind, and nothing that anybody wrote."""

import re
from html import escape, unescape

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.db import Database
from app.events.actions import record
from app.events.event import AttemptFinished, CertificateMade
from app.events.kinds import KINDS
from app.events.queries import PAGE
from app.events.sentences import KIND_NAMES
from app.web.site import site_of
from tests.conftest import Browse, Clock
from tests.learners.people import PASSWORD, admin, learner, row

SAID = {
    "role-changed": "a role was changed",
    "reset-link-made": "a link for a new password made",
    "account-deleted": "an account deleted",
    "lesson-finished": "a lesson or a conversation was finished",
    "attempt-finished": "a lesson or a conversation was finished",
    "certificate-made": "a certificate made",
    "sign-in-failed": "a sign-in failed",
    "member-joined": "joined or left a group",
    "member-left": "joined or left a group",
    "lead-named": "was named a lead or a trainer or no longer is one",
    "lead-removed": "was named a lead or a trainer or no longer is one",
    "trainer-named": "was named a lead or a trainer or no longer is one",
    "trainer-removed": "was named a lead or a trainer or no longer is one",
    "workplace-made": "made a workplace or a group",
    "group-made": "made a workplace or a group",
    "group-code-made": "made or revoked a code",
    "group-code-revoked": "made or revoked a code",
    "roster-changed": "changed the list of a group",
    "personal-link-made": "made a personal link",
    "assignment-set": "set something for a group",
    "assignment-moved": "moved its date",
    "earlier-shown": "showed or hid there what came before",
    "assignment-withdrawn": "withdrew it",
    "assignment-set-again": "set it again",
    "own-date-changed": "gave somebody a date of their own",
    "later-dates-changed": "changed it",
    "condition-changed": "changed it",
    "assignment-items-changed": "changed it",
    "member-excused": "excused somebody",
}
"""What the privacy page calls each kind that is about a person."""
OF_THE_SITE = {"content-first-served", "limit-reached"}


@pytest.fixture
def ada(browse: Browse, database: Database) -> TestClient:
    return admin(browse, database)


def test_it_begins_empty(ada: TestClient) -> None:
    assert "Nothing has happened yet" in ada.get("/admin/log").text


def test_an_ending_has_the_words_that_players_read(
    ada: TestClient, database: Database, site: FastAPI, clock: Clock
) -> None:
    scenario = next(iter(site_of(site).content.current.scenarios.scenarios.values()))
    (name, ending), *_ = scenario.endings.items()
    with database.change() as connection:
        for known in (name, "an-ending-that-is-gone"):
            finished = AttemptFinished(
                subject="x", scenario=scenario.id, attempt="a", version="v", ending=known
            )
            record(connection, finished, now=clock())
    said = unescape(ada.get("/admin/log").text)
    assert f"Finished the conversation “{scenario.title}” with the ending “{ending.heading}”" in said
    assert "with the ending “an-ending-that-is-gone”" in said


def test_what_admins_and_strangers_do_is_in_it(browse: Browse, database: Database, ada: TestClient) -> None:
    learner(browse)
    dana = row(database, "Dana").subject_id
    ada.post(f"/admin/people/{dana}/role", data={"role": "trainer"})
    ada.post(f"/admin/people/{dana}/reset")
    browse().post("/sign-in", data={"email": "dana@example.org", "password": "wrong wrong wrong"})
    page = ada.get("/admin/log").text
    for sentence in (
        "Role changed from learner to trainer",
        "A link for a new password was made",
        "A sign-in failed",
    ):
        assert sentence in page
    assert page.count(f'href="/admin/log?person={dana}">Dana') == 3
    ada_id = row(database, "Ada Admin").subject_id
    by_ada = f'<td><a href="/admin/log?person={ada_id}">Ada Admin</a></td>\n            </tr>'
    assert page.count(by_ada) == 2
    only = ada.get("/admin/log?kind=sign-in-failed").text
    assert "A sign-in failed" in only
    assert "Role changed" not in only


def picked(page: str) -> list[str]:
    """What the form says is shown: whom it concerns, what happened."""
    return [words for _, words in re.findall(r'<option value="([^"]*)" selected>([^<]*)', page)]


def test_the_form_picks_a_person_and_a_kind_together(
    browse: Browse, database: Database, ada: TestClient
) -> None:
    learner(browse)
    learner(browse, "eve@example.org", "eve <b>")
    people = {name: row(database, name).subject_id for name in ("Ada Admin", "Dana", "eve <b>")}
    for subject_id in (people["Dana"], people["eve <b>"]):
        ada.post(f"/admin/people/{subject_id}/role", data={"role": "trainer"})
        ada.post(f"/admin/people/{subject_id}/reset")
    page = ada.get("/admin/log").text
    options = re.findall(r'<option value="([^"]*)">([^<]*)', page)
    assert options[:4] == [
        ("", "Everybody"),
        *((people[name], escape(name)) for name in sorted(people, key=str.casefold)),
    ]
    assert picked(page) == []
    both = {"person": people["Dana"], "kind": "role-changed"}
    page = ada.get("/admin/log", params=both).text
    assert picked(page) == ["Dana", KIND_NAMES["role-changed"]]
    assert page.count("<tr>") == 2  # the head, and one row
    nobodys = ada.get("/admin/log", params={**both, "person": "of-nobody"}).text
    assert picked(nobodys)[0] == "somebody without an account"
    everything = ada.get("/admin/log?person=&kind=").text
    assert everything.count("<tr>") == 5


def test_the_privacy_page_says_what_is_written_down_about_a_person(browse: Browse) -> None:
    page = " ".join(browse().get("/privacy").text.split())
    assert set(KINDS) == set(SAID) | OF_THE_SITE
    for kind, words in SAID.items():
        assert words in page, kind


def test_a_person_has_a_log_of_their_own_and_no_name_outlives_the_account(
    browse: Browse, database: Database, ada: TestClient
) -> None:
    browser = learner(browse)
    dana = row(database, "Dana").subject_id
    assert f"/admin/log?person={dana}" in ada.get(f"/admin/people/{dana}").text
    browser.post("/account/delete", data={"password": PASSWORD})
    page = ada.get(f"/admin/log?person={dana}").text
    assert "The account was deleted" in page
    assert "somebody without an account" in page
    assert "Dana" not in page


def test_an_unknown_address_is_a_failed_sign_in_of_nobodys(browse: Browse, ada: TestClient) -> None:
    browse().post("/sign-in", data={"email": "nobody@example.org", "password": "wrong wrong wrong"})
    page = ada.get("/admin/log").text
    assert "A sign-in failed" in page
    assert "nobody@example.org" not in page


def test_long_logs_have_pages(database: Database, clock: Clock, ada: TestClient) -> None:
    with database.change() as connection:
        courses = [CertificateMade(subject="x", course=f"course-{number:03}") for number in range(PAGE + 5)]
        record(connection, *courses, now=clock())
    first = ada.get("/admin/log").text
    assert first.count("Made a certificate") == PAGE
    older = first.split("before=")[1].split('"')[0]
    second = ada.get(f"/admin/log?before={older}").text
    assert second.count("Made a certificate") == 5
    assert "course-000" in second
    assert "Earlier" not in second
