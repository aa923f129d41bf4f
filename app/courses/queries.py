"""Whether somebody has finished a course, and what is still missing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from app.courses.outline import CourseOutline
from app.lessons.library.placement import lesson_url, scenario_url
from app.record.queries import read_record


@dataclass(frozen=True, slots=True)
class Todo:
    """A lesson or scenario that is not finished yet; `kind` says which of the two."""

    kind: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Completion:
    """`of` so many lessons and scenarios, these are `missing`.

    `finished_at` is when the last thing was finished, None while something is missing or nothing is there.
    """

    of: int
    missing: tuple[Todo, ...]
    finished_at: datetime | None = None


def completion(connection: Connection, outline: CourseOutline, *, subject_id: str | None) -> Completion:
    """Every lesson finished, and every scenario finished once, however it went."""
    record = read_record(connection, subject_id)
    read = {name: one.finished_at for name, one in record.lessons.items() if one.finished_at}
    played = {name: one.finished_at for name, one in record.scenarios.items() if one.finished_at}
    lessons = [
        Todo("lesson", lesson.title, lesson_url(outline.course.id, lesson.id))
        for lesson in outline.lessons
        if lesson.id not in read
    ]
    plays = [
        Todo("scenario", scenario.title, scenario_url(scenario.id))
        for scenario in outline.scenarios
        if scenario.id not in played
    ]
    times = [read[lesson.id] for lesson in outline.lessons if lesson.id in read]
    times += [played[scenario.id] for scenario in outline.scenarios if scenario.id in played]
    of = len(outline.lessons) + len(outline.scenarios)
    return Completion(of, (*lessons, *plays), max(times) if times and len(times) == of else None)
