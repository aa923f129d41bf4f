"""A trainer’s first page with nothing, with one group and with very many."""

import re
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.learners.who import Role, Who
from app.training.groups.actions.groups import make_group
from app.training.teach.group_list import GROUPS, by_next_due
from app.training.teach.stretch import stretch
from tests.training.clicking import Hand
from tests.training.teach.conftest import Teaching


def groups_on(hand: Hand) -> list[str]:
    return [one.words for one in hand.page.targets if re.fullmatch(r"/teach/groups/\w+", one.url)]


def set_for(lead: TestClient, group: str, on: datetime) -> None:
    form = {
        "target": "lesson:a-path-not-a-wall",
        "opens": "2026-03-02",
        "on": on.date().isoformat(),
        "hour": "17:00",
    }
    reply = lead.post(f"/teach/groups/{group}/assignments", data={**form, "whom": "all", "sure": "1"})
    assert reply.status_code == 303, reply.text


def test_groups_come_by_what_is_due_next_and_are_found_by_name(teaching: Teaching) -> None:
    group, lead, clock = teaching.group, teaching.lead, teaching.clock
    set_for(lead, group.id, clock() + timedelta(days=9))
    hand = Hand.at(lead, "/teach")
    assert groups_on(hand)[0] == "Spring"
    assert "A path, not a wall, due on 11 March, 17:00; 0 of 6 have finished" in hand.page.words
    if len(groups_on(hand)) == 1:
        assert "Find a group by name" not in lead.get("/teach").text
        return
    assert groups_on(hand)[1:] == [f"Group {number:02}" for number in range(29)]
    found = Hand.at(lead, "/teach?q=GROUP+2")
    assert groups_on(found) == [f"Group {number}" for number in range(20, 29)]
    assert groups_on(Hand.at(lead, "/teach?q=harbor")) == groups_on(hand)
    nothing = Hand.at(lead, "/teach?q=%3Cb%3E").page.words
    assert "No group or workplace of yours has “<b>” in its name. Show all 30" in nothing


def test_more_groups_than_fit_come_page_by_page_and_the_search_goes_along(teaching: Teaching) -> None:
    who = Who(subject_id=teaching.group.lead, role=Role.TRAINER)
    with teaching.group.database.write() as db:
        place = Hand.at(teaching.lead, "/teach").page.targets[-1].fields["workplace"]
        for number in range(GROUPS + 10):
            make_group(db, who=who, workplace_id=place, title=f"Night {number:02}", now=teaching.clock())
    hand = Hand.at(teaching.lead, "/teach?q=night")
    seen = groups_on(hand)
    assert len(seen) == GROUPS
    hand.click("More groups")
    assert [*seen, *groups_on(hand)] == [f"Night {number:02}" for number in range(GROUPS + 10)]
    assert groups_on(hand.click("Back to the beginning")) == seen


def test_ten_who_need_a_word_stand_there_and_the_rest_is_a_link_away(teaching: Teaching) -> None:
    """Of all groups, each with its group where there are several."""
    group, lead, clock = teaching.group, teaching.lead, teaching.clock
    for _ in range(60):
        group.member()
    clock.moment = group.moment
    set_for(lead, group.id, clock() + timedelta(days=2))
    clock.advance(days=20)
    hand = Hand.at(lead, "/teach")
    assert len(hand.page.starting("Write to")) == 10
    several = len(groups_on(hand)) > 1
    assert hand.page.words.count("Person 10 Spring") == several
    hand.click("All 66 who need a word")
    shown = [one.url for one in hand.page.targets if one.words.startswith("Person")]
    assert len(shown) == 50
    hand.click("More people")
    rest = [one.url for one in hand.page.targets if one.words.startswith("Person")]
    assert len({*shown, *rest}) == 66
    assert hand.click("Back to the beginning").page.starting("More people")


def test_a_place_that_is_none_is_the_beginning(teaching: Teaching) -> None:
    for query in (
        "after=x",
        "after=~",
        "after=-1~x",
        "after=99999999999~x",
        "after=%C2%B2~x",
        "q=" + "x" * 500,
    ):
        for path in ("/teach", "/teach/needs-a-word"):
            assert teaching.lead.get(f"{path}?{query}").status_code == 200


NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_the_soonest_first_then_what_is_past_then_nothing() -> None:
    due = [
        None,
        NOW - timedelta(days=9),
        NOW - timedelta(days=1),
        NOW + timedelta(days=1),
        NOW + timedelta(days=9),
    ]
    Random(1).shuffle(due)
    days = [one and (one - NOW).days for one in sorted(due, key=lambda one: by_next_due(one, NOW))]
    assert days == [1, 9, -1, -9, None]


@given(st.lists(st.text(max_size=3), unique=True, max_size=40), st.integers(1, 9), st.integers(0, 40))
def test_every_item_stands_on_one_page_whoever_leaves_meanwhile(
    keys: list[str], size: int, gone: int
) -> None:
    """Whoever came last on the first page leaves the list before the second is asked for: nobody is passed by."""
    first = stretch(keys, str, after="", size=size)
    assert first.is_first
    left = [key for key in keys if key not in first.items[-1:]] if gone % 2 else keys
    seen, after = list(first.items), first.following
    while after:
        page = stretch(left, str, after=after, size=size)
        seen, after = [*seen, *page.items], page.following
    assert [key for key in left if key not in seen] == []
