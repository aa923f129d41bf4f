"""Setting something: what members owe of it follows in the same transaction, and what they owe later by a job."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, insert, or_, select
from sqlmodel import Session

from app.assignments.condition import RunCondition
from app.assignments.due_date import DueDate
from app.assignments.items import Item, Target
from app.assignments.schedule import Schedule
from app.db import Database
from app.errors import Refused
from app.events.actions import record
from app.events.assignments import AssignmentSet
from app.learners.who import Who
from app.training.assignments.models import ASSIGNMENT, ASSIGNMENT_ITEM, OBLIGATION, OWN_CHANGE
from app.training.assignments.queries import repeating, schedule_of
from app.training.models import MEMBER_LIST, MEMBERSHIP
from app.ulid import new_id
from app.wall_time import rules_of

A, OWED = ASSIGNMENT.c, OBLIGATION.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is to be set, for all of a group or (`subjects`) for some of it."""

    target: Target
    title: str
    items: Sequence[Item]
    condition: RunCondition
    schedule: Schedule
    subjects: Sequence[str] | None = None


def set_assignment(db: Session, *, who: Who, group_id: str, setting: Setting, now: datetime) -> str:
    """Its id. Members owe it from now on, or from the day it opens."""
    assignment_id, schedule = new_id(now), setting.schedule
    row = {
        "id": assignment_id,
        "group_id": group_id,
        "target_kind": setting.target.kind.value,
        "target_id": setting.target.id,
        "title": setting.title,
        "condition": setting.condition.value,
        "everybody": setting.subjects is None,
        "opens_on": schedule.opens.isoformat(),
        "days_from_joining": schedule.days_from_joining,
        "months": schedule.months,
        "set_at": now,
        "set_by": who.subject_id or "",
        "changed_at": now,
        "sequence": 0,
        **due_columns(schedule.due),
    }
    db.execute(insert(ASSIGNMENT).values(row))
    pin(db, assignment_id, setting.items)
    wanted = None if setting.subjects is None else frozenset(setting.subjects)
    owing = [subject for subject in _members(db, group_id) if wanted is None or subject in wanted]
    if wanted is not None and not owing:
        raise Refused("Choose somebody who is in the group.")
    _owe(db, _rounds(assignment_id, group_id, schedule, dict.fromkeys(owing, now), now))
    event = AssignmentSet(subject=who.subject_id or "", group=group_id, assignment=assignment_id)
    record(db.connection(), event, now=now)
    return assignment_id


def owe_from_joining(db: Session, *, subject_id: str, group_id: str, now: datetime) -> None:
    """Whoever joins owes what is set for all of the group: the round under way, and later ones."""
    rows = db.execute(
        select(ASSIGNMENT).where(A.group_id == group_id, A.everybody, A.withdrawn_at.is_(None))
    ).all()
    for row in rows:
        _owe(db, _rounds(row.id, group_id, schedule_of(row), {subject_id: now}, now))


def begin_due_rounds(database: Database, now: datetime) -> bool:
    """The job: whoever owes something again and again owes the round that has begun. False: nothing is left to do."""
    with database.look() as connection:
        rows = repeating(connection)
    for row in rows:
        with database.write() as db:
            begin_rounds(db, row=row, now=now)
    return False


def begin_rounds(db: Session, *, row: Row[Any], now: datetime) -> None:
    """What is owed by now of an assignment, by whoever owes it or has joined since, where it was set for all."""
    members, listed = MEMBERSHIP.c, MEMBER_LIST.c
    owing = select(OWED.subject_id, OWED.round).where(OWED.assignment_id == row.id)
    known: dict[str, set[int]] = {}
    for subject, number in db.execute(owing):
        known.setdefault(subject, set()).add(number)
    joined = db.execute(
        select(members.subject_id, members.joined_at)
        .join(MEMBER_LIST, (listed.group_id == members.group_id) & (listed.subject_id == members.subject_id))
        .where(
            listed.group_id == row.group_id,
            or_(members.subject_id.in_(known), and_(row.everybody, members.joined_at > row.set_at)),
        )
    )
    since = {subject: max(at, row.set_at) for subject, at in joined}
    every = _rounds(row.id, row.group_id, schedule_of(row), since, now)
    _owe(db, [one for one in every if one["round"] not in known.get(str(one["subject_id"]), ())])


def drop_obligations(db: Session, *, subject_id: str, group_id: str) -> None:
    """Of somebody who leaves the group, and what was changed of them."""
    of_the_group = select(A.id).where(A.group_id == group_id).scalar_subquery()
    changed = OWN_CHANGE.c
    db.execute(
        delete(OWN_CHANGE).where(changed.subject_id == subject_id, changed.assignment_id.in_(of_the_group))
    )
    db.execute(delete(OBLIGATION).where(OWED.subject_id == subject_id, OWED.group_id == group_id))


def due_columns(due: DueDate) -> dict[str, object]:
    return {
        "due_on": due.on.isoformat(),
        "due_hour": f"{due.hour:%H:%M}",
        "time_zone": due.zone,
        "due_at": due.instant,
        "zone_rules": rules_of(due.zone),
    }


def pin(db: Session, assignment_id: str, items: Sequence[Item]) -> None:
    rows = [
        {
            "assignment_id": assignment_id,
            "place": place,
            "kind": item.kind.value,
            "item_id": item.id,
            "title": item.title,
        }
        for place, item in enumerate(items)
    ]
    db.execute(insert(ASSIGNMENT_ITEM), rows)


def _members(db: Session, group_id: str) -> Sequence[str]:
    return db.scalars(select(MEMBER_LIST.c.subject_id).where(MEMBER_LIST.c.group_id == group_id)).all()


def _rounds(
    assignment_id: str, group_id: str, schedule: Schedule, since: Mapping[str, datetime], now: datetime
) -> list[dict[str, object]]:
    """What each subject, who was there `since` then, owes by now; the first round even before it opens."""
    return [
        {
            "subject_id": subject,
            "assignment_id": assignment_id,
            "round": number,
            "group_id": group_id,
            "begins_at": schedule.begins(number),
            "due_at": schedule.due_for(number, at).instant,
            "is_own": False,
            "excused_at": None,
            "sequence": 0,
        }
        for subject, at in since.items()
        for number in sorted({schedule.first_round(at), *schedule.rounds(at, now)})
    ]


def _owe(db: Session, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        db.execute(insert(OBLIGATION), rows)
