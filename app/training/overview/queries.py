"""What the evidence says of everybody in a group: two selects, however many they are, each led by the subjects."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)

from app.assignments.evidence import Answered, Wanted
from app.assignments.items import ItemKey, ItemKind
from app.db import one_of
from app.practice.attempts.models import LIMIT_COLUMNS, SCENARIO_VERSION
from app.reading.models import ANSWER
from app.record.models import ATTEMPT, CHAIR_COLUMNS, LESSON_PROGRESS
from app.record.queries import LESSON_IS_FINISHED, RUN_FINISHES
from app.record.record import WholeRun
from app.scenarios.scenario import Totals
from app.training.overview.activity import NOTHING, Activity, RunEnd
from app.training.overview.needs_word import IN_A_ROW
from app.training.overview.scaled import LAST_RUNS, Scaled, scale

A, P, GIVEN = ATTEMPT.c, LESSON_PROGRESS.c, ANSWER.c
TOUCHED, BEGUN, FINISHED, ANSWERED = range(4)
BETWEEN, WITHIN = "|", ";"
SEATS = len(CHAIR_COLUMNS)
SEPARATOR: Any = literal_column(f"'{BETWEEN}'")
Read = tuple[RunEnd | None, str, WholeRun]
"""A whole run as a page shows it, if it does, its scenario, and the run as conditions and rounds look at it."""
NO_MORE = Wanted()


def read_activities(
    connection: Connection, subjects: Collection[str], wanted: Wanted = NO_MORE
) -> Mapping[str, Activity]:
    """By subject; everybody who was asked for is in it."""
    if not subjects:
        return {}
    runs = _read_runs(connection, subjects, wanted)
    doings = _read_doings(connection, subjects, wanted)
    keys = _Keys()
    return {
        subject: _activity(doings[subject], runs.get(subject, ()), keys, wanted)
        if subject in doings
        else NOTHING
        for subject in subjects
    }


class Doing(NamedTuple):
    """`ids` are of one item that was begun or touched, of an answer, or of many finished ones, each with its time."""

    kind: str
    ids: str
    at: datetime
    state: int


class _Keys(dict[tuple[str, str], ItemKey]):
    """By kind and id: people of a group have mostly the same."""

    def __missing__(self, written: tuple[str, str]) -> ItemKey:
        kind, name = written
        made = self[written] = ItemKey(ItemKind(kind), name)
        return made


def _activity(
    doings: Collection[Doing],
    runs: Sequence[Read],
    keys: _Keys,
    wanted: Wanted,
) -> Activity:
    finished: dict[ItemKey, datetime] = {}
    answers: dict[str, list[Answered]] = {}
    for one in doings:
        if one.state == FINISHED:
            finished |= {keys[one.kind, name]: at for name, at in _finished(one.ids)}
        elif one.state == ANSWERED:
            lesson, question, version = one.ids.split(WITHIN)
            answers.setdefault(lesson, []).append(Answered(one.at, question, version))
    whole: dict[str, list[WholeRun]] = {}
    for _, scenario, run in runs:
        if scenario in wanted.scenarios:
            whole.setdefault(scenario, []).append(run)
    return Activity(
        last_active_at=max(one.at for one in doings),
        finished=finished,
        begun={keys[one.kind, one.ids]: one.at for one in doings if one.state == BEGUN},
        runs=tuple(shown for shown, _, _ in runs if shown),
        whole=whole,
        answers=answers,
    )


def _finished(ids: str) -> Iterator[tuple[str, datetime]]:
    """As `_stamped` wrote them."""
    for written in ids.split(BETWEEN):
        name, _, at = written.partition(WITHIN)
        yield name, datetime.fromisoformat(at).astimezone(UTC)


def _read_doings(
    connection: Connection, subjects: Collection[str], wanted: Wanted
) -> Mapping[str, list[Doing]]:
    found: dict[str, list[Doing]] = {}
    for subject, *doing in connection.execute(_doings(connection, subjects, wanted)).all():
        found.setdefault(subject, []).append(Doing._make(doing))
    return found


def _doings(connection: Connection, subjects: Collection[str], wanted: Wanted) -> CompoundSelect[Any]:
    """What is finished as one row a subject and kind, what is not as one row an item, answers as a row each."""
    lesson, scenario = literal(ItemKind.LESSON.value), literal(ItemKind.SCENARIO.value)
    at = P.updated_at.type
    read = one_of(connection, P.subject_id, subjects)
    played = _played(connection, subjects).cte("played").c
    parts: list[Select[Any]] = [
        select(
            P.subject_id,
            lesson,
            _stamped(connection, P.lesson_id, P.completed_at),
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
            _stamped(connection, played.scenario_id, played.finished_at),
            func.max(played.at, type_=at),
            literal(FINISHED),
        )
        .where(played.state == FINISHED)
        .group_by(played.subject_id),
        select(played.subject_id, scenario, played.scenario_id, played.at, played.state).where(
            played.state < FINISHED
        ),
    ]
    return union_all(*parts, *([_answered(connection, subjects, wanted)] if wanted.lessons else []))


def _stamped(connection: Connection, name: ColumnElement[str], at: ColumnElement[Any]) -> ColumnElement[str]:
    """All the names, each with its moment, in one text; SQLite keeps times in UTC without saying so."""
    zone = "" if connection.dialect.name == "postgresql" else "+00:00"
    return func.aggregate_strings(name + WITHIN + cast(at, String) + zone, SEPARATOR)


def _answered(connection: Connection, subjects: Collection[str], wanted: Wanted) -> Select[Any]:
    ids = GIVEN.lesson_id + WITHIN + GIVEN.check_id + WITHIN + GIVEN.version
    rows = select(GIVEN.subject_id, literal(ItemKind.LESSON.value), ids, GIVEN.at, literal(ANSWERED))
    asked = rows.where(one_of(connection, GIVEN.subject_id, subjects), GIVEN.lesson_id.in_(wanted.lessons))
    return asked if wanted.since is None else asked.where(GIVEN.at >= wanted.since)


def _played(connection: Connection, subjects: Collection[str]) -> Select[Any]:
    """One row for each scenario; a replay that ended is a touch and no more."""
    state = case((RUN_FINISHES, FINISHED), (A.finished_at.is_(None), BEGUN), else_=TOUCHED)
    touched = func.max(A.updated_at, type_=A.updated_at.type)
    first = func.min(case((RUN_FINISHES, A.finished_at)), type_=A.finished_at.type)
    return (
        select(
            *(A.subject_id, A.scenario_id, touched.label("at")),
            *(func.max(state).label("state"), first.label("finished_at")),
        )
        .where(one_of(connection, A.subject_id, subjects))
        .group_by(A.subject_id, A.scenario_id)
    )


def _read_runs(connection: Connection, subjects: Collection[str], wanted: Wanted) -> Mapping[str, list[Read]]:
    """The latest first, each with its scenario; None in place of a run of which only conditions and rounds ask."""
    found: dict[str, list[tuple[int, Read]]] = {}
    for subject, nth, *run in connection.execute(_runs(connection, subjects, wanted)).all():
        found.setdefault(subject, []).append((nth, _run_of(*run)))
    return {subject: [run for _, run in sorted(runs, key=itemgetter(0))] for subject, runs in found.items()}


def _runs(connection: Connection, subjects: Collection[str], wanted: Wanted) -> Select[Any]:
    """The last three whole ones of each subject, and the latest of each of the last three scenarios: at most five.

    Besides, every one of the scenarios that are wanted.
    """
    latest = (A.finished_at.desc(), A.updated_at.desc(), A.id.desc())
    own, own_here = (A.subject_id,), (A.subject_id, A.scenario_id)
    whole = (
        select(
            *(A.subject_id, A.id, A.scenario_id, A.version, A.started_at, A.finished_at),
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
    shown = or_(c.nth <= LAST_RUNS, and_(c.nth_here == 1, c.scenarios <= IN_A_ROW))
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


def _run_of(run: str, scenario: str, version: str, *rest: Any) -> Read:
    """`rest`: when it began and ended, whether it is shown, the totals, the lowest and the highest of each in turn."""
    started_at, finished_at, is_shown, *numbers = rest
    totals, limits = Totals._make(numbers[:SEATS]), numbers[SEATS:]
    shown = None
    if is_shown:
        chairs = Scaled(*map(scale, totals, limits[::2], limits[1::2]))
        shown = RunEnd(run, scenario, started_at, chairs)
    return shown, scenario, WholeRun(run, version, finished_at, totals)
