"""The last whole runs of everybody in a group, and every one of the scenarios that conditions and rounds look at."""

from collections.abc import Collection, Mapping
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from app.assignments.evidence import Wanted
from app.db import one_of
from app.practice.attempts.models import LIMIT_COLUMNS, SCENARIO_VERSION
from app.record.models import ATTEMPT, CHAIR_COLUMNS
from app.record.queries import RUN_FINISHES
from app.record.record import WholeRun
from app.scenarios.scenario import Totals
from app.training.overview.activity import RunEnd
from app.training.overview.needs_word import IN_A_ROW
from app.training.overview.scaled import LAST_RUNS, Scaled, scale

A = ATTEMPT.c
SEATS = len(CHAIR_COLUMNS)
Read = tuple[RunEnd | None, str, WholeRun]
"""A whole run as a page shows it, if it does, its scenario, and the run as conditions and rounds look at it."""


def read_runs(connection: Connection, subjects: Collection[str], wanted: Wanted) -> Mapping[str, list[Read]]:
    """The latest first, each with its scenario; None in place of a run of which only conditions and rounds ask."""
    found: dict[str, list[tuple[int, Read]]] = {}
    for subject, nth, *run in connection.execute(_runs(connection, subjects, wanted)).all():
        found.setdefault(subject, []).append((nth, _run_of(*run)))
    return {subject: [run for _, run in sorted(runs, key=itemgetter(0))] for subject, runs in found.items()}


def _runs(connection: Connection, subjects: Collection[str], wanted: Wanted) -> Select[Any]:
    """The last three whole ones of each subject, and the latest of each of the last three scenarios: at most five.

    A run that was begun before another that ended first may be hidden, where somebody joined between: it takes
    nobody’s place, so that whatever is hidden, the last three of the others are there. Besides, every run of the
    scenarios that are wanted.
    """
    counted = _counted(connection, subjects).subquery("counted")
    c, version = counted.c, SCENARIO_VERSION.c
    shown = or_(c.later < LAST_RUNS, and_(c.later_here == 0, c.scenarios < IN_A_ROW))
    return (
        select(
            *(c.subject_id, c.nth, c.id, c.scenario_id, c.version, c.started_at, c.finished_at),
            shown.label("is_shown"),
            *(c[name] for name in CHAIR_COLUMNS),
            *(version[name] for pair in LIMIT_COLUMNS for name in pair),
        )
        .outerjoin(SCENARIO_VERSION, version.sha == c.version)
        .where(or_(shown, c.scenario_id.in_(wanted.scenarios)) if wanted.scenarios else shown)
    )


def _counted(connection: Connection, subjects: Collection[str]) -> Select[Any]:
    """Whole runs, the latest as `nth` 1. Of those `later` than each, in its own scenario (`later_here`) and of how many
    other `scenarios`, only such count as were begun after all that ended before them.
    """
    latest = (A.finished_at.desc(), A.updated_at.desc(), A.id.desc())
    before = func.max(A.started_at, type_=A.started_at.type).over(
        partition_by=A.subject_id, order_by=[column.element.asc() for column in latest], rows=(None, -1)
    )
    whole = (
        select(
            *(A.subject_id, A.id, A.scenario_id, A.version, A.started_at, A.finished_at),
            *(A[name] for name in CHAIR_COLUMNS),
            func.row_number().over(partition_by=A.subject_id, order_by=latest).label("nth"),
            case((A.started_at < before, 0), else_=1).label("counts"),
        )
        .where(one_of(connection, A.subject_id, subjects), RUN_FINISHES)
        .subquery("whole")
    )
    w = whole.c
    here = select(
        whole, _sum_before(w.counts, w.nth, w.subject_id, w.scenario_id).label("later_here")
    ).subquery()
    h = here.c
    first_here = case((h.later_here == 0, h.counts), else_=0)
    return select(
        here,
        _sum_before(h.counts, h.nth, h.subject_id).label("later"),
        _sum_before(first_here, h.nth, h.subject_id).label("scenarios"),
    )


def _sum_before(
    column: ColumnElement[int], order: ColumnElement[int], *partition: ColumnElement[str]
) -> ColumnElement[int]:
    """Over the rows that come before it; 0 for the first."""
    sums = func.sum(column).over(partition_by=partition, order_by=order, rows=(None, -1))
    return func.coalesce(sums, 0)


def _run_of(run: str, scenario: str, version: str, *rest: Any) -> Read:
    """`rest`: when it began and ended, whether it is shown, the totals, the lowest and the highest of each in turn."""
    started_at, finished_at, is_shown, *numbers = rest
    totals, limits = Totals._make(numbers[:SEATS]), numbers[SEATS:]
    shown = None
    if is_shown:
        chairs = Scaled(*map(scale, totals, limits[::2], limits[1::2]))
        shown = RunEnd(run, scenario, started_at, chairs)
    return shown, scenario, WholeRun(run, version, finished_at, totals)
