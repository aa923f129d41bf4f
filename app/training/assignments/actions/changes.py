"""What is changed for all who owe an assignment: nobody’s progress is ever taken away by it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlmodel import Session

from app.assignments.change import WITHDRAWN, ChangeKind, done_text, keys_text
from app.assignments.condition import RunCondition
from app.assignments.due_date import DueDate
from app.assignments.items import Item, ItemKey, ItemKind
from app.assignments.wording import amount, later_words
from app.events.actions import record
from app.events.assignments import (
    AssignmentMoved,
    AssignmentSetAgain,
    AssignmentWithdrawn,
    ConditionChanged,
    ItemsChanged,
    LaterDatesChanged,
)
from app.learners.who import Who
from app.training.assignments.actions.instants import refit
from app.training.assignments.actions.keeping import keep
from app.training.assignments.actions.setting import begin_rounds, due_columns, pin
from app.training.assignments.models import ASSIGNMENT_ITEM, OBLIGATION
from app.training.assignments.owed.queries import Owed
from app.training.assignments.queries import schedule_of

OWED, PINNED = OBLIGATION.c, ASSIGNMENT_ITEM.c


def move_date(db: Session, *, who: Who, row: Row[Any], due: DueDate, now: datetime) -> None:
    """For everybody but those with a date of their own; each round keeps its distance to the first."""
    schedule = schedule_of(row)
    before = schedule.due
    if due == before:
        return
    keep(db, who=who, row=row, kind=ChangeKind.DATE, before=before.text, now=now, values=due_columns(due))
    refit(db, row, replace(schedule, due=due), now=now)
    event = AssignmentMoved(**_of(who, row), before=before.text, after=due.text)
    record(db.connection(), event, now=now)


def change_later(db: Session, *, who: Who, row: Row[Any], days: int | None, now: datetime) -> None:
    """Whoever joins later, or has joined later, has so many days from then; None: the date of all."""
    before, values = row.days_from_joining, {"days_from_joining": days}
    if days == before:
        return
    text = "" if before is None else str(before)
    keep(db, who=who, row=row, kind=ChangeKind.LATER, before=text, now=now, values=values)
    refit(db, row, replace(schedule_of(row), days_from_joining=days), now=now)
    event = LaterDatesChanged(**_of(who, row), before=later_words(before), after=later_words(days))
    record(db.connection(), event, now=now)


def change_condition(
    db: Session, *, who: Who, row: Row[Any], condition: RunCondition, owed: Iterable[Owed], now: datetime
) -> None:
    """From now on; `owed` says what everybody has done by the condition until now, which stays done."""
    if condition == row.condition:
        return
    values = {"condition": condition.value}
    keep(db, who=who, row=row, kind=ChangeKind.CONDITION, before=row.condition, now=now, values=values)
    done = [{"by": one.subject_id, "in": one.number, "done": done_text(_runs_of(one))} for one in owed]
    mine = (OWED.subject_id == bindparam("by"), OWED.round == bindparam("in"))
    stays = (
        update(OBLIGATION).where(*mine, OWED.assignment_id == row.id).values(done_before=bindparam("done"))
    )
    if done:
        db.connection().execute(stays, done)
    event = ConditionChanged(**_of(who, row), before=row.condition, after=condition.value)
    record(db.connection(), event, now=now)


def take_over(db: Session, *, who: Who, row: Row[Any], items: Sequence[Item], now: datetime) -> None:
    """The items from now on; nothing where they are the same."""
    before = pinned_items(db, row)
    if [item.key for item in items] == [item.key for item in before]:
        return
    keep(db, who=who, row=row, kind=ChangeKind.ITEMS, before=keys_text(before), now=now)
    db.execute(delete(ASSIGNMENT_ITEM).where(PINNED.assignment_id == row.id))
    pin(db, row.id, items)
    event = ItemsChanged(**_of(who, row), before=amount(before), after=amount(items))
    record(db.connection(), event, now=now)


def hand_back(db: Session, *, who: Who, row: Row[Any], keys: Collection[ItemKey], now: datetime) -> None:
    """All but these items, which are those from before something was taken over."""
    left = [item for item in pinned_items(db, row) if item.key in keys]
    take_over(db, who=who, row=row, items=left, now=now)


def withdraw(db: Session, *, who: Who, row: Row[Any], now: datetime) -> None:
    """Nobody owes it any more; what was finished stays finished."""
    if row.withdrawn_at is None:
        keep(db, who=who, row=row, kind=ChangeKind.WITHDRAW, before="", now=now, values={"withdrawn_at": now})
        record(db.connection(), AssignmentWithdrawn(**_of(who, row)), now=now)


def set_again(db: Session, *, who: Who, row: Row[Any], now: datetime) -> None:
    """A withdrawal is taken back; nothing where there was none. Whoever has joined meanwhile owes it, too."""
    if row.withdrawn_at is not None:
        values = {"withdrawn_at": None}
        keep(db, who=who, row=row, kind=ChangeKind.WITHDRAW, before=WITHDRAWN, now=now, values=values)
        begin_rounds(db, row=row, now=now)
        record(db.connection(), AssignmentSetAgain(**_of(who, row)), now=now)


def pinned_items(db: Session, row: Row[Any]) -> list[Item]:
    """With the titles they had."""
    rows = select(PINNED.kind, PINNED.item_id, PINNED.title).where(PINNED.assignment_id == row.id)
    return [
        Item(ItemKind(kind), name, title) for kind, name, title in db.execute(rows.order_by(PINNED.place))
    ]


def _runs_of(one: Owed) -> dict[ItemKey, datetime]:
    found = (item for item in one.part.items if item.item.kind is ItemKind.SCENARIO)
    return {item.item.key: item.done_at for item in found if item.done_at}


def _of(who: Who, row: Row[Any]) -> dict[str, str]:
    return {"subject": who.subject_id or "", "group": row.group_id, "assignment": row.id}
