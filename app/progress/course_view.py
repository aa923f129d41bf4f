"""A course as one learner sees it: every lesson and scenario in order, and how far they are in each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.lessons.course import Course, Module
from app.lessons.library.lessons import Lessons
from app.lessons.library.placement import in_order, lesson_url, scenario_url
from app.progress.history import LessonView
from app.record.record import ScenarioRecord
from app.scenarios.scenario import Scenario


class State(StrEnum):
    NEW = "new"
    BEGUN = "begun"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Item:
    """A lesson or a scenario. `url` leads on from where the learner left off; `times` counts whole runs.

    One that is finished may be open again: something is under way there that `url` leads on with. `percent` (0–100),
    `part` (where to go on) and `updated` (since it was finished) are of lessons. `last_at` is when something was last
    done there, None for a scenario with nothing under way.
    """

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
    is_open: bool = False
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
        return sum(item.state is not State.FINISHED for item in self.items)


@dataclass(frozen=True, slots=True)
class LearnerHistory:
    """All that is known of one learner's way so far."""

    lessons: Mapping[str, LessonView]
    scenarios: Mapping[str, ScenarioRecord]

    @property
    def has_begun(self) -> bool:
        return bool(self.lessons or self.scenarios)


def course_view(
    library: Lessons, scenarios: Mapping[str, Scenario], course: Course, history: LearnerHistory
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
    record = history.scenarios.get(scenario.id)
    open_run = record.open if record else None
    times = record.times if record else 0
    return Item(
        kind="scenario",
        id=scenario.id,
        title=scenario.title,
        summary=scenario.summary,
        minutes=scenario.minutes,
        url=f"/play/{open_run.attempt}" if open_run else scenario_url(scenario.id),
        state=State.FINISHED if times else State.BEGUN if open_run else State.NEW,
        times=times,
        is_open=open_run is not None,
        last_at=open_run.updated_at if open_run else None,
    )


def _lesson_item(library: Lessons, course: Course, lesson_id: str, history: LearnerHistory) -> Item:
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
        is_open=read is not None and not finished,
        last_at=read.updated_at if read else None,
    )
