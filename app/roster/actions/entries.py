"""The list, changed by hand: what a lead sets, no file changes."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlmodel import Session

from app.errors import InvalidForm, NotFound
from app.events.actions import record
from app.events.event import RosterChanged
from app.learners.who import Who
from app.roster.actions.changes import lock_groups, new_row, remove_entries
from app.roster.cell_text import match_key
from app.roster.entry import Entry, Field
from app.roster.models import ROSTER_ENTRY
from app.ulid import new_id

E = ROSTER_ENTRY.c
NOBODY = "There is nobody on this list by that number any more."
TAKEN = "Somebody else on this list has that {}: {}."
FIELDS = (Field.NAME, Field.ADDRESS, Field.NUMBER)


def add_entry(db: Session, *, who: Who, group_id: str, entry: Entry, now: datetime) -> str:
    """Its id. Raises `InvalidForm` where number or address are somebody’s."""
    lock_groups(db, [group_id])
    _require_free(db, group_id, entry)
    by_hand = " ".join(field for field in FIELDS if entry.value(field))
    row = new_row(group_id, entry, now, by_hand=by_hand, key=new_id(now))
    db.execute(insert(ROSTER_ENTRY).values(row))
    _changed(db, who, group_id, now)
    return str(row["id"])


def change_entry(db: Session, *, who: Who, group_id: str, key: str, entry: Entry, now: datetime) -> None:
    """Raises `NotFound`, and `InvalidForm` where number or address are somebody’s."""
    lock_groups(db, [group_id])
    row = db.execute(select(ROSTER_ENTRY).where(E.group_id == group_id, E.id == key)).first()
    if row is None:
        raise NotFound(NOBODY)
    _require_free(db, group_id, entry, but=key)
    before = Entry(row.name, row.address, row.number)
    set_now = {field for field in FIELDS if entry.value(field) != before.value(field)}
    by_hand = " ".join(sorted({*row.by_hand.split(), *set_now}))
    values = {"name": entry.name, "address": entry.address, "number": entry.number, "by_hand": by_hand}
    db.execute(update(ROSTER_ENTRY).where(E.group_id == group_id, E.id == key).values(values))
    if set_now:
        _changed(db, who, group_id, now)


def remove_entry(db: Session, *, who: Who, group_id: str, key: str, now: datetime) -> None:
    """Whoever has joined stays in the group, by the name of their account. Raises `NotFound`."""
    lock_groups(db, [group_id])
    if db.execute(select(E.id).where(E.group_id == group_id, E.id == key)).first() is None:
        raise NotFound(NOBODY)
    remove_entries(db, group_id=group_id, keys=[key])
    _changed(db, who, group_id, now)


def _require_free(db: Session, group_id: str, entry: Entry, *, but: str = "") -> None:
    rows = select(E.id, E.name, E.address, E.number).where(E.group_id == group_id, E.id != but)
    others = [Entry(row.name, row.address, row.number) for row in db.execute(rows)]
    faults = {}
    for field, value in ((Field.ADDRESS, entry.address), (Field.NUMBER, entry.number)):
        if holder := _holder(others, field, match_key(value)):
            faults[field.value] = TAKEN.format(field.value, holder.title)
    if faults:
        raise InvalidForm(faults)


def _holder(others: Collection[Entry], field: Field, value: str) -> Entry | None:
    return next((one for one in others if value and match_key(one.value(field)) == value), None)


def _changed(db: Session, who: Who, group_id: str, now: datetime) -> None:
    changed = RosterChanged(subject=who.subject_id or "", group=group_id, how="by hand")
    record(db.connection(), changed, now=now)
