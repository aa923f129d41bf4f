"""Somebody's attempts at scenarios: where each ended, and the bars it ended with."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from app.content.chair import CHAIRS
from app.practice.attempts.models import LIMIT_COLUMNS, SCENARIO_VERSION
from app.progress.history import AttemptRecord, Bars
from app.record.models import ATTEMPT
from app.record.queries import totals_of
from app.scenarios.scenario import Totals
from app.scenarios.scoring import bar

MOST = 200  # attempts on one page
LIMITS = [SCENARIO_VERSION.c[name] for pair in LIMIT_COLUMNS for name in pair]
"""Lowest and highest of each chair, chair by chair."""


def read_attempts(connection: Connection, *, subject_id: str | None) -> Sequence[AttemptRecord]:
    """The latest ones, the earliest of them first."""
    if subject_id is None:
        return []
    a = ATTEMPT.c
    found = select(ATTEMPT).where(a.subject_id == subject_id).order_by(a.started_at.desc(), a.id).limit(MOST)
    made: list[AttemptRecord] = []
    numbers: dict[str, int] = {}
    for row in reversed(connection.execute(found).all()):
        numbers[row.scenario_id] = numbers.get(row.scenario_id, 0) + 1
        made.append(_record_of(row, numbers[row.scenario_id]))
    return made


def bars_of(connection: Connection, attempts: Sequence[AttemptRecord]) -> Mapping[str, Bars]:
    """By attempt: 0–100 between the limits of the version that was played; None where a chair is not tested.

    Attempts at a version whose limits are not known are left out.
    """
    shas = {attempt.version for attempt in attempts}
    if not shas:
        return {}
    v = SCENARIO_VERSION.c
    rows = connection.execute(select(v.sha, *LIMITS).where(v.sha.in_(shas), LIMITS[0].is_not(None)))
    limits = {sha: tuple(zip(numbers[::2], numbers[1::2], strict=True)) for sha, *numbers in rows}
    return {made.id: _bars(made.totals, found) for made in attempts if (found := limits.get(made.version))}


def _record_of(row: Any, number: int) -> AttemptRecord:
    return AttemptRecord(
        id=row.id,
        scenario_id=row.scenario_id,
        version=row.version,
        number=number,
        started_at=row.started_at,
        updated_at=row.updated_at,
        finished_at=row.finished_at,
        totals=totals_of(row),
    )


def _bars(totals: Totals, limits: Sequence[tuple[int, int]]) -> Bars:
    return {chair: bar(totals.of(chair), *span) for chair, span in zip(CHAIRS, limits, strict=True)}
