"""What is set, who owes it, and how far they are: worked out from the evidence, for a group or for one person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from app.assignments.condition import RunCondition
from app.assignments.due_date import DueDate
from app.assignments.evidence import Answered, Evidence, Questions, evidence_of
from app.assignments.items import (
    Difference,
    Item,
    ItemKind,
    Served,
    Target,
    TargetKind,
    as_now,
    difference,
)
from app.assignments.obligation import Obligation, Own, Terms, obligation
from app.assignments.schedule import Schedule
from app.errors import NotFound
from app.learners.models import LEARNER
from app.reading.models import ANSWER
from app.record.models import ATTEMPT, TOTALS_COLUMNS
from app.record.queries import read_records, totals_of
from app.record.record import WholeRun
from app.training.assignments.models import ASSIGNMENT, ASSIGNMENT_ITEM, OBLIGATION

NO_SUCH = "There is no such assignment here."
A, OWED = ASSIGNMENT.c, OBLIGATION.c


@dataclass(frozen=True, slots=True)
class AssignmentSeen:
    """`row` is what is kept; `items` have the titles of now, and `changes` say what has changed since it was set."""

    row: Row[Any]
    target: Target
    condition: RunCondition
    schedule: Schedule
    items: tuple[Item, ...]
    changes: Difference
    set_by: str

    @property
    def id(self) -> str:
        return str(self.row.id)

    @property
    def title(self) -> str:
        return str(self.row.title)

    @property
    def is_withdrawn(self) -> bool:
        return self.row.withdrawn_at is not None


@dataclass(frozen=True, slots=True)
class OwnChanges:
    """What was changed for one subject alone: how often, and when last."""

    sequence: int
    changed_at: datetime | None
    excused_at: datetime | None


@dataclass(frozen=True, slots=True)
class Owed:
    """One subject’s part of an assignment in one round."""

    subject_id: str
    assignment: AssignmentSeen
    number: int
    begins_at: datetime
    is_own: bool
    part: Obligation
    own: OwnChanges


def assignments_of(
    connection: Connection, groups: Collection[str], served: Served
) -> Sequence[AssignmentSeen]:
    """Of these groups, what is due first coming first."""
    if not groups:
        return []
    return _seen(connection, _ASSIGNMENTS.where(A.group_id.in_(groups)).order_by(A.due_at, A.id), served)


def assignment(connection: Connection, group_id: str, assignment_id: str, served: Served) -> AssignmentSeen:
    """Raises NotFound."""
    found = _seen(connection, _ASSIGNMENTS.where(A.group_id == group_id, A.id == assignment_id), served)
    if not found:
        raise NotFound(NO_SUCH)
    return found[0]


def owed_by(
    connection: Connection,
    subjects: Collection[str],
    assignments: Sequence[AssignmentSeen],
    questions: Mapping[str, frozenset[str]],
) -> Sequence[Owed]:
    """All that these subjects owe of these assignments, by due date. `questions`: those of each lesson now."""
    by_id = {one.id: one for one in assignments}
    if not subjects or not by_id:
        return []
    rows = connection.execute(
        select(OBLIGATION)
        .where(OWED.subject_id.in_(subjects), OWED.assignment_id.in_(by_id))
        .order_by(OWED.due_at, OWED.assignment_id, OWED.subject_id, OWED.round)
    ).all()
    evidence = read_evidence(connection, {row.subject_id for row in rows}, assignments, rows)
    asked = Questions(now=questions)
    return [_owed(row, by_id[row.assignment_id], evidence[row.subject_id], asked) for row in rows]


def read_evidence(
    connection: Connection,
    subjects: Collection[str],
    assignments: Sequence[AssignmentSeen],
    rows: Sequence[Row[Any]],
) -> Mapping[str, Evidence]:
    """By subject. Each whole run is read only where a condition or a later round asks, answers for a later round."""
    again = any(row.round > 1 for row in rows)
    records = read_records(connection, subjects) if subjects else {}
    strict = again or any(one.condition is not RunCondition.FINISHED for one in assignments)
    scenarios = {item.id for one in assignments for item in one.items if item.kind is ItemKind.SCENARIO}
    runs = _whole_runs(connection, subjects, scenarios) if strict else None
    lessons = {item.id for one in assignments for item in one.items if item.kind is ItemKind.LESSON}
    answers = _answers(connection, subjects, lessons) if again else {}
    return {
        subject: evidence_of(
            record, None if runs is None else runs.get(subject, {}), answers.get(subject, {})
        )
        for subject, record in records.items()
    }


def assignment_row(connection: Connection, group_id: str, assignment_id: str) -> Row[Any]:
    """For whoever changes it, held until the transaction ends. Raises NotFound."""
    rows = select(ASSIGNMENT).where(A.group_id == group_id, A.id == assignment_id).with_for_update()
    row = connection.execute(rows).first()
    if row is None:
        raise NotFound(NO_SUCH)
    return row


def repeating(connection: Connection) -> Sequence[Row[Any]]:
    """All assignments that begin again and were not withdrawn."""
    return connection.execute(select(ASSIGNMENT).where(A.months.is_not(None), A.withdrawn_at.is_(None))).all()


def schedule_of(row: Row[Any]) -> Schedule:
    due = DueDate(date.fromisoformat(row.due_on), time.fromisoformat(row.due_hour), row.time_zone)
    return Schedule(date.fromisoformat(row.opens_on), due, row.set_at, row.months, row.days_from_joining)


_ASSIGNMENTS: Select[Any] = select(ASSIGNMENT, LEARNER.c.name.label("set_by_name")).outerjoin(
    LEARNER, LEARNER.c.subject_id == A.set_by
)


def _seen(connection: Connection, rows: Select[Any], served: Served) -> Sequence[AssignmentSeen]:
    found = connection.execute(rows).all()
    items = _items(connection, [row.id for row in found])
    return [_one(row, items[row.id], served) for row in found]


def _one(row: Row[Any], pinned: Sequence[Item], served: Served) -> AssignmentSeen:
    target = Target(TargetKind(row.target_kind), row.target_id)
    return AssignmentSeen(
        row=row,
        target=target,
        condition=RunCondition(row.condition),
        schedule=schedule_of(row),
        items=as_now(pinned, served),
        changes=difference(pinned, target, served),
        set_by=row.set_by_name or "",
    )


def _items(connection: Connection, assignments: Sequence[str]) -> Mapping[str, list[Item]]:
    found: dict[str, list[Item]] = {name: [] for name in assignments}
    i = ASSIGNMENT_ITEM.c
    rows = select(ASSIGNMENT_ITEM).where(i.assignment_id.in_(assignments)).order_by(i.assignment_id, i.place)
    for row in connection.execute(rows) if assignments else ():
        found[row.assignment_id].append(Item(ItemKind(row.kind), row.item_id, row.title))
    return found


def _owed(row: Row[Any], seen: AssignmentSeen, evidence: Evidence, questions: Questions) -> Owed:
    terms = Terms(
        items=seen.items,
        condition=seen.condition,
        since=row.begins_at if row.round > 1 else None,
        vanished={item.key for item in seen.changes.vanished},
        questions=questions,
    )
    own = Own(row.due_at, row.excused_at is not None, seen.is_withdrawn)
    part = obligation(terms, own, evidence)
    changes = OwnChanges(row.sequence, row.changed_at, row.excused_at)
    return Owed(row.subject_id, seen, row.round, row.begins_at, row.is_own, part, changes)


def _whole_runs(
    connection: Connection, subjects: Collection[str], scenarios: Collection[str]
) -> Mapping[str, Mapping[str, Sequence[WholeRun]]]:
    """By subject and scenario, the first finished first."""
    a = ATTEMPT.c
    rows = (
        select(a.subject_id, a.scenario_id, a.id, a.version, a.finished_at, *TOTALS_COLUMNS)
        .where(a.subject_id.in_(subjects), a.scenario_id.in_(scenarios))
        .where(a.finished_at.is_not(None), a.is_replay.is_(False))
        .order_by(a.finished_at, a.id)
    )
    found: dict[str, dict[str, list[WholeRun]]] = {}
    for row in connection.execute(rows):
        run = WholeRun(row.id, row.version, row.finished_at, totals_of(row))
        found.setdefault(row.subject_id, {}).setdefault(row.scenario_id, []).append(run)
    return found


def _answers(
    connection: Connection, subjects: Collection[str], lessons: Collection[str]
) -> Mapping[str, Mapping[str, Sequence[Answered]]]:
    """By subject and lesson."""
    a = ANSWER.c
    rows = select(a.subject_id, a.lesson_id, a.at, a.check_id, a.version).where(
        a.subject_id.in_(subjects), a.lesson_id.in_(lessons)
    )
    found: dict[str, dict[str, list[Answered]]] = {}
    for row in connection.execute(rows):
        answered = Answered(row.at, row.check_id, row.version)
        found.setdefault(row.subject_id, {}).setdefault(row.lesson_id, []).append(answered)
    return found
