"""What is set is pinned; what the content does afterwards is seen, and changes nothing by itself."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assignments.items import (
    Difference,
    Item,
    ItemKind,
    Served,
    Target,
    TargetKind,
    as_now,
    difference,
    items_of,
    taken_over,
)
from app.settings import Settings
from app.site_content import ContentLibrary
from tests.assignments.building import MODULES, lesson, play, served
from tests.course import write_course

LISTENING = Target(TargetKind.MODULE, "listening")
HEAR, ASK, PHONE = lesson("hear"), lesson("ask"), play("phone")


@pytest.mark.parametrize(
    ("kind", "name", "names"),
    [
        ("course", "all", "hear ask phone no door desk"),
        ("module", "listening", "hear ask phone"),
        ("lesson", "ask", "ask"),
        ("scenario", "door", "door"),
        *[(kind, "nothing-of-that-name", "") for kind in TargetKind],
        ("lesson", "door", ""),  # ids are those of their kind
        ("module", "all", ""),
    ],
)
def test_what_a_target_consists_of(kind: str, name: str, names: str) -> None:
    target = Target(TargetKind(kind), name)
    found = items_of(target, served())
    assert [item.id for item in found] == names.split()
    assert all(item.title == item.id.capitalize() for item in found)
    assert (served().title(target) is None) is (not names)


def test_each_is_in_it_once() -> None:
    twice = served({"listening": "hear | phone", "limits": "no | phone"})
    course = items_of(Target(TargetKind.COURSE, "all"), twice)
    assert [item.id for item in course] == ["hear", "phone", "no"]


def test_a_lesson_and_a_scenario_of_one_name_are_two() -> None:
    both = served({"listening": "phone | phone"})
    assert [item.kind for item in items_of(LISTENING, both)] == [ItemKind.LESSON, ItemKind.SCENARIO]


def test_nothing_has_changed() -> None:
    pinned = items_of(LISTENING, served())
    assert difference(pinned, LISTENING, served()) == Difference()
    assert taken_over(pinned, LISTENING, served()) == pinned


def test_the_module_has_grown() -> None:
    grown = served({"listening": "hear wait ask | phone mail"})
    pinned = (HEAR, ASK, PHONE)
    assert difference(pinned, LISTENING, grown) == Difference(new=(lesson("wait"), play("mail")))
    assert taken_over(pinned, LISTENING, grown) == (HEAR, lesson("wait"), ASK, PHONE, play("mail"))


def test_what_vanished_from_the_files_keeps_its_title() -> None:
    left = served(without=["ask", "phone"])
    pinned = (HEAR, ASK, PHONE)
    assert difference(pinned, LISTENING, left) == Difference(vanished=(ASK, PHONE))
    assert as_now(pinned, left) == pinned
    assert taken_over(pinned, LISTENING, left) == pinned


def test_what_has_moved_to_another_module_stays_in_what_was_set() -> None:
    moved = served({"listening": "hear | phone", "limits": "no ask | door desk"})
    pinned = (HEAR, ASK, PHONE)
    assert difference(pinned, LISTENING, moved) == Difference(elsewhere=(ASK,))
    assert taken_over(pinned, LISTENING, moved) == pinned


def test_a_whole_module_may_vanish() -> None:
    pinned = (HEAR, ASK, PHONE)
    gone = difference(pinned, LISTENING, served({"limits": MODULES["limits"]}))
    assert gone == Difference(vanished=pinned)
    loose = difference(pinned, LISTENING, served(without=["listening"]))
    assert loose == Difference(elsewhere=pinned)  # its file alone: what it listed is still there


def test_titles_are_those_of_now() -> None:
    before = [replace(item, title=f"Old {item.title}") for item in (HEAR, ASK, PHONE)]
    assert as_now(before, served()) == (HEAR, ASK, PHONE)
    assert difference(before, LISTENING, served()) == Difference()


NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@given(NAMES, NAMES, NAMES)
def test_what_is_taken_over_is_all_of_both_in_the_order_of_now(
    before: list[str], now: list[str], other: list[str]
) -> None:
    elsewhere = " ".join(name for name in other if name not in now)
    content = served({"listening": f"{' '.join(now)} |", "limits": f"{elsewhere} |"})
    pinned = [lesson(name) for name in before]
    merged = [item.id for item in taken_over(pinned, LISTENING, content)]
    found = difference(pinned, LISTENING, content)
    assert sorted(merged) == sorted({*before, *now})
    assert [name for name in merged if name in now] == now
    assert {item.id for item in found.new} == set(now) - set(before)
    assert {item.id for item in found.elsewhere} == set(before) & set(elsewhere)
    assert {item.id for item in found.vanished} == set(before) - set(now) - set(elsewhere)


def test_of_a_site_as_it_is_served(tmp_path: Path) -> None:
    settings = Settings.read(
        secret="only-for-tests-only-for-tests-only-for-tests",
        content_dir=write_course(tmp_path / "content"),
        cache_dir=tmp_path / "cache",
    )
    content = ContentLibrary(settings).current
    site = Served(content.lessons.catalog, content.scenarios.scenarios)
    items = items_of(Target(TargetKind.COURSE, "four-chairs"), site)
    assert [(item.kind.value, item.id) for item in items] == [
        ("lesson", "an-earlier-lesson"),
        ("lesson", "helpful-within-limits"),
        ("scenario", "printer"),
    ]
    assert items == items_of(Target(TargetKind.MODULE, "not-my-department"), site)
    assert isinstance(items[0], Item)
    assert items[0].title == "An earlier lesson"
