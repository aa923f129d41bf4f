"""Taking a change back: the same change the other way round, after which it is forgotten."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from app.assignments.change import ChangeKind, can_be_undone, keys_of, own_date_of, rounds_of
from app.assignments.condition import RunCondition
from app.assignments.due_date import due_date_of
from app.errors import Refused
from app.learners.who import Who
from app.training.assignments.actions.changes import (
    change_condition,
    change_later,
    hand_back,
    move_date,
    set_again,
    withdraw,
)
from app.training.assignments.actions.keeping import forget, kept
from app.training.assignments.actions.one_person import excuse_from, give_own_date
from app.training.assignments.owed.queries import Owed

TOO_LATE = (
    "There is nothing to undo any more: a change can be undone once, and for a day. Change it anew instead."
)


def undo(
    db: Session,
    *,
    who: Who,
    row: Row[Any],
    kind: ChangeKind,
    now: datetime,
    subject_id: str = "",
    owed: Iterable[Owed] = (),
) -> None:
    """The last change of its kind, for all or for this subject. Raises Refused a day later, or where there is none.

    `owed` is what everybody owes, for a condition.
    """
    last = kept(db, row, kind, subject_id)
    if last is None or not can_be_undone(last.at, now):
        raise Refused(TOO_LATE)
    by: dict[str, Any] = {"who": who, "row": row, "now": now}
    if subject_id:
        _put_back_for_one(db, kind, last.before, subject_id, by)
    elif kind is ChangeKind.CONDITION:
        change_condition(db, **by, condition=RunCondition(last.before), owed=owed)
    else:
        _put_back(db, kind, last.before, by)
    forget(db, row, kind, subject_id)


def _put_back(db: Session, kind: ChangeKind, before: str, by: dict[str, Any]) -> None:
    if kind is ChangeKind.DATE:
        move_date(db, **by, due=due_date_of(before))
    elif kind is ChangeKind.LATER:
        change_later(db, **by, days=int(before) if before else None)
    elif kind is ChangeKind.ITEMS:
        hand_back(db, **by, keys=keys_of(before))
    elif before:
        withdraw(db, **by)
    else:
        set_again(db, **by)


def _put_back_for_one(
    db: Session, kind: ChangeKind, before: str, subject_id: str, by: dict[str, Any]
) -> None:
    if kind is ChangeKind.EXCUSE:
        excuse_from(db, **by, subject_id=subject_id, rounds=rounds_of(before))
        return
    number, text = own_date_of(before)
    due = due_date_of(text) if text else None
    give_own_date(db, **by, subject_id=subject_id, number=number, due=due)
