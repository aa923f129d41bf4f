"""The record of one subject or of many, in one select for lessons and one for scenarios."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, or_, select

from app.record.models import ATTEMPT, CHAIR_COLUMNS, LESSON_PROGRESS, TOTALS_COLUMNS
from app.record.record import NOTHING, LessonRecord, OpenRun, Record, ScenarioRecord, WholeRun
from app.scenarios.scenario import Totals

A, P = ATTEMPT.c, LESSON_PROGRESS.c
LESSON_IS_FINISHED = P.completed_at.is_not(None)
RUN_FINISHES = and_(A.finished_at.is_not(None), A.is_replay.is_(False))
"""What finishes a scenario: a whole run that came to an ending."""


def read_record(connection: Connection, subject_id: str | None) -> Record:
    """Of one subject; nothing for somebody of whom nothing is kept."""
    return NOTHING if subject_id is None else read_records(connection, [subject_id])[subject_id]


def read_lessons(connection: Connection, subject_id: str | None) -> Mapping[str, LessonRecord]:
    return {} if subject_id is None else lesson_records(connection, [subject_id]).get(subject_id, {})


def read_scenarios(connection: Connection, subject_id: str | None) -> Mapping[str, ScenarioRecord]:
    return {} if subject_id is None else scenario_records(connection, [subject_id]).get(subject_id, {})


def read_records(connection: Connection, subjects: Collection[str]) -> Mapping[str, Record]:
    """By subject; everybody who was asked for is in it."""
    lessons = lesson_records(connection, subjects)
    scenarios = scenario_records(connection, subjects)
    return {subject: Record(lessons.get(subject, {}), scenarios.get(subject, {})) for subject in subjects}


def lesson_records(
    connection: Connection, subjects: Collection[str]
) -> Mapping[str, Mapping[str, LessonRecord]]:
    """By subject and lesson; whoever has begun none is left out."""
    found: dict[str, dict[str, LessonRecord]] = {}
    for row in connection.execute(_LESSONS.where(_among(P.subject_id, subjects))):
        found.setdefault(row.subject_id, {})[row.lesson_id] = LessonRecord(
            lesson_id=row.lesson_id,
            begun_at=row.started_at,
            updated_at=row.updated_at,
            place=row.place,
            place_at=row.place_at,
            finished_at=row.completed_at,
            finished_version=row.completed_version,
        )
    return found


def scenario_records(
    connection: Connection, subjects: Collection[str]
) -> Mapping[str, Mapping[str, ScenarioRecord]]:
    """By subject and scenario; whoever has begun none is left out."""
    found: dict[str, dict[str, ScenarioRecord]] = {}
    for row in connection.execute(_scenarios(subjects)):
        of = found.setdefault(row.subject_id, {})
        so_far = of.get(row.scenario_id) or ScenarioRecord(row.scenario_id, row.begun_at)
        of[row.scenario_id] = _with(so_far, row)
    return found


def _scenarios(subjects: Collection[str]) -> Select[Any]:
    """At most three rows for each subject and scenario: the first and the last whole run, and the open one."""
    is_open = A.finished_at.is_(None)
    alike: Sequence[ColumnElement[Any]] = (A.subject_id, A.scenario_id, case((is_open, 1), else_=0))
    earliest = func.row_number().over(partition_by=alike, order_by=(A.finished_at, A.id))
    latest = func.row_number().over(
        partition_by=alike, order_by=(A.finished_at.desc(), A.updated_at.desc(), A.id.desc())
    )
    runs = (
        select(
            *(A.subject_id, A.scenario_id, A.id, A.version, A.updated_at, A.finished_at),
            *TOTALS_COLUMNS,
            earliest.label("nth"),
            latest.label("nth_last"),
            func.count().over(partition_by=alike).label("times"),
            func.min(A.started_at, type_=A.started_at.type)
            .over(partition_by=(A.subject_id, A.scenario_id))
            .label("begun_at"),
        )
        .where(_among(A.subject_id, subjects), or_(is_open, A.is_replay.is_(False)))
        .subquery("runs")
    )
    r = runs.c
    return select(runs).where(or_(r.nth_last == 1, and_(r.nth == 1, r.finished_at.is_not(None))))


def _with(record: ScenarioRecord, row: Row[Any]) -> ScenarioRecord:
    if row.finished_at is None:
        return replace(record, open=OpenRun(row.id, row.version, row.updated_at))
    run = WholeRun(row.id, row.version, row.finished_at, totals_of(row))
    return replace(
        record,
        times=row.times,
        first=run if row.nth == 1 else record.first,
        last=run if row.nth_last == 1 else record.last,
    )


def _among(column: ColumnElement[str], subjects: Collection[str]) -> ColumnElement[bool]:
    """One subject is asked for by itself, so that the plan is the simplest."""
    return column == next(iter(subjects)) if len(subjects) == 1 else column.in_(subjects)


_LESSONS = select(
    *(P.subject_id, P.lesson_id, P.started_at, P.updated_at, P.place, P.place_at),
    *(P.completed_at, P.completed_version),
)


def totals_of(row: Row[Any]) -> Totals:
    """From a row that holds `TOTALS_COLUMNS`, among others in any order."""
    return Totals._make(row._mapping[name] for name in CHAIR_COLUMNS)
