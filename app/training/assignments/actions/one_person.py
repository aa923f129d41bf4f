"""What is changed for one person alone: a date of their own, and that they are excused."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlmodel import Session

from app.assignments.change import ChangeKind, own_date_text, rounds_text
from app.assignments.due_date import DueDate
from app.db import lock_rows
from app.errors import NotFound
from app.events.actions import record
from app.events.assignments import MemberExcused, OwnDateChanged
from app.learners.who import Who
from app.training.assignments.actions.keeping import keep
from app.training.assignments.models import OBLIGATION
from app.training.assignments.owed.queries import own_date
from app.training.assignments.queries import schedule_of
from app.training.models import MEMBERSHIP

OWES_NOTHING = "They do not owe this: they may have left the group meanwhile."
OF_ALL = "the date of all"
OWED = OBLIGATION.c


def give_own_date(
    db: Session, *, who: Who, subject_id: str, row: Row[Any], number: int, due: DueDate | None, now: datetime
) -> None:
    """In one round; it stays when the date of all is moved. None: they have the date of all again.

    Raises NotFound for who does not owe it.
    """
    owed = next((one for one in _rounds(db, subject_id, row) if one.round == number), None)
    if owed is None:
        raise NotFound(OWES_NOTHING)
    had = own_date(owed, row.time_zone)
    before, after = had.text if had else "", due.text if due else ""
    if before == after:
        return
    text = own_date_text(number, before)
    keep(db, who=who, row=row, kind=ChangeKind.DATE, before=text, now=now, subject_id=subject_id)
    instant = (
        due.instant if due else schedule_of(row).due_for(number, max(owed.joined_at, row.set_at)).instant
    )
    values = {"due_at": instant, "is_own": due is not None, "own_date": after or None}
    counted = {"changed_at": now, "sequence": OWED.sequence + 1}
    mine = (OWED.subject_id == subject_id, OWED.assignment_id == row.id, OWED.round == number)
    db.execute(update(OBLIGATION).where(*mine).values(**values, **counted))
    event = OwnDateChanged(**_of(who, subject_id, row), before=before or OF_ALL, after=after or OF_ALL)
    record(db.connection(), event, now=now)


def excuse(db: Session, *, who: Who, subject_id: str, row: Row[Any], excused: bool, now: datetime) -> None:
    """One person, in every round that they owe by now; or no more. Raises NotFound for who does not owe it."""
    every = {one.round for one in _rounds(db, subject_id, row)}
    excuse_from(db, who=who, subject_id=subject_id, row=row, rounds=every if excused else (), now=now)


def excuse_from(
    db: Session, *, who: Who, subject_id: str, row: Row[Any], rounds: Collection[int], now: datetime
) -> None:
    """One person, in these rounds and no others. Raises NotFound for who does not owe it."""
    before = {one.round for one in _rounds(db, subject_id, row) if one.excused_at}
    if before == set(rounds):
        return
    text = rounds_text(before)
    keep(db, who=who, row=row, kind=ChangeKind.EXCUSE, before=text, now=now, subject_id=subject_id)
    counted = {"changed_at": now, "sequence": OWED.sequence + 1}
    mine = update(OBLIGATION).where(OWED.subject_id == subject_id, OWED.assignment_id == row.id)
    at = func.coalesce(OWED.excused_at, now)
    db.execute(mine.where(OWED.round.in_(rounds)).values(excused_at=at, **counted))
    db.execute(mine.where(OWED.round.not_in(rounds)).values(excused_at=None, **counted))
    event = MemberExcused(**_of(who, subject_id, row), excused="yes" if rounds else "no")
    record(db.connection(), event, now=now)


def _rounds(db: Session, subject_id: str, row: Row[Any]) -> list[Row[Any]]:
    """Those they owe by now, with when they joined, held. Raises NotFound where there is none."""
    m = MEMBERSHIP.c
    lock_rows(db.connection(), select(OWED.round).where(*_mine(subject_id, row)).with_for_update())
    joined = (m.subject_id == OWED.subject_id) & (m.group_id == OWED.group_id)
    rows = db.execute(
        select(OBLIGATION, m.joined_at).join(MEMBERSHIP, joined).where(*_mine(subject_id, row))
    ).all()
    if not rows:
        raise NotFound(OWES_NOTHING)
    return list(rows)


def _mine(subject_id: str, row: Row[Any]) -> tuple[Any, ...]:
    return OWED.subject_id == subject_id, OWED.assignment_id == row.id


def _of(who: Who, subject_id: str, row: Row[Any]) -> dict[str, str]:
    actor = who.subject_id or ""
    return {"subject": subject_id, "actor": actor, "group": row.group_id, "assignment": row.id}
