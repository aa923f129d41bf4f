"""What lists forget: whoever leaves or never came, and files whose day is over."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, false, or_, select, update
from sqlmodel import Session

from app.db import Database
from app.db.file_wipe import mark_erased
from app.events.actions import record
from app.events.event import RosterChanged
from app.roster.actions.changes import remove_entries
from app.roster.cutting import without
from app.roster.entry import Entry
from app.roster.models import ROSTER_ENTRY, ROSTER_IMPORT
from app.roster.queries import KEPT
from app.training.models import GROUP_CODE, TRAINING_GROUP

UNUSED = timedelta(days=90)
EVERY = timedelta(hours=1)
AT_ONCE = 500
E, C, I = ROSTER_ENTRY.c, GROUP_CODE.c, ROSTER_IMPORT.c  # noqa: E741


def forget_entry(db: Session, *, group_id: str, key: str) -> None:
    """Name, address and number: in the list, and in every file that waits in the same workplace."""
    row = db.execute(select(ROSTER_ENTRY).where(E.group_id == group_id, E.id == key)).first()
    remove_entries(db, group_id=group_id, keys=[key])
    if row is not None:
        _cut_out(db, group_id, Entry(row.name, row.address, row.number))
        mark_erased(db.connection())


def entries_waiting_for(
    db: Session, entries: Collection[tuple[str, str]], proved: str | None
) -> set[tuple[str, str]]:
    """Of somebody who goes for good, by group and id: where lists of the same workplace expect them, too, by the number
    or address of one of these entries, and where any list does by an address that they have proved.
    """
    waits = select(E.group_id, E.id).where(E.joined_at.is_(None))
    found = (
        {(row.group_id, row.id) for row in db.execute(waits.where(E.address == proved))} if proved else set()
    )
    for group_id, key in sorted(entries):
        row = db.execute(select(E.address, E.number).where(E.group_id == group_id, E.id == key)).first()
        same = [E[name] == value for name, value in row._mapping.items() if value] if row else []
        beside = waits.where(E.group_id.in_(_groups_beside(group_id)), or_(false(), *same))
        found |= {(one.group_id, one.id) for one in db.execute(beside)}
    return found


def erase_unused(database: Database, now: datetime) -> bool:
    """The job: files whose day is over, and whoever has not joined 90 days after the last invitation ended."""
    with database.write() as db:
        gone = db.execute(delete(ROSTER_IMPORT).where(I.made_at <= now - KEPT))
        if gone.rowcount:  # type: ignore[attr-defined]
            mark_erased(db.connection())
    with database.write() as db:
        return _erase_some(db, now) == AT_ONCE


def _erase_some(db: Session, now: datetime) -> int:
    """How many: those whose last invitation, be it the group’s code, ended so long ago."""
    since = now - UNUSED
    invited = E.invited_until.is_not(None) & (E.invited_until > since)
    still = (C.revoked_at.is_(None)) | (C.revoked_at > since)
    code = select(C.code).where(C.group_id == E.group_id, C.expires_at > since, still)
    unused = (E.joined_at.is_(None), E.added_at <= since, ~invited, ~code.exists())
    rows = db.execute(select(E.group_id, E.id).where(*unused).order_by(E.group_id).limit(AT_ONCE)).all()
    by_group: dict[str, list[str]] = {}
    for group, key in rows:
        by_group.setdefault(group, []).append(key)
    for group, keys in by_group.items():
        remove_entries(db, group_id=group, keys=keys)
        forgotten = RosterChanged(group=group, how="by the site", removed=str(len(keys)))
        record(db.connection(), forgotten, now=now)
    if rows:
        mark_erased(db.connection())
    return len(rows)


def _cut_out(db: Session, group_id: str, entry: Entry) -> None:
    rows = select(I.group_id, I.id, I.text).where(I.group_id.in_(_groups_beside(group_id)))
    for group, key, text in db.execute(rows.with_for_update()).all():
        cut = without(text, entry)
        if cut != text:
            db.execute(update(ROSTER_IMPORT).where(I.group_id == group, I.id == key).values(text=cut))


def _groups_beside(group_id: str) -> Select[Any]:
    """The ids of all groups of its workplace."""
    g = TRAINING_GROUP.c
    place = select(g.workplace_id).where(g.id == group_id).scalar_subquery()
    return select(g.id).where(g.workplace_id == place)
