"""Somebody's attempts at scenarios: where each ended, and the bars it ended with."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select, tuple_

from app.practice.attempts.versions import stored_limits
from app.progress.history import AttemptRecord, Bars
from app.record.models import ATTEMPT
from app.record.queries import totals_of
from app.scenarios.scoring import bar

MOST = 200  # attempts that are looked at together
PAGE = 50  # attempts in a table


def read_attempts(
    connection: Connection, *, subject_id: str | None, before: str = "", most: int = MOST
) -> Sequence[AttemptRecord]:
    """The latest ones, or those that were begun before the attempt `before`; the earliest of them first."""
    if subject_id is None:
        return []
    a = ATTEMPT.c
    number = func.row_number().over(partition_by=a.scenario_id, order_by=(a.started_at, a.id))
    every = select(ATTEMPT, number.label("number")).where(a.subject_id == subject_id).subquery()
    place = (every.c.started_at, every.c.id)
    found = select(every).order_by(*(column.desc() for column in place)).limit(most)
    if before:
        begun = select(a.started_at, a.id).where(a.subject_id == subject_id, a.id == before)
        found = found.where(tuple_(*place) < begun.scalar_subquery())
    return [_record_of(row) for row in reversed(connection.execute(found).all())]


def bars_of(connection: Connection, attempts: Sequence[AttemptRecord]) -> Mapping[str, Bars]:
    """By attempt: 0–100 between the limits of the version that was played; None where a chair is not tested.

    Attempts at a version whose limits are not known are left out.
    """
    limits = stored_limits(connection, {attempt.version for attempt in attempts})
    return {
        made.id: {chair: bar(made.totals.of(chair), *span) for chair, span in limits[made.version].items()}
        for made in attempts
        if made.version in limits
    }


def _record_of(row: Any) -> AttemptRecord:
    return AttemptRecord(
        id=row.id,
        scenario_id=row.scenario_id,
        version=row.version,
        number=row.number,
        started_at=row.started_at,
        updated_at=row.updated_at,
        finished_at=row.finished_at,
        totals=totals_of(row),
    )
