"""What one member has done since they joined, or ever where they show that too: runs with every line, and answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, literal, select, tuple_, union_all

from app.assignments.items import ItemKey, ItemKind
from app.practice.attempts.attempt import Evidence, Step, evidence_of
from app.practice.attempts.models import CHOICE_TAKEN, LIMIT_COLUMNS, SCENARIO_VERSION, TAKEN_BACK
from app.reading.models import ANSWER
from app.record.models import ATTEMPT, LESSON_PROGRESS, TOTALS_COLUMNS
from app.record.queries import LESSON_IS_FINISHED, RUN_FINISHES

PAGE = 10
A = ATTEMPT.c
LIMITS = tuple(SCENARIO_VERSION.c[name] for pair in LIMIT_COLUMNS for name in pair)
"""The lowest and the highest total of each chair in turn."""
COLUMNS = (*(A.id, A.scenario_id, A.version, A.started_at, A.finished_at, A.ending), *TOTALS_COLUMNS)


@dataclass(frozen=True, slots=True)
class Given:
    """A question of a lesson, the first option that was given and the latest, and when that was."""

    lesson: str
    check: str
    first: str
    latest: str
    at: datetime


def read_runs(
    connection: Connection, subject_id: str, *, since: datetime | None, before: str = ""
) -> Sequence[Row[Any]]:
    """A page of whole runs that came to an end, the latest begun first, and one more where there are more."""
    rows = (
        select(*COLUMNS, *LIMITS)
        .outerjoin(SCENARIO_VERSION, SCENARIO_VERSION.c.sha == A.version)
        .where(A.subject_id == subject_id, RUN_FINISHES)
    )
    if since is not None:
        rows = rows.where(A.started_at >= since)
    if before:
        place = select(A.started_at, A.id).where(A.subject_id == subject_id, A.id == before).subquery()
        rows = rows.where(
            tuple_(A.started_at, A.id) < select(place.c.started_at, place.c.id).scalar_subquery()
        )
    return connection.execute(rows.order_by(A.started_at.desc(), A.id.desc()).limit(PAGE + 1)).all()


def read_steps(connection: Connection, subject_id: str, attempts: Sequence[str]) -> Mapping[str, Evidence]:
    """Every step of these runs, by run."""
    taken, back = CHOICE_TAKEN.c, TAKEN_BACK.c
    steps: dict[str, list[Step]] = {name: [] for name in attempts}
    undone: dict[str, tuple[int, int]] = {}
    of_the_same = and_(back.subject_id == taken.subject_id, back.attempt_id == taken.attempt_id)
    rows = (
        select(taken.attempt_id, taken.turn, taken.scene, taken.choice, taken.order_shown)
        .add_columns(back.turn.label("from_turn"), back.until)
        .outerjoin(TAKEN_BACK, of_the_same)
        .where(taken.subject_id == subject_id, taken.attempt_id.in_(attempts))
        .order_by(taken.attempt_id, taken.turn)
    )
    for row in connection.execute(rows):
        steps[row.attempt_id].append(Step(row.turn, row.scene, row.choice, tuple(row.order_shown.split())))
        if row.until is not None:
            undone[row.attempt_id] = (row.from_turn, row.until)
    return {name: evidence_of(found, undone.get(name)) for name, found in steps.items()}


def read_answers(connection: Connection, subject_id: str, *, since: datetime | None) -> Sequence[Given]:
    """The latest given first."""
    a = ANSWER.c
    rows = select(a.lesson_id, a.check_id, a.option_id, a.at).where(a.subject_id == subject_id)
    if since is not None:
        rows = rows.where(a.at >= since)
    found: dict[tuple[str, str], Given] = {}
    for row in connection.execute(rows.order_by(a.at, a.id)):
        key = (row.lesson_id, row.check_id)
        first = found[key].first if key in found else row.option_id
        found[key] = Given(*key, first, row.option_id, row.at)
    return sorted(found.values(), key=lambda one: one.at, reverse=True)


def finished_versions(connection: Connection, subject_id: str) -> dict[ItemKey, str]:
    """In which version each lesson and scenario was last finished, as `Evidence.versions` has it."""
    a, p = ATTEMPT.c, LESSON_PROGRESS.c
    lessons = select(
        *(literal(ItemKind.LESSON.value).label("kind"), p.lesson_id.label("item"), p.completed_version),
        *(p.completed_at.label("at"), p.updated_at, literal("").label("id")),
    ).where(p.subject_id == subject_id, LESSON_IS_FINISHED)
    runs = select(
        *(literal(ItemKind.SCENARIO.value), a.scenario_id, a.version, a.finished_at, a.updated_at, a.id)
    ).where(a.subject_id == subject_id, RUN_FINISHES)
    every = union_all(lessons, runs).subquery().c
    rows = select(every.kind, every.item, every.completed_version)
    return {
        ItemKey(ItemKind(kind), item): version or ""
        for kind, item, version in connection.execute(rows.order_by(every.at, every.updated_at, every.id))
    }
