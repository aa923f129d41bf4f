"""What the evidence says of everybody in a group: two selects, however many they are, each led by the subjects."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Select,
    and_,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)

from app.assignments.items import ItemKey, ItemKind
from app.db import one_of
from app.practice.attempts.models import LIMIT_COLUMNS, SCENARIO_VERSION
from app.record.models import ATTEMPT, CHAIR_COLUMNS, LESSON_PROGRESS
from app.record.queries import LESSON_IS_FINISHED, RUN_FINISHES
from app.training.overview.activity import NOTHING, Activity, RunEnd
from app.training.overview.needs_word import IN_A_ROW
from app.training.overview.scaled import LAST_RUNS, Scaled, scale

A, P = ATTEMPT.c, LESSON_PROGRESS.c
TOUCHED, BEGUN, FINISHED = range(3)
SPACE: Any = literal_column("' '")


def read_activities(connection: Connection, subjects: Collection[str]) -> Mapping[str, Activity]:
    """By subject; everybody who was asked for is in it."""
    if not subjects:
        return {}
    runs = _read_runs(connection, subjects)
    doings = _read_doings(connection, subjects)
    keys = _Keys()
    return {
        subject: _activity(doings[subject], tuple(runs.get(subject, ())), keys)
        if subject in doings
        else NOTHING
        for subject in subjects
    }


Doing = tuple[str, str, datetime, int]
"""The kind, ids of items, the last touch of them, and how far they are."""


class _Keys(dict[tuple[str, str], frozenset[ItemKey]]):
    """Sets of items by kind and ids: people of a group have mostly the same, and made anew they cost the most."""

    def __missing__(self, written: tuple[str, str]) -> frozenset[ItemKey]:
        kind, ids = written
        made = self[written] = frozenset(ItemKey(ItemKind(kind), one) for one in ids.split())
        return made


def _activity(doings: Collection[Doing], runs: tuple[RunEnd, ...], keys: _Keys) -> Activity:
    finished = frozenset[ItemKey]().union(
        *(keys[kind, ids] for kind, ids, _, state in doings if state == FINISHED)
    )
    begun = {key: at for kind, ids, at, state in doings if state == BEGUN for key in keys[kind, ids]}
    return Activity(max(at for _, _, at, _ in doings), finished, begun, runs)


def _read_doings(connection: Connection, subjects: Collection[str]) -> Mapping[str, list[Doing]]:
    found: dict[str, list[Doing]] = {}
    for subject, *doing in connection.execute(_doings(connection, subjects)).all():
        found.setdefault(subject, []).append((doing[0], doing[1], doing[2], doing[3]))
    return found


def _doings(connection: Connection, subjects: Collection[str]) -> CompoundSelect[Any]:
    """What is finished as one row a subject and kind, what is not as one row an item."""
    lesson, scenario = literal(ItemKind.LESSON.value), literal(ItemKind.SCENARIO.value)
    at = P.updated_at.type
    read = one_of(connection, P.subject_id, subjects)
    played = _played(connection, subjects).cte("played").c
    return union_all(
        select(
            P.subject_id,
            lesson,
            func.aggregate_strings(P.lesson_id, SPACE),
            func.max(P.updated_at, type_=at),
            literal(FINISHED),
        )
        .where(read, LESSON_IS_FINISHED)
        .group_by(P.subject_id),
        select(P.subject_id, lesson, P.lesson_id, P.updated_at, literal(BEGUN)).where(
            read, ~LESSON_IS_FINISHED
        ),
        select(
            played.subject_id,
            scenario,
            func.aggregate_strings(played.scenario_id, SPACE),
            func.max(played.at, type_=at),
            literal(FINISHED),
        )
        .where(played.state == FINISHED)
        .group_by(played.subject_id),
        select(played.subject_id, scenario, played.scenario_id, played.at, played.state).where(
            played.state < FINISHED
        ),
    )


def _played(connection: Connection, subjects: Collection[str]) -> Select[Any]:
    """One row for each scenario; a replay that ended is a touch and no more."""
    state = case((RUN_FINISHES, FINISHED), (A.finished_at.is_(None), BEGUN), else_=TOUCHED)
    touched = func.max(A.updated_at, type_=A.updated_at.type)
    return (
        select(A.subject_id, A.scenario_id, touched.label("at"), func.max(state).label("state"))
        .where(one_of(connection, A.subject_id, subjects))
        .group_by(A.subject_id, A.scenario_id)
    )


def _read_runs(connection: Connection, subjects: Collection[str]) -> Mapping[str, list[RunEnd]]:
    """The latest first."""
    found: dict[str, list[tuple[int, RunEnd]]] = {}
    for row in connection.execute(_runs(connection, subjects)).all():
        found.setdefault(row[0], []).append((row[1], _run_of(row)))
    return {subject: [run for _, run in sorted(runs)] for subject, runs in found.items()}


def _runs(connection: Connection, subjects: Collection[str]) -> Select[Any]:
    """At most five for each subject: the last three whole ones, and the latest of each of the last three scenarios."""
    latest = (A.finished_at.desc(), A.updated_at.desc(), A.id.desc())
    own, own_here = (A.subject_id,), (A.subject_id, A.scenario_id)
    whole = (
        select(
            *(A.subject_id, A.id, A.scenario_id, A.version),
            *(A[name] for name in CHAIR_COLUMNS),
            func.row_number().over(partition_by=own, order_by=latest).label("nth"),
            func.row_number().over(partition_by=own_here, order_by=latest).label("nth_here"),
        )
        .where(one_of(connection, A.subject_id, subjects), RUN_FINISHES)
        .subquery("whole")
    )
    w, version = whole.c, SCENARIO_VERSION.c
    so_far = func.sum(case((w.nth_here == 1, 1), else_=0)).over(partition_by=w.subject_id, order_by=w.nth)
    counted = select(whole, so_far.label("scenarios")).subquery("counted")
    c = counted.c
    return (
        select(
            *(c.subject_id, c.nth, c.id, c.scenario_id),
            *(c[name] for name in CHAIR_COLUMNS),
            *(version[name] for pair in LIMIT_COLUMNS for name in pair),
        )
        .outerjoin(SCENARIO_VERSION, version.sha == c.version)
        .where(or_(c.nth <= LAST_RUNS, and_(c.nth_here == 1, c.scenarios <= IN_A_ROW)))
    )


def _run_of(row: Sequence[Any]) -> RunEnd:
    totals, limits = row[4:8], row[8:16]
    return RunEnd(row[2], row[3], Scaled(*map(scale, totals, limits[::2], limits[1::2])))
