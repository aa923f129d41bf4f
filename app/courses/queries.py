"""Whether somebody has finished a course, and what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from app.courses.outline import CourseOutline
from app.lessons.library.placement import lesson_url, scenario_url
from app.practice.attempts.models import ATTEMPT
from app.reading.models import LESSON_PROGRESS


@dataclass(frozen=True, slots=True)
class Todo:
    """A lesson or scenario that is not finished yet."""

    kind: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Completion:
    """`finished_at` is when the last thing was finished, None while something is missing or nothing is there."""

    of: int
    missing: tuple[Todo, ...]
    finished_at: datetime | None = None


def completion(connection: Connection, outline: CourseOutline, *, subject_id: str | None) -> Completion:
    """Every lesson finished, and every scenario finished once, however it went."""
    read = _lessons_finished(connection, subject_id) if subject_id is not None else {}
    played = _scenarios_finished(connection, subject_id) if subject_id is not None else {}
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


def _lessons_finished(connection: Connection, subject_id: str) -> Mapping[str, datetime]:
    rows = select(LESSON_PROGRESS.c.lesson_id, LESSON_PROGRESS.c.completed_at).where(
        LESSON_PROGRESS.c.subject_id == subject_id, LESSON_PROGRESS.c.completed_at.is_not(None)
    )
    return {row.lesson_id: row.completed_at for row in connection.execute(rows)}


def _scenarios_finished(connection: Connection, subject_id: str) -> Mapping[str, datetime]:
    first = func.min(ATTEMPT.c.finished_at, type_=ATTEMPT.c.finished_at.type).label("first")
    rows = (
        select(ATTEMPT.c.scenario_id, first)
        .where(ATTEMPT.c.subject_id == subject_id, ATTEMPT.c.finished_at.is_not(None))
        .group_by(ATTEMPT.c.scenario_id)
    )
    return {row.scenario_id: row.first for row in connection.execute(rows)}
