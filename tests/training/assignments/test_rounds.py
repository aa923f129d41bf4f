"""What begins again: everywhere stands the date of the round that is under way, and it is that which is moved."""

import pytest

from app.training.assignments.actions import begin_due_rounds
from tests.practice.playing import HOME, LADDER, content, settings
from tests.training.assignments.group import Group
from tests.training.led import play, words

__all__ = ["content", "settings"]

FIRST = "Thursday 5 March"
SECOND = "Sunday 5 April, 15:00 (17:00 in Berlin)"
MONTHLY = {"months": "1", "opens": "2026-02-10", "on": "2026-03-05"}


@pytest.fixture
def again(led: Group) -> str:
    """Its address. The second round is under way, and the member has met the first."""
    url = led.set(**MONTHLY)
    play(led.member, LADDER)
    led.clock.advance(days=9)
    begin_due_rounds(led.database, led.clock())
    return url


def test_every_place_has_the_date_of_the_round_under_way(led: Group, again: str) -> None:
    person = f"/people/{led.member_id}"
    for page in (again, f"{led.url}{person}", f"{again}{person}"):
        assert f"Due {SECOND}" in words(led.lead.get(page).text), page
    for page in ("/today", "/groups"):
        assert f"Due {SECOND}" in words(led.member.get(page).text), page
    listed = words(led.lead.get(led.url).text)
    assert "The ladder Due 5 April" in listed
    assert "“The ladder” is due on 5 April, 15:00. One person has it; nobody has finished it yet." in listed
    assert "The ladder, due on 5 April, 15:00; 0 of 1 has finished" in words(led.lead.get("/teach").text)
    for page in (again, led.url, "/teach"):
        assert "March" not in words(led.lead.get(page).text), page


def test_what_is_due_next_is_so_by_the_rounds_under_way(led: Group, again: str) -> None:
    """By its first date the one that is done every month would be the first."""
    led.set(target=f"scenario:{HOME}", on="2026-03-20")
    listed = words(led.lead.get(led.url).text)
    assert listed.index("Due 20 March") < listed.index("Due 5 April")
    assert "is due on 20 March, 16:00." in listed
    assert "due on 20 March" in words(led.lead.get("/teach").text)


def test_before_it_opens_the_first_date_stands_there(led: Group) -> None:
    url = led.set(months="1", opens="2026-03-10", on="2026-03-19")
    assert "Due Thursday 19 March" in words(led.lead.get(url).text)


def test_the_date_of_the_round_under_way_is_what_is_moved(led: Group, again: str) -> None:
    page = led.lead.get(again).text
    assert 'value="2026-04-05"' in page
    asked = led.lead.post(f"{again}/date", data={"on": "2026-04-08", "hour": "12:30"})
    assert "It is due Wednesday 8 April, 10:30 (12:30 in Berlin) then." in words(asked.text)
    led.do(f"{again}/date", on="2026-04-08", hour="12:30")
    assert "Due Wednesday 8 April, 10:30 (12:30 in Berlin)" in words(led.member.get("/today").text)
    assert f"It was due {SECOND} before." in words(led.lead.get(again).text)
    same = led.lead.post(f"{again}/date", data={"on": "2026-04-08", "hour": "12:30"})
    assert "That is the date it has already." in words(same.text)
    led.do(f"{again}/date/undo")
    assert f"Due {SECOND}" in words(led.lead.get(again).text)


@pytest.mark.parametrize(
    ("on", "why"),
    [
        ("2026-03-09", "It would be due before it opens."),
        ("2026-04-11", "It would be due only after it has begun again."),
    ],
)
def test_it_is_moved_within_its_own_round(led: Group, again: str, on: str, why: str) -> None:
    reply = led.lead.post(f"{again}/date", data={"on": on, "hour": "17:00"})
    assert reply.status_code == 422
    assert why in words(reply.text)


def test_a_day_that_the_month_of_the_first_round_lacks_gives_way_to_its_last(led: Group) -> None:
    """And it says so before it is done."""
    url = led.set(months="1", opens="2026-02-10", on="2026-02-27", sure="1")
    led.clock.advance(days=9)
    begin_due_rounds(led.database, led.clock())
    asked = led.lead.post(f"{url}/date", data={"on": "2026-03-31", "hour": "17:00"})
    assert "It is due Saturday 28 March, 16:00 (17:00 in Berlin) then." in words(asked.text)


def test_a_round_that_was_left_open_is_told_from_the_one_under_way(led: Group) -> None:
    led.set(**MONTHLY)
    led.clock.advance(days=9)
    begin_due_rounds(led.database, led.clock())
    for page in ("/today", "/groups"):
        shown = words(led.member.get(page).text)
        assert shown.index(f"Due {FIRST}") < shown.index(f"Due {SECOND}")
        assert shown.count("0 of 1 done, round 2") == 1
        assert shown.count("0 of 1 done") == 2
