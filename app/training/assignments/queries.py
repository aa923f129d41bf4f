"""What is set for groups, as it is kept and as the content is now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, Row, Select, or_, select

from app.assignments.condition import RunCondition
from app.assignments.due_date import DueDate
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
from app.assignments.schedule import Schedule
from app.errors import NotFound
from app.learners.models import LEARNER
from app.training.assignments.models import ASSIGNMENT, ASSIGNMENT_ITEM
from app.wall_time import rules_of

NO_SUCH = "There is no such assignment here."
A = ASSIGNMENT.c


@dataclass(frozen=True, slots=True)
class AssignmentSeen:
    """`row` is what is kept; `items` have the titles of now, and `changes` say what has changed since it was set."""

    row: Row[Any]
    id: str
    title: str
    target: Target
    condition: RunCondition
    schedule: Schedule
    items: tuple[Item, ...]
    changes: Difference
    set_by: str

    @property
    def is_withdrawn(self) -> bool:
        return self.row.withdrawn_at is not None


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
    return AssignmentSeen(
        row=row,
        id=row.id,
        title=row.title,
        target=target,
        condition=RunCondition(row.condition),
        schedule=schedule_of(row),
        items=as_now(pinned, served),
        changes=difference(pinned, target, served),
        set_by=row.set_by_name or "",
    )
