"""Somebody's attempts at scenarios: where each ended, and the bars it ended with."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select

from app.practice.attempts.models import ATTEMPT, SCENARIO_VERSION
from app.practice.attempts.queries import totals_of
from app.progress.history import AttemptRecord, Bars
from app.scenarios.analysis.cache import limits_of
from app.scenarios.analysis.ranges import Ranges
from app.scenarios.format.scenario_file import read_stored
from app.scenarios.scenario import Totals
from app.scenarios.scoring import bar

MOST = 200  # attempts on one page
AT_HAND = 256  # versions


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
    """By attempt: 0–100 between the limits of the version that was played; None where a chair is not tested."""
    shas = {attempt.version for attempt in attempts}
    if not shas:
        return {}
    rows = connection.execute(select(SCENARIO_VERSION).where(SCENARIO_VERSION.c.sha.in_(shas))).all()
    limits = {row.sha: _limits(row.scenario_id, row.source) for row in rows}
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


def _bars(totals: Totals, limits: Ranges) -> Bars:
    return {chair: bar(totals.of(chair), span.low, span.high) for chair, span in limits.items()}


@lru_cache(AT_HAND)
def _limits(scenario_id: str, source: bytes) -> Ranges | None:
    scenario = read_stored(scenario_id, source)
    limits = limits_of(scenario) if scenario else None
    return limits.ranges if limits else None
