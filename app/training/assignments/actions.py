"""Set, change and withdraw: what members owe follows in the same transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row, Update, delete, insert, select, update
from sqlmodel import Session

from app.assignments.condition import RunCondition
from app.assignments.due_date import DueDate
from app.assignments.items import Item, Target
from app.assignments.schedule import Schedule
from app.db import Database
from app.errors import NotFound, Refused
from app.events.actions import record
from app.events.event import AssignmentMoved, AssignmentSet, AssignmentWithdrawn, MemberExcused
from app.learners.who import Who
from app.training.assignments.models import ASSIGNMENT, ASSIGNMENT_ITEM, OBLIGATION
from app.training.assignments.queries import repeating, schedule_of
from app.training.models import MEMBER_LIST, MEMBERSHIP
from app.ulid import new_id

OWES_NOTHING = "They do not owe this: they may have left the group meanwhile."
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
        **_due_columns(schedule.due),
    }
    db.execute(insert(ASSIGNMENT).values(row))
    _pin(db, assignment_id, setting.items)
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
    """What is owed by now of an assignment that is set again and again."""
    members = MEMBERSHIP.c
    owing = select(OWED.subject_id, OWED.round).where(OWED.assignment_id == row.id)
    known: dict[str, set[int]] = {}
    for subject, number in db.execute(owing):
        known.setdefault(subject, set()).add(number)
    joined = db.execute(
        select(members.subject_id, members.joined_at).where(
            members.group_id == row.group_id, members.subject_id.in_(known)
        )
    )
    since = {subject: max(at, row.set_at) for subject, at in joined}
    every = _rounds(row.id, row.group_id, schedule_of(row), since, now)
    _owe(db, [one for one in every if one["round"] not in known[str(one["subject_id"])]])


def move_date(db: Session, *, who: Who, row: Row[Any], due: DueDate, now: datetime) -> None:
    """For everybody but those with a date of their own; each round keeps its distance to the first."""
    schedule = schedule_of(row)
    moved = replace(schedule, due=due)
    before = {"moved_at": now, "moved_from": f"{row.due_on} {row.due_hour}"}
    values = {**_due_columns(due), **_changed(row, now), **before}
    db.execute(update(ASSIGNMENT).where(A.id == row.id).values(values))
    rows = select(OWED.subject_id, OWED.round, MEMBERSHIP.c.joined_at).join(
        MEMBERSHIP, (MEMBERSHIP.c.subject_id == OWED.subject_id) & (MEMBERSHIP.c.group_id == OWED.group_id)
    )
    for subject, number, joined in db.execute(
        rows.where(OWED.assignment_id == row.id, OWED.is_own.is_(False))
    ).all():
        at = moved.due_for(number, max(joined, row.set_at)).instant
        db.execute(_mine(subject, row.id, number).values(due_at=at))
    event = AssignmentMoved(subject=who.subject_id or "", group=row.group_id, assignment=row.id)
    record(db.connection(), event, now=now)


def undo_move(db: Session, *, who: Who, row: Row[Any], now: datetime) -> None:
    """The date that was there before the last move."""
    on, _, hour = row.moved_from.partition(" ")
    due = DueDate(date.fromisoformat(on), time.fromisoformat(hour), row.time_zone)
    move_date(db, who=who, row=row, due=due, now=now)
    db.execute(update(ASSIGNMENT).where(A.id == row.id).values(moved_at=None, moved_from=None))


def take_over(db: Session, *, row: Row[Any], items: Sequence[Item], now: datetime) -> None:
    """The items from now on."""
    db.execute(delete(ASSIGNMENT_ITEM).where(ASSIGNMENT_ITEM.c.assignment_id == row.id))
    _pin(db, row.id, items)
    db.execute(update(ASSIGNMENT).where(A.id == row.id).values(_changed(row, now)))


def withdraw(db: Session, *, who: Who, row: Row[Any], now: datetime) -> None:
    """Nobody owes it any more; what was finished stays finished."""
    if row.withdrawn_at is None:
        values = {"withdrawn_at": now, **_changed(row, now)}
        db.execute(update(ASSIGNMENT).where(A.id == row.id).values(values))
        event = AssignmentWithdrawn(subject=who.subject_id or "", group=row.group_id, assignment=row.id)
        record(db.connection(), event, now=now)


def set_again(db: Session, *, row: Row[Any], now: datetime) -> None:
    """Undo a withdrawal; nothing where it was not withdrawn."""
    if row.withdrawn_at is not None:
        db.execute(update(ASSIGNMENT).where(A.id == row.id).values(withdrawn_at=None, **_changed(row, now)))


def excuse(db: Session, *, who: Who, subject_id: str, row: Row[Any], excused: bool, now: datetime) -> None:
    """One person, in every round that they owe by now; or no more. Raises NotFound for who does not owe it."""
    mine = update(OBLIGATION).where(OWED.subject_id == subject_id, OWED.assignment_id == row.id)
    done = db.execute(mine.values(excused_at=now if excused else None, **_changed_own(now)))
    if not done.rowcount:  # type: ignore[attr-defined]
        raise NotFound(OWES_NOTHING)
    yes, actor = "yes" if excused else "no", who.subject_id or ""
    event = MemberExcused(subject=subject_id, actor=actor, group=row.group_id, assignment=row.id, excused=yes)
    record(db.connection(), event, now=now)


def give_own_date(
    db: Session, *, subject_id: str, row: Row[Any], number: int, due: DueDate, now: datetime
) -> None:
    """It stays when the date of all is moved."""
    db.execute(_mine(subject_id, row.id, number).values(due_at=due.instant, is_own=True, **_changed_own(now)))


def drop_obligations(db: Session, *, subject_id: str, group_id: str) -> None:
    """Of somebody who leaves the group."""
    db.execute(delete(OBLIGATION).where(OWED.subject_id == subject_id, OWED.group_id == group_id))


def _due_columns(due: DueDate) -> dict[str, object]:
    return {
        "due_on": due.on.isoformat(),
        "due_hour": f"{due.hour:%H:%M}",
        "time_zone": due.zone,
        "due_at": due.instant,
    }


def _changed(row: Row[Any], now: datetime) -> dict[str, object]:
    return {"changed_at": now, "sequence": row.sequence + 1}


def _changed_own(now: datetime) -> dict[str, object]:
    return {"changed_at": now, "sequence": OWED.sequence + 1}


def _pin(db: Session, assignment_id: str, items: Sequence[Item]) -> None:
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


def _mine(subject_id: str, assignment_id: str, number: int) -> Update:
    mine = (OWED.subject_id == subject_id, OWED.assignment_id == assignment_id, OWED.round == number)
    return update(OBLIGATION).where(*mine)
