"""What a list changes on the other pages of leads: names, addresses to write to, and who has not come."""

import re

import pytest
from starlette.testclient import TestClient

from app.db import Database
from tests.conftest import Clock
from tests.training.cast import Cast, Part
from tests.training.roster.place import ROWS, Roster, link_to, prove, words

LETTER = "mailto:dana@example.org?subject=Days&amp;body=Hello%20Dana%2C%0D%0A%0D%0A"


@pytest.fixture
def learner(people: Cast) -> TestClient:
    return people.browsers[Part.LEARNER]


@pytest.fixture
def person(roster: Roster, learner: TestClient) -> str:
    """The page of Dana, who has joined."""
    roster.apply(ROWS)
    learner.post(link_to(roster, "Dana Ørsted"))
    return f"/teach/groups/{roster.group}/people/{roster.people.subjects[Part.LEARNER]}"


def test_the_lists_name_stands_before_the_accounts(roster: Roster, person: str) -> None:
    group = words(roster.browser.get(f"/teach/groups/{roster.group}"))
    for page in (group, words(roster.browser.get(person))):
        assert "Dana Ørsted" in page
        assert "Somebody Learner" not in page


def test_without_a_name_on_the_list_the_accounts_stands(roster: Roster, learner: TestClient) -> None:
    roster.apply("number\n17\n")
    learner.post(link_to(roster, "number 17"))
    assert "Somebody Learner" in words(roster.browser.get(f"/teach/groups/{roster.group}"))


def test_removed_from_the_list_a_member_stays_by_the_name_of_the_account(roster: Roster, person: str) -> None:
    roster.browser.post(f"{roster.entry('Dana Ørsted')}/remove", data={"sure": "1"})
    page = roster.browser.get(person)
    assert "Somebody Learner" in words(page)
    assert "mailto:?" in page.text


def test_a_letter_goes_to_the_address_of_the_list(roster: Roster, person: str) -> None:
    assert LETTER in roster.browser.get(person).text


@pytest.mark.parametrize("is_proved", [True, False])
def test_else_to_one_that_the_account_has_proved(
    roster: Roster, learner: TestClient, database: Database, clock: Clock, *, is_proved: bool
) -> None:
    prove(database, roster.people, "own@example.org", clock() if is_proved else None)
    roster.apply("name,number\nDana,17\n")
    learner.post(link_to(roster, "Dana"))
    person = f"/teach/groups/{roster.group}/people/{roster.people.subjects[Part.LEARNER]}"
    page = roster.browser.get(person).text
    assert ("mailto:own@example.org?" in page) is is_proved
    assert ("own@example.org" in page) is is_proved


def test_whoever_needs_a_word_is_written_to_by_one_press(roster: Roster, person: str, clock: Clock) -> None:
    form = {**roster.people.setting, "target": "lesson:a-path-not-a-wall"}
    made = roster.browser.post(f"/teach/groups/{roster.group}/assignments", data=form)
    assert made.status_code == 303
    clock.advance(days=25)
    for url in ("/teach", f"/teach/groups/{roster.group}"):
        page = roster.browser.get(url).text
        assert f'href="{LETTER}">Write to Dana</a>' in page


def test_invited_and_not_joined_after_seven_days(roster: Roster, person: str, clock: Clock) -> None:
    link_to(roster, "Bo Li")
    clock.advance(days=6)
    said, url = "Invited seven days ago, and has not joined.", f"/teach/groups/{roster.group}"
    assert said not in words(roster.browser.get(url))
    clock.advance(days=1)
    for page in (url, "/teach"):
        reply = roster.browser.get(page)
        assert said in words(reply)
        assert f'href="{roster.entry("Bo Li")}">Invite Bo again</a>' in reply.text
    only = roster.browser.get(f"{url}?only=needs-a-word").text
    assert re.findall(r'<th scope="row"><a href="([^"]+)"', only) == [roster.entry("Bo Li")]
    link_to(roster, "Bo Li")
    assert said not in words(roster.browser.get(url))


def test_what_leads_see_is_said_before_anybody_joins(roster: Roster, learner: TestClient) -> None:
    roster.apply(ROWS)
    page = words(learner.get(link_to(roster, "Dana Ørsted")))
    assert "Your name: as their list of the group has it, else as your account does." in page
    assert "Your email address, where that list has it or where you have proved yours." in page
