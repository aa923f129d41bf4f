"""What lists forget: whoever leaves or never came, and files whose day is over."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlmodel import Session

from app.db import Database
from app.db.file_wipe import mark_erased
from app.events.actions import record
from app.events.event import RosterChanged
from app.roster.actions.changes import remove_entries
from app.roster.cutting import without
from app.roster.entry import Entry
from app.roster.models import PERSONAL_LINK, ROSTER_ENTRY, ROSTER_IMPORT
from app.roster.queries import KEPT
from app.training.models import GROUP_CODE, TRAINING_GROUP

UNUSED = timedelta(days=90)
EVERY = timedelta(hours=1)
AT_ONCE = 500
E, L, C, I = ROSTER_ENTRY.c, PERSONAL_LINK.c, GROUP_CODE.c, ROSTER_IMPORT.c  # noqa: E741


def forget_entry(db: Session, *, group_id: str, key: str) -> None:
    """Name, address and number: in the list, and in every file that waits in the same workplace."""
    row = db.execute(select(ROSTER_ENTRY).where(E.group_id == group_id, E.id == key)).first()
    remove_entries(db, group_id=group_id, keys=[key])
    if row is not None:
        _cut_out(db, group_id, Entry(row.name, row.address, row.number))
        mark_erased(db.connection())


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
    link = select(L.roster_id).where(L.group_id == E.group_id, L.roster_id == E.id, L.expires_at > since)
    still = (C.revoked_at.is_(None)) | (C.revoked_at > since)
    code = select(C.code).where(C.group_id == E.group_id, C.expires_at > since, still)
    unused = (E.joined_at.is_(None), E.added_at <= since, ~link.exists(), ~code.exists())
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
    g = TRAINING_GROUP.c
    place = select(g.workplace_id).where(g.id == group_id).scalar_subquery()
    beside = select(g.id).where(g.workplace_id == place)
    rows = select(I.group_id, I.id, I.text).where(I.group_id.in_(beside))
    for group, key, text in db.execute(rows.with_for_update()).all():
        cut = without(text, entry)
        if cut != text:
            db.execute(update(ROSTER_IMPORT).where(I.group_id == group, I.id == key).values(text=cut))
