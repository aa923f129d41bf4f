"""What the evidence says of everybody in a group: two selects, however many they are, each led by the subjects."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    literal_column,
    select,
    union_all,
)

from app.assignments.evidence import Answered, Wanted
from app.assignments.items import ItemKey, ItemKind
from app.db import one_of
from app.reading.models import ANSWER, LESSON_VERSION
from app.record.models import ATTEMPT, LESSON_PROGRESS
from app.record.queries import LESSON_IS_FINISHED, RUN_FINISHES
from app.record.record import WholeRun
from app.training.overview.activity import NOTHING, Activity
from app.training.overview.last_runs.queries import Read, read_runs

A, P, GIVEN = ATTEMPT.c, LESSON_PROGRESS.c, ANSWER.c
TOUCHED, BEGUN, FINISHED, ANSWERED = range(4)
BETWEEN, WITHIN = "|", ";"
SEPARATOR: Any = literal_column(f"'{BETWEEN}'")
NO_MORE = Wanted()


def read_activities(
    connection: Connection, subjects: Collection[str], wanted: Wanted = NO_MORE
) -> Mapping[str, Activity]:
    """By subject; everybody who was asked for is in it."""
    if not subjects:
        return {}
    runs = read_runs(connection, subjects, wanted)
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
    asked: dict[str, frozenset[str]] = {}
    for one in doings:
        if one.state == FINISHED:
            finished |= {keys[one.kind, name]: at for name, at in _finished(one.ids)}
        elif one.state == ANSWERED:
            lesson, question, version, questions = one.ids.split(WITHIN)
            answers.setdefault(lesson, []).append(Answered(one.at, question, version))
            asked[version] = frozenset(questions.split())
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
        asked=asked,
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
    version = LESSON_VERSION.c
    ids = (
        GIVEN.lesson_id
        + WITHIN
        + GIVEN.check_id
        + WITHIN
        + GIVEN.version
        + WITHIN
        + func.coalesce(version.questions, "")
    )
    rows = select(GIVEN.subject_id, literal(ItemKind.LESSON.value), ids, GIVEN.at, literal(ANSWERED))
    asked = rows.join(LESSON_VERSION, version.sha == GIVEN.version)
    asked = asked.where(one_of(connection, GIVEN.subject_id, subjects), GIVEN.lesson_id.in_(wanted.lessons))
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
