"""Where a lesson stands in its course, and where the learner goes from there."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from app.lessons.course import Course, Module
from app.lessons.lesson import Lesson
from app.lessons.library.entry import Entry
from app.lessons.library.lessons import Lessons


class Titled(Protocol):
    """All that lessons know of a scenario."""

    @property
    def title(self) -> str: ...


@dataclass(frozen=True, slots=True)
class NextStep:
    """A place to go to, and a sentence that says why."""

    title: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Placement:
    """A lesson in its course; `number` counts from 1 through the whole course."""

    course: Course
    module: Module
    entry: Entry
    number: int
    of: int

    @property
    def url(self) -> str:
        return lesson_url(self.course.id, self.entry.id)


def lesson_url(course_id: str, lesson_id: str) -> str:
    return f"/learn/{course_id}/{lesson_id}"


def scenario_url(scenario_id: str) -> str:
    return f"/practice/{scenario_id}"


def in_order(library: Lessons, course: Course) -> list[Placement]:
    """The lessons of a course in reading order; what could not be read is left out."""
    found = list(_lessons(library, course))
    return [
        Placement(course, module, lesson, number, len(found))
        for number, (module, lesson) in enumerate(found, 1)
    ]


def place(library: Lessons, course_id: str, lesson_id: str) -> Placement | None:
    course = library.courses.get(course_id)
    placements = in_order(library, course) if course else []
    return next((placement for placement in placements if placement.entry.id == lesson_id), None)


def course_of(library: Lessons, lesson_id: str) -> Placement | None:
    """The lesson in the first course that has it."""
    return next((found for course in library.courses if (found := place(library, course, lesson_id))), None)


def lessons_of(library: Lessons, names: Collection[str]) -> list[tuple[str, Lesson]]:
    """Of these, whole lessons that a course has, each with its address; in the order of the courses."""
    places = (one for course in library.courses.values() for one in in_order(library, course))
    return [(one.url, library.lessons[one.entry.id]) for one in places if one.entry.id in names]


def next_steps(library: Lessons, here: Placement, scenarios: Mapping[str, Titled]) -> list[NextStep]:
    """The scenario that goes with the lesson, the next lesson, or Today; the first is the one to take.

    Each of a module's last lessons has one of its scenarios, in order; the last one has all that are left over.
    """
    steps = [
        NextStep(scenarios[scenario].title, scenario_url(scenario), "Try it in a conversation.")
        for scenario in _scenarios_with(here)
        if scenario in scenarios
    ]
    steps += [
        NextStep(after.entry.title, after.url, "On to the next lesson.")
        for after in in_order(library, here.course)[here.number : here.number + 1]
    ]
    return steps or [NextStep("Today", "/today", "That was the last lesson of this course.")]


def _lessons(library: Lessons, course: Course) -> Iterator[tuple[Module, Entry]]:
    modules, entries = library.modules, library.entries
    for module in (modules[name] for name in course.modules if name in modules):
        yield from ((module, entries[lesson]) for lesson in module.lessons if lesson in entries)


def _scenarios_with(here: Placement) -> tuple[str, ...]:
    lessons, scenarios = here.module.lessons, here.module.scenarios
    first = max(0, lessons.index(here.entry.id) - max(0, len(lessons) - len(scenarios)))
    if here.entry.id == lessons[-1]:
        return scenarios[first:]
    return (
        scenarios[first : first + 1] if len(lessons) - lessons.index(here.entry.id) <= len(scenarios) else ()
    )
