"""A course as one learner sees it: every lesson and scenario in order, and how far they are in each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.lessons.course import Course, Module
from app.lessons.library.library import LessonLibrary
from app.lessons.library.placement import in_order, lesson_url, scenario_url
from app.progress.history import AttemptRecord, LessonRecord
from app.scenarios.scenario import Scenario


class State(StrEnum):
    NEW = "new"
    BEGUN = "begun"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Item:
    """A lesson or a scenario. `url` leads on from where the learner left off; `times` counts attempts finished."""

    kind: str
    id: str
    title: str
    summary: str
    minutes: int
    url: str
    state: State
    percent: int = 0
    part: str = ""
    updated: bool = False
    times: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ModuleView:
    module: Module
    items: tuple[Item, ...]

    @property
    def finished(self) -> int:
        return sum(item.state is State.FINISHED for item in self.items)


@dataclass(frozen=True, slots=True)
class CourseView:
    course: Course
    modules: tuple[ModuleView, ...]

    @property
    def items(self) -> Iterator[Item]:
        for module in self.modules:
            yield from module.items

    @property
    def to_go(self) -> int:
        """How many lessons and scenarios were never finished."""
        return sum(item.state is not State.FINISHED and not item.times for item in self.items)


@dataclass(frozen=True, slots=True)
class LearnerHistory:
    """All that is known of one learner's way so far."""

    lessons: Mapping[str, LessonRecord]
    attempts: Sequence[AttemptRecord]

    @property
    def has_begun(self) -> bool:
        return bool(self.lessons or self.attempts)


def course_view(
    library: LessonLibrary, scenarios: Mapping[str, Scenario], course: Course, history: LearnerHistory
) -> CourseView:
    """Only what can be opened is in it."""
    placed = {placement.entry.id: placement for placement in in_order(library, course)}
    modules = []
    for module in (library.modules[name] for name in course.modules if name in library.modules):
        lessons = [_lesson_item(library, course, name, history) for name in module.lessons if name in placed]
        plays = [scenario_item(scenarios[name], history) for name in module.scenarios if name in scenarios]
        modules.append(ModuleView(module, (*lessons, *plays)))
    return CourseView(course, tuple(modules))


def scenario_item(scenario: Scenario, history: LearnerHistory) -> Item:
    own = [attempt for attempt in history.attempts if attempt.scenario_id == scenario.id]
    open_one = next((attempt for attempt in reversed(own) if attempt.finished_at is None), None)
    times = sum(attempt.finished_at is not None for attempt in own)
    return Item(
        kind="scenario",
        id=scenario.id,
        title=scenario.title,
        summary=scenario.summary,
        minutes=scenario.minutes,
        url=f"/play/{open_one.id}" if open_one else scenario_url(scenario.id),
        state=State.BEGUN if open_one else State.FINISHED if times else State.NEW,
        times=times,
        last_at=open_one.updated_at if open_one else None,
    )


def _lesson_item(library: LessonLibrary, course: Course, lesson_id: str, history: LearnerHistory) -> Item:
    entry, read = library.entries[lesson_id], history.lessons.get(lesson_id)
    url = lesson_url(course.id, lesson_id)
    finished = read is not None and read.finished_at is not None
    return Item(
        kind="lesson",
        id=entry.id,
        title=entry.title,
        summary=entry.summary,
        minutes=entry.minutes,
        url=f"{url}#{read.block}" if read and read.block else url,
        state=State.FINISHED if finished else State.BEGUN if read else State.NEW,
        percent=read.percent if read else 0,
        part=read.part if read else "",
        updated=read.updated if read else False,
        last_at=read.updated_at if read else None,
    )
