"""The work of reading a file grows with the file and not faster, whatever an author writes over and over.

Work is counted in calls, which no other load on the machine bends.
"""

import os
import random
import sys
from collections.abc import Callable

import pytest

from app.content.text_file import LARGEST, MOST_MARKS
from app.lessons.format.course_files import parse_course, parse_module, parse_sources
from app.lessons.format.lesson_file import parse_lesson
from app.scenarios.format.scenario_file import read_scenario
from tests.commands.conftest import SCENARIO
from tests.content.constructs import BLOCKS, DEEP, FLOW, INLINE, NESTED, SCENES, YAML, Make, repeated
from tests.lessons.marked import A_LESSON

pytestmark = pytest.mark.soak

SMALL = 1500
AT_ONCE = None if os.environ.get("SOAK") else 12

Read = Callable[[str], object]


def lesson(text: str) -> object:
    return parse_lesson("not-my-department/helpful-within-limits.md", text.encode())


def scenario(text: str) -> object:
    return read_scenario("x/a-call.md", text.encode(), modules=["one"], sources=["a-source"])


def calls(read: Read, text: str) -> int:
    made = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return made


def assert_it_grows_evenly(read: Read, whole: Callable[[str], str], make: Make) -> None:
    """From a size on at which what surrounds it is little beside it: a fence that stays open swallows all of that."""
    read(whole(make(10)))  # whatever is only done once
    bare = calls(read, whole("a"))
    less, more = (calls(read, whole(make(size))) for size in (2 * SMALL, 4 * SMALL))
    assert more - bare <= 2.4 * max(0, less - bare) + 5000


def some(cases: list[tuple[str, Make]]) -> list[tuple[str, Make]]:
    """All of them in a long hunt, else as many as fit a short one, the same every time."""
    return cases if AT_ONCE is None else random.Random(14).sample(cases, min(AT_ONCE, len(cases)))


IN_LINES = [(piece, repeated(piece)) for piece in INLINE]
IN_BLOCKS = [(piece, repeated(piece)) for piece in BLOCKS]
IN_DEPTH = [(f"nested {number}", make) for number, make in enumerate(NESTED)]


@pytest.mark.parametrize(
    "place",
    ["Kindness has a budget.", "Theirs, as soon as you have reassigned it to them.", "“Sure. Give it here.”"],
)
def test_text_in_a_lesson(place: str) -> None:
    assert place in A_LESSON
    for _, make in some(IN_LINES + IN_DEPTH + (IN_BLOCKS if place.startswith("Kind") else [])):
        assert_it_grows_evenly(lesson, lambda text: A_LESSON.replace(place, text, 1), make)


@pytest.mark.parametrize("place", ["It rings.", "One moment.", "You can breathe.", "Hello?", "The phone"])
def test_text_in_a_scenario(place: str) -> None:
    assert place in SCENARIO
    for _, make in some(IN_LINES + IN_DEPTH + (IN_BLOCKS if place == "It rings." else [])):
        assert_it_grows_evenly(scenario, lambda text: SCENARIO.replace(place, text, 1), make)


@pytest.mark.parametrize("kind", SCENES)
def test_scenes_and_choices(kind: str) -> None:
    head = SCENARIO[: SCENARIO.index("## desk")]
    assert_it_grows_evenly(scenario, head.__add__, lambda size: SCENES[kind](2 * size))


FRONT = {
    "lesson": lesson,
    "scenario": scenario,
    **{
        parse.__name__: lambda text, parse=parse: parse("one/module.md", text.encode())
        for parse in (parse_course, parse_module, parse_sources)
    },
}


@pytest.mark.parametrize("kind", FRONT)
def test_front_matter(kind: str) -> None:
    values = [(piece, lambda size, piece=piece: f"title: {repeated(piece)(size)}\n") for piece in FLOW]
    deep = [(f"deep {number}", make) for number, make in enumerate(DEEP)]
    for _, make in some([(piece, repeated(piece)) for piece in YAML] + values + deep):
        assert_it_grows_evenly(FRONT[kind], lambda text: f"---\n{text}\n---\n\nx\n", make)


@pytest.mark.parametrize("piece", ["![](/a.png)", "- a\n", "[", "a\n\n", "*a* "])
def test_what_would_take_long_is_refused_with_its_line(piece: str) -> None:
    text = A_LESSON.replace("Kindness has a budget.", repeated(piece)(130_000), 1)
    (problem,) = parse_lesson("m/l.md", text.encode()).problems
    assert problem.code == "L104"
    assert f"{MOST_MARKS:,}" in problem.message
    assert problem.line >= 15
    assert calls(lesson, text) < 500


def test_prose_of_the_largest_size_is_read() -> None:
    sentence = "You say what you can do, and by when; then you do it. "
    text = A_LESSON.replace(
        "Kindness has a budget.", sentence * 9 + "\n\n" + (sentence * 9 + "\n\n") * 400, 1
    )
    assert 0.7 * LARGEST < len(text.encode()) <= LARGEST
    assert not [
        problem for problem in parse_lesson("m/l.md", text.encode()).problems if problem.code == "L104"
    ]
