"""What is set, who owes it, and how far they are: worked out from the evidence, for a group or for one person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, or_, select

from app.assignments.change import done_of
from app.assignments.condition import RunCondition
from app.assignments.due_date import DueDate, due_date_of, shown_at
from app.assignments.evidence import Asked, Evidence, Questions, Wanted
from app.assignments.items import (
    Difference,
    Item,
    ItemKey,
    ItemKind,
    Served,
    Target,
    TargetKind,
    as_now,
    difference,
)
from app.assignments.obligation import Obligation, Own, Terms, obligation
from app.assignments.schedule import Schedule
from app.db import one_of
from app.errors import NotFound
from app.learners.models import LEARNER
from app.training.assignments.done.queries import read_evidence
from app.training.assignments.models import ASSIGNMENT, ASSIGNMENT_ITEM, OBLIGATION
from app.wall_time import rules_of

NO_SUCH = "There is no such assignment here."
A, OWED = ASSIGNMENT.c, OBLIGATION.c


@dataclass(frozen=True, slots=True)
class AssignmentSeen:
    """`row` is what is kept; `items` have the titles of now, and `changes` say what has changed since it was set.

    `titles` are those of the items.
    """

    row: Row[Any]
    id: str
    title: str
    target: Target
    condition: RunCondition
    schedule: Schedule
    items: tuple[Item, ...]
    changes: Difference
    set_by: str
    titles: Mapping[ItemKey, str]

    @property
    def is_withdrawn(self) -> bool:
        return self.row.withdrawn_at is not None


class OwnChanges(NamedTuple):
    """What was changed for one subject alone: how often, and when last. `due`: the date of their own, if any."""

    sequence: int
    changed_at: datetime | None
    excused_at: datetime | None
    due: DueDate | None


class Owed(NamedTuple):
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
    return _seen(connection, _ASSIGNMENTS.where(A.group_id.in_(groups)), served)


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
    questions: Asked,
) -> Sequence[Owed]:
    """All that these subjects owe of these assignments, by due date. `questions`: those of each lesson now."""
    rows = owed_rows(connection, subjects, assignments)
    evidence = read_evidence(connection, {row.subject_id for row in rows}, wanted_of(assignments, rows))
    return judged(rows, assignments, evidence, questions)


def owed_rows(
    connection: Connection, subjects: Collection[str], assignments: Sequence[AssignmentSeen]
) -> Sequence[Row[Any]]:
    """What these subjects owe of these assignments, as it is kept, by due date."""
    if not subjects or not assignments:
        return []
    mine = one_of(connection, OWED.subject_id, subjects)
    of_these = one_of(connection, OWED.assignment_id, [one.id for one in assignments])
    order = (OWED.due_at, OWED.assignment_id, OWED.subject_id, OWED.round)
    return connection.execute(select(OBLIGATION).where(mine, of_these).order_by(*order)).all()


def asked_of(owed: Collection[Owed]) -> dict[ItemKey, str]:
    """The title of each item that counts in what somebody owes."""
    titles: dict[ItemKey, str] = {}
    for one in owed:
        if one.assignment.changes.vanished:
            titles |= {of.item.key: of.item.title for of in one.part.items if of.counts}
        else:
            titles |= one.assignment.titles
    return titles


def judged(
    rows: Sequence[Row[Any]],
    assignments: Sequence[AssignmentSeen],
    evidence: Mapping[str, Evidence],
    questions: Asked,
) -> Sequence[Owed]:
    """Those rows with how far each subject is."""
    terms = {one.id: _terms(one, questions) for one in assignments}
    return [_owed(row, *terms[row.assignment_id], evidence[row.subject_id]) for row in rows]


def wanted_of(assignments: Sequence[AssignmentSeen], rows: Sequence[Row[Any]]) -> Wanted:
    """What has to be read beside when each item was first finished."""
    again = {row.assignment_id for row in rows if row.round > 1}
    strict = [one for one in assignments if one.id in again or one.condition is not RunCondition.FINISHED]
    return Wanted(
        scenarios=_ids(ItemKind.SCENARIO, strict),
        lessons=_ids(ItemKind.LESSON, [one for one in assignments if one.id in again]),
        since=min((row.begins_at for row in rows if row.round > 1), default=None),
    )


def _ids(kind: ItemKind, assignments: Sequence[AssignmentSeen]) -> frozenset[str]:
    return frozenset(item.id for one in assignments for item in one.items if item.kind is kind)


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


def outdated(connection: Connection, *, most: int) -> Sequence[str]:
    """So many of the assignments whose instants were worked out by other rules than those of now."""
    zones = connection.scalars(select(A.time_zone).distinct()).all()
    other = or_(A.zone_rules.is_(None), A.zone_rules.not_in([rules_of(zone) for zone in zones]))
    return connection.scalars(select(A.id).where(other).order_by(A.id).limit(most)).all()


def schedule_of(row: Row[Any]) -> Schedule:
    due = DueDate(date.fromisoformat(row.due_on), time.fromisoformat(row.due_hour), row.time_zone)
    return Schedule(date.fromisoformat(row.opens_on), due, row.set_at, row.months, row.days_from_joining)


def own_date(row: Row[Any], zone: str) -> DueDate | None:
    """Of what one subject owes in a round; None where it is the date of all."""
    if not row.is_own:
        return None
    return due_date_of(row.own_date) if row.own_date else shown_at(row.due_at, zone)


_ASSIGNMENTS: Select[Any] = (
    select(
        *(ASSIGNMENT, LEARNER.c.name.label("set_by_name")),
        *(ASSIGNMENT_ITEM.c.kind, ASSIGNMENT_ITEM.c.item_id, ASSIGNMENT_ITEM.c.title.label("item_title")),
    )
    .join(ASSIGNMENT_ITEM, ASSIGNMENT_ITEM.c.assignment_id == A.id)
    .outerjoin(LEARNER, LEARNER.c.subject_id == A.set_by)
)


def _seen(connection: Connection, rows: Select[Any], served: Served) -> Sequence[AssignmentSeen]:
    """Each row stands there once for each of its items."""
    found: dict[str, Row[Any]] = {}
    pinned: dict[str, list[Item]] = {}
    for row in connection.execute(rows.order_by(A.due_at, A.id, ASSIGNMENT_ITEM.c.place)):
        found[row.id] = row
        pinned.setdefault(row.id, []).append(Item(ItemKind(row.kind), row.item_id, row.item_title))
    return [_one(row, pinned[row.id], served) for row in found.values()]


def _one(row: Row[Any], pinned: Sequence[Item], served: Served) -> AssignmentSeen:
    target = Target(TargetKind(row.target_kind), row.target_id)
    items = as_now(pinned, served)
    return AssignmentSeen(
        row=row,
        id=row.id,
        title=row.title,
        target=target,
        condition=RunCondition(row.condition),
        schedule=schedule_of(row),
        items=items,
        changes=difference(pinned, target, served),
        set_by=row.set_by_name or "",
        titles={item.key: item.title for item in items},
    )


def _terms(seen: AssignmentSeen, questions: Asked) -> tuple[AssignmentSeen, Terms]:
    """Those of the first round."""
    vanished = {item.key for item in seen.changes.vanished}
    return seen, Terms(seen.items, seen.condition, vanished=vanished, questions=Questions(questions))


def _owed(row: Row[Any], seen: AssignmentSeen, first: Terms, evidence: Evidence) -> Owed:
    asked = Questions(first.questions.now, evidence.asked)
    terms = first if row.round == 1 else replace(first, since=row.begins_at, questions=asked)
    own = Own(row.due_at, row.excused_at is not None, seen.is_withdrawn, done_of(row.done_before))
    part = obligation(terms, own, evidence)
    changes = OwnChanges(row.sequence, row.changed_at, row.excused_at, own_date(row, seen.schedule.due.zone))
    return Owed(row.subject_id, seen, row.round, row.begins_at, row.is_own, part, changes)
