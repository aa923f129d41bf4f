from dataclasses import dataclass
from pathlib import Path

import pytest

from app.lessons.library.lessons import Lessons
from app.lessons.library.library import LessonLibrary
from app.lessons.library.placement import in_order, next_steps, place
from tests.lessons.folders import FIRST_LESSON, MODULE, SOUND, front_matter, write


@dataclass
class Played:
    title: str


def library(folder: Path, lessons: int, scenarios: int) -> Lessons:
    """A module with so many lessons `l0`, `l1` … and scenarios `s0`, `s1` …"""
    names = [f"l{n}" for n in range(lessons)]
    plays = [f"s{n}" for n in range(scenarios)]
    module = front_matter(
        f"title: M\nsummary: S.\nlessons: [{', '.join(names)}]\nscenarios: [{', '.join(plays)}]"
    )
    files = {path: text for path, text in SOUND.items() if not path.startswith(MODULE)}
    files |= {f"{MODULE}/module.md": module} | {f"{MODULE}/{name}.md": FIRST_LESSON for name in names}
    return LessonLibrary(write(folder, files)).current


def steps(folder: Path, lessons: int, scenarios: int) -> list[list[str]]:
    found = library(folder, lessons, scenarios)
    plays = {f"s{n}": Played(f"S{n}") for n in range(scenarios)}
    order = in_order(found, found.courses["four-chairs"])
    return [[step.url.rsplit("/", 1)[-1] for step in next_steps(found, here, plays)] for here in order]


@pytest.mark.parametrize(
    ("lessons", "scenarios", "expected"),
    [
        (2, 2, [["s0", "l1"], ["s1"]]),
        (2, 1, [["l1"], ["s0"]]),
        (2, 0, [["l1"], ["today"]]),
        (1, 3, [["s0", "s1", "s2"]]),
        (2, 3, [["s0", "l1"], ["s1", "s2"]]),
    ],
)
def test_a_lesson_leads_to_its_conversation_the_next_lesson_or_today(
    tmp_path: Path, lessons: int, scenarios: int, expected: list[list[str]]
) -> None:
    assert steps(tmp_path, lessons, scenarios) == expected


def test_a_scenario_that_cannot_be_played_is_not_proposed(tmp_path: Path) -> None:
    found = library(tmp_path, 1, 1)
    here = place(found, "four-chairs", "l0")
    assert here is not None
    assert [step.url for step in next_steps(found, here, {})] == ["/today"]


def test_lessons_are_counted_through_the_course(tmp_path: Path) -> None:
    here = place(library(tmp_path, 3, 0), "four-chairs", "l1")
    assert here is not None
    assert (here.number, here.of, here.url) == (2, 3, "/learn/four-chairs/l1")
    assert place(library(tmp_path, 3, 0), "four-chairs", "l9") is None
    assert place(library(tmp_path, 3, 0), "no-such", "l1") is None
