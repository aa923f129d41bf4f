"""The last whole runs of everybody in a group, and every one of the scenarios that conditions and rounds look at."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    case,
    false,
    func,
    or_,
    select,
)

from app.assignments.evidence import Wanted
from app.db import one_of
from app.practice.attempts.models import LIMIT_COLUMNS, SCENARIO_VERSION
from app.record.models import ATTEMPT, CHAIR_COLUMNS
from app.record.queries import RUN_FINISHES
from app.record.record import WholeRun
from app.scenarios.scenario import Totals
from app.training.overview.activity import RunEnd
from app.training.overview.needs_word import IN_A_ROW
from app.training.overview.scaled import LAST_RUNS, scaled

A = ATTEMPT.c
SEATS = len(CHAIR_COLUMNS)
TO_THIS = (None, 0)
"""Rows of a window: written without a parameter, since SQLite works out at once only windows that it finds the same."""


class Runs(NamedTuple):
    """Of one subject: those that a page shows, the latest first, and by scenario those that are `Wanted` besides."""

    shown: tuple[RunEnd, ...] = ()
    whole: Mapping[str, Sequence[WholeRun]] = MappingProxyType({})


NO_RUNS = Runs()


def read_runs(connection: Connection, subjects: Collection[str], wanted: Wanted) -> Mapping[str, Runs]:
    """By subject; whoever has none is left out."""
    rows = connection.execute(_runs(connection, subjects, wanted)).all()
    return {subject: _runs_of(run for _, *run in own) for subject, own in groupby(rows, itemgetter(0))}


def _runs(connection: Connection, subjects: Collection[str], wanted: Wanted) -> Select[Any]:
    """The last three whole ones of each subject, and the latest of each of the last three scenarios: at most five.

    A run that was begun before another that ended first may be hidden, where somebody joined between: it takes
    nobody’s place, so that whatever is hidden, the last three of the others are there. Besides, every run of the
    scenarios that are wanted.
    """
    counted = _counted(connection, subjects).subquery("counted")
    c, version = counted.c, SCENARIO_VERSION.c
    is_shown = or_(c.later < LAST_RUNS, and_(c.later_here == 0, c.scenarios < IN_A_ROW))
    is_wanted = c.scenario_id.in_(wanted.scenarios) if wanted.scenarios else false()
    return (
        select(
            *(c.subject_id, is_shown, is_wanted, c.id, c.scenario_id, c.version, c.started_at, c.finished_at),
            *(c[name] for name in CHAIR_COLUMNS),
            *(version[name] for pair in LIMIT_COLUMNS for name in pair),
        )
        .outerjoin(SCENARIO_VERSION, version.sha == c.version)
        .where(or_(is_shown, is_wanted))
        .order_by(c.subject_id, c.nth)
    )


def _counted(connection: Connection, subjects: Collection[str]) -> Select[Any]:
    """Whole runs, the latest as `nth` 1. Of those `later` than each, in its own scenario (`later_here`) and of how many
    other `scenarios`, only such count as were begun after all that ended before them.
    """
    began_last = func.max(A.started_at, type_=A.started_at.type).over(
        partition_by=A.subject_id, order_by=(A.finished_at, A.updated_at, A.id), rows=TO_THIS
    )
    whole = (
        select(
            *(A.subject_id, A.id, A.scenario_id, A.version, A.started_at, A.updated_at, A.finished_at),
            *(A[name] for name in CHAIR_COLUMNS),
            case((A.started_at < began_last, 0), else_=1).label("counts"),
        )
        .where(one_of(connection, A.subject_id, subjects), RUN_FINISHES)
        .subquery("whole")
    )
    here = select(whole, _sum_later(whole, whole.c.counts, "scenario_id").label("later_here")).subquery()
    first_here = case((here.c.later_here == 0, here.c.counts), else_=0)
    return select(
        here,
        func.count().over(**_from_the_latest(here)).label("nth"),
        _sum_later(here, here.c.counts).label("later"),
        _sum_later(here, first_here).label("scenarios"),
    )


def _sum_later(runs: Subquery, column: ColumnElement[int], *alike: str) -> ColumnElement[int]:
    """Over the later runs of the same subject, with the same in the columns that are to be alike; 0 for the latest."""
    return func.sum(column).over(**_from_the_latest(runs, *alike)) - column


def _from_the_latest(runs: Subquery, *alike: str) -> Mapping[str, Any]:
    c = runs.c
    latest = (c.finished_at.desc(), c.updated_at.desc(), c.id.desc())
    return {"partition_by": [c.subject_id, *(c[name] for name in alike)], "order_by": latest, "rows": TO_THIS}


def _runs_of(rows: Iterable[Sequence[Any]]) -> Runs:
    """Of each run whether it is shown and wanted, itself, its totals, and the lowest and highest of each in turn."""
    shown: list[RunEnd] = []
    whole: dict[str, list[WholeRun]] = {}
    for is_shown, is_wanted, run, scenario, version, started_at, finished_at, *numbers in rows:
        totals, limits = Totals._make(numbers[:SEATS]), tuple(numbers[SEATS:])
        if is_shown:
            shown.append(RunEnd(run, scenario, started_at, scaled(totals, limits)))
        if is_wanted:
            whole.setdefault(scenario, []).append(WholeRun(run, version, finished_at, totals))
    return Runs(tuple(shown), whole)
