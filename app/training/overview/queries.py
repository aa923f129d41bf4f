"""What the evidence says of everybody in a group: two selects, however many they are, each led by the subjects."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
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
    null,
    select,
    union_all,
)
from sqlalchemy.sql.functions import FunctionElement

from app.assignments.evidence import Answered, Evidence, Wanted
from app.assignments.items import ItemKey, ItemKind
from app.db import one_of
from app.reading.models import ANSWER, LESSON_VERSION
from app.record.models import ATTEMPT, LESSON_PROGRESS
from app.record.queries import LESSON_IS_FINISHED, RUN_FINISHES
from app.training.overview.activity import NO_MORE, NOTHING, Activity
from app.training.overview.last_runs.queries import NO_RUNS, Runs, read_runs

A, P, GIVEN = ATTEMPT.c, LESSON_PROGRESS.c, ANSWER.c
TOUCHED, BEGUN, FINISHED = range(3)
ANSWERS = "answers"
BETWEEN, WITHIN = "|", ";"
SEPARATOR: Any = literal_column(f"'{BETWEEN}'")
FIRST_FINISHES = Wanted()


def read_activities(
    connection: Connection, subjects: Collection[str], wanted: Wanted = FIRST_FINISHES
) -> Mapping[str, Activity]:
    """By subject; everybody who was asked for is in it."""
    if not subjects:
        return {}
    runs, doings = read_runs(connection, subjects, wanted), _read_doings(connection, subjects, wanted)
    keys = {kind.value: _Keys(kind) for kind in ItemKind}
    return {
        subject: _activity(doings[subject], runs.get(subject, NO_RUNS), keys)
        if subject in doings
        else NOTHING
        for subject in subjects
    }


class Doings(NamedTuple):
    """All that a subject did of one kind: what is finished and what is only begun, as `_stamped` writes it.

    Of answers, all are in place of what is finished.
    """

    kind: str
    finished: str | None
    begun: str | None
    at: datetime


class _Keys(dict[str, ItemKey]):
    """Of one kind, by id: people of a group have mostly the same."""

    def __init__(self, kind: ItemKind) -> None:
        self._kind = kind

    def __missing__(self, name: str) -> ItemKey:
        made = self[name] = ItemKey(self._kind, name)
        return made


def _activity(doings: Collection[Doings], runs: Runs, keys: Mapping[str, _Keys]) -> Activity:
    finished: dict[ItemKey, datetime] = {}
    begun: dict[ItemKey, datetime] = {}
    besides = Evidence(runs=runs.whole) if runs.whole else NO_MORE
    for one in doings:
        if one.kind == ANSWERS:
            besides = _with_answers(besides, one.finished)
            continue
        finished |= _moments(one.finished, keys[one.kind])
        begun |= _moments(one.begun, keys[one.kind])
    last = max(one.at for one in doings)
    return Activity(last, finished, begun, runs.shown, besides)


def _with_answers(evidence: Evidence, written: str | None) -> Evidence:
    answers: dict[str, list[Answered]] = {}
    asked: dict[str, frozenset[str]] = {}
    for one in written.split(BETWEEN) if written else ():
        lesson, question, version, questions, at = one.split(WITHIN)
        answers.setdefault(lesson, []).append(Answered(datetime.fromisoformat(at), question, version))
        asked[version] = frozenset(questions.split())
    return replace(evidence, answers=answers, asked=asked)


def _moments(written: str | None, keys: _Keys) -> dict[ItemKey, datetime]:
    """As `_stamped` wrote them."""
    if not written:
        return {}
    pairs = (one.split(WITHIN) for one in written.split(BETWEEN))
    return {keys[name]: datetime.fromisoformat(at) for name, at in pairs}


def _read_doings(
    connection: Connection, subjects: Collection[str], wanted: Wanted
) -> Mapping[str, list[Doings]]:
    found: dict[str, list[Doings]] = {}
    for subject, *doings in connection.execute(_doings(connection, subjects, wanted)).all():
        found.setdefault(subject, []).append(Doings._make(doings))
    return found


def _doings(connection: Connection, subjects: Collection[str], wanted: Wanted) -> CompoundSelect[Any]:
    """A row for each subject and kind."""
    played = _played(connection, subjects).subquery("played").c
    parts: list[Select[Any]] = [
        select(
            *(P.subject_id, literal(ItemKind.LESSON.value)),
            _stamped(connection, P.lesson_id, P.completed_at).filter(LESSON_IS_FINISHED),
            _stamped(connection, P.lesson_id, P.updated_at).filter(~LESSON_IS_FINISHED),
            func.max(P.updated_at, type_=P.updated_at.type),
        )
        .where(one_of(connection, P.subject_id, subjects))
        .group_by(P.subject_id),
        select(
            *(played.subject_id, literal(ItemKind.SCENARIO.value)),
            _stamped(connection, played.scenario_id, played.finished_at).filter(played.state == FINISHED),
            _stamped(connection, played.scenario_id, played.at).filter(played.state == BEGUN),
            func.max(played.at, type_=P.updated_at.type),
        ).group_by(played.subject_id),
    ]
    return union_all(*parts, *([_answered(connection, subjects, wanted)] if wanted.lessons else []))


def _stamped(
    connection: Connection, name: ColumnElement[str], at: ColumnElement[Any]
) -> FunctionElement[str]:
    """All the names, each with its moment, in one text; SQLite keeps times in UTC without saying so."""
    zone = "" if connection.dialect.name == "postgresql" else "+00:00"
    return func.aggregate_strings(name + WITHIN + cast(at, String) + zone, SEPARATOR)


def _answered(connection: Connection, subjects: Collection[str], wanted: Wanted) -> Select[Any]:
    version = LESSON_VERSION.c
    questions = func.coalesce(version.questions, "")
    ids = GIVEN.lesson_id + WITHIN + GIVEN.check_id + WITHIN + GIVEN.version + WITHIN + questions
    last = func.max(GIVEN.at, type_=GIVEN.at.type)
    rows = select(GIVEN.subject_id, literal(ANSWERS), _stamped(connection, ids, GIVEN.at), null(), last)
    asked = rows.join(LESSON_VERSION, version.sha == GIVEN.version).group_by(GIVEN.subject_id)
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
