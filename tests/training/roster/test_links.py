"""Personal links: shown once, used once by one person, or turned down; and what a list forgets."""

import re

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app.db import Database
from app.learners.actions.personal_data import anonymize_learner
from app.roster.models import PERSONAL_LINK, ROSTER_ENTRY
from app.slices import SLICES, jobs
from app.training.roster.actions.erasing import erase_unused
from tests.conftest import Clock
from tests.rows import START, content
from tests.training.cast import Cast, Part
from tests.training.roster.place import ROWS, Roster, link_to, prove, words

DEAD = "This link does not work any more. Ask whoever gave it to you for a new one."
FOR_ONE = (
    "This invitation is for one person. You are signed in as Somebody Learner :"
    " join as Somebody Learner , or sign out first."
)


@pytest.fixture
def link(roster: Roster) -> str:
    roster.apply(ROWS)
    return link_to(roster, "Dana Ørsted")


@pytest.fixture
def learner(people: Cast) -> TestClient:
    return people.browsers[Part.LEARNER]


def test_a_link_is_shown_once_and_its_token_is_kept_nowhere(
    roster: Roster, link: str, database: Database
) -> None:
    token = link.rpartition("/")[2]
    page = roster.browser.get(roster.entry("Dana Ørsted"))
    assert token not in page.text
    assert "One was made on 2 March 2026. It still works." in words(page)
    assert token not in repr(content(database))
    assert "0 joined, 1 invited, 1 not invited yet" in roster.read()


def test_whoever_opens_it_sees_who_leads_and_what_is_seen(people: Cast, link: str) -> None:
    page = words(people.browsers[Part.NOBODY].get(link))
    for said in (
        "Days",
        "Somebody Lead",
        "What leads see",
        "Make an account to join",
        "Remove me from this list",
    ):
        assert said in page
    assert "Dana" not in page
    assert "dana@example.org" not in page


def test_somebody_else_who_is_signed_in_is_told(learner: TestClient, link: str) -> None:
    page = words(learner.get(link))
    assert FOR_ONE in page
    assert "Join as Somebody Learner" in page


def test_whoever_has_proved_the_address_is_not_asked(
    learner: TestClient, people: Cast, link: str, database: Database, clock: Clock
) -> None:
    prove(database, people, "dana@example.org", clock())
    page = words(learner.get(link))
    assert "signed in as" not in page
    assert "Join as Somebody Learner" in page


def test_it_works_once(learner: TestClient, people: Cast, roster: Roster, link: str) -> None:
    assert learner.post(link).headers["location"] == "/groups?notice=joined"
    assert "1 joined, 0 invited, 1 not invited yet" in roster.read()
    assert "You are in this group since 2 March 2026" in words(learner.get(link))
    other = people.browsers[Part.MEMBER_ELSEWHERE]
    for reply in (other.get(link), other.post(link)):
        assert reply.status_code == 404
        assert DEAD in words(reply)


def test_over_made_anew_and_unknown_say_the_same(
    learner: TestClient, roster: Roster, link: str, clock: Clock
) -> None:
    newer = link_to(roster, "Dana Ørsted")
    assert learner.get(newer).status_code == 200
    clock.advance(days=29)
    last = link_to(roster, "Bo Li")
    clock.advance(days=1)
    for dead in (link, newer, f"{link[:-1]}{'a' if link[-1] != 'a' else 'b'}"):
        assert DEAD in words(learner.get(dead))
    assert learner.get(last).status_code == 200


def test_who_is_on_no_list_yet_may_say_that_this_is_them(
    learner: TestClient, roster: Roster, link: str
) -> None:
    roster.browser.post(f"/teach/groups/{roster.group}/code", data={"days": "30", "uses": "10"})
    settings = roster.browser.get(f"/teach/groups/{roster.group}/settings").text
    learner.post(re.findall(r"8000(/join/[^\"]+)", settings)[0])
    assert "0 joined, 1 invited" in roster.read()
    assert "This is me" in words(learner.get(link))
    learner.post(link)
    assert "1 joined, 0 invited" in roster.read()
    assert "This is me" not in words(learner.get(link))


@pytest.mark.parametrize("is_proved", [True, False])
def test_by_a_code_a_proved_address_is_recognized_and_an_unproved_one_is_not(
    learner: TestClient, people: Cast, roster: Roster, database: Database, clock: Clock, *, is_proved: bool
) -> None:
    prove(database, people, "dana@example.org", clock() if is_proved else None)
    roster.apply(ROWS)
    roster.browser.post(f"/teach/groups/{roster.group}/code", data={"days": "30", "uses": "10"})
    settings = roster.browser.get(f"/teach/groups/{roster.group}/settings").text
    learner.post(re.findall(r"8000(/join/[^\"]+)", settings)[0])
    assert ("1 joined" if is_proved else "0 joined") in roster.read()


def test_remove_me_from_this_list(people: Cast, roster: Roster, link: str, database: Database) -> None:
    review = roster.sent(ROWS)
    nobody = people.browsers[Part.NOBODY]
    page = words(nobody.get(nobody.post(f"{link}/remove").headers["location"]))
    assert "You are off the list. What it said of you is erased." in page
    assert "1 person is on the list" in roster.read()
    assert leaks(database) == []
    assert DEAD in words(nobody.get(link))
    assert "One person stays as before" in roster.read(review)


@pytest.mark.parametrize("path", ["leave", "delete"])
def test_whoever_leaves_is_erased_from_the_list_and_from_files_that_wait(
    learner: TestClient, roster: Roster, link: str, database: Database, path: str
) -> None:
    learner.post(link)
    assert "1 joined" in roster.read()
    roster.sent(
        "Name,Mail,Number\nDana B.,new@example.org,17\nx,DANA@example.org,99\nDana Ørsted,y@example.org,98\n"
    )
    assert set(leaks(database)) == {"Ørsted", "dana@example.org"}
    if path == "leave":
        learner.post(f"/groups/{roster.group}/leave")
    else:
        with database.write() as db:
            anonymize_learner(db, SLICES, subject_id=roster.people.subjects[Part.LEARNER], now=START)
    assert leaks(database) == []
    assert "1 person is on the list" in roster.read()


def leaks(database: Database) -> list[str]:
    """What the whole database holds of Dana."""
    everything = repr(content(database)).casefold()
    return [part for part in ("Ørsted", "dana@example.org") if part.casefold() in everything]


def test_what_is_kept_is_handed_out(learner: TestClient, link: str) -> None:
    learner.post(link)
    joined = learner.get("/account/data.json").json()["groups"]["joined"]
    assert [one["listed_address"] for one in joined] == ["dana@example.org"]
    assert [(one["listed_name"], one["listed_number"]) for one in joined] == [("Dana Ørsted", "17")]


def on_the_list(database: Database, roster: Roster) -> list[str]:
    e = ROSTER_ENTRY.c
    with database.read() as db:
        return sorted(db.scalars(select(e.name).where(e.group_id == roster.group)))


def test_whoever_never_came_is_erased_90_days_after_the_last_invitation_has_ended(
    learner: TestClient, roster: Roster, link: str, database: Database, clock: Clock
) -> None:
    bo = link_to(roster, "Bo Li")
    learner.post(link)
    clock.advance(days=30 + 89)
    erase_unused(database, clock())
    assert on_the_list(database, roster) == ["Bo Li", "Dana Ørsted"]
    clock.advance(days=1)
    erase_unused(database, clock())
    assert on_the_list(database, roster) == ["Dana Ørsted"]
    assert learner.get(bo).status_code == 404
    with database.read() as db:
        assert len(db.execute(select(PERSONAL_LINK)).all()) == 1


def test_a_code_that_works_is_an_invitation(roster: Roster, database: Database, clock: Clock) -> None:
    roster.apply(ROWS)
    roster.browser.post(f"/teach/groups/{roster.group}/code", data={"days": "90", "uses": "10"})
    clock.advance(days=179)
    erase_unused(database, clock())
    assert on_the_list(database, roster) == ["Bo Li", "Dana Ørsted"]
    clock.advance(days=1)
    erase_unused(database, clock())
    assert on_the_list(database, roster) == []


def test_files_go_after_a_day(roster: Roster, database: Database, clock: Clock) -> None:
    roster.sent(ROWS)
    clock.advance(hours=24)
    erase_unused(database, clock())
    assert leaks(database) == []
    assert "rosters" in {job.name for job in jobs(None)}  # type: ignore[arg-type]
