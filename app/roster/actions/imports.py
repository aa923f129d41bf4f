"""A file that was sent: kept for a day, and applied once, in one transaction."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlmodel import Session

from app.errors import NotFound
from app.events.actions import record
from app.events.event import RosterChanged
from app.learners.who import Who
from app.roster.actions.changes import lock_groups, write
from app.roster.difference import Changes, removed
from app.roster.models import ROSTER_IMPORT
from app.roster.queries import find_import, held_in, held_of, held_rows
from app.roster.review import Looked, look
from app.roster.snapshot import snapshot
from app.ulid import new_id

GONE = "This list is gone: it was kept for 24 hours, or somebody removed it. Send it once more."


@dataclass(frozen=True, slots=True)
class Counts:
    added: int = 0
    changed: int = 0
    removed: int = 0


def keep_import(
    db: Session, *, who: Who, group_id: str, groups: Mapping[str, str], name: str, text: str, now: datetime
) -> str:
    """Its id. `groups` are the titles, by id, of the groups that it may speak of."""
    import_id = new_id(now)
    held = snapshot(held_in(db.connection(), groups), salt=import_id)
    row = {"group_id": group_id, "id": import_id, "made_by": who.subject_id or "", "made_at": now}
    db.execute(insert(ROSTER_IMPORT).values(**row, name=name, text=text, held=held, ticked=""))
    return import_id


def drop_import(db: Session, *, group_id: str, import_id: str) -> None:
    kept = ROSTER_IMPORT.c
    db.execute(delete(ROSTER_IMPORT).where(kept.group_id == group_id, kept.id == import_id))


def tick(
    db: Session,
    *,
    group_id: str,
    import_id: str,
    shown: Collection[str],
    ticked: Collection[str],
    now: datetime,
) -> frozenset[str]:
    """All entries that are to be removed, once those on a page that was `shown` are as they were ticked there.

    Raises `NotFound`.
    """
    kept = ROSTER_IMPORT.c
    found = find_import(db.connection(), group_id, import_id, now)
    if found is None:
        raise NotFound(GONE)
    every = frozenset(found.ticked.split()) - set(shown) | (set(ticked) & set(shown))
    mine = update(ROSTER_IMPORT).where(kept.group_id == group_id, kept.id == import_id)
    db.execute(mine.values(ticked=" ".join(sorted(every))))
    return every


def apply_import(
    db: Session,
    *,
    who: Who,
    group_id: str,
    import_id: str,
    groups: Mapping[str, str],
    looked: Looked,
    ticked: Collection[str],
    now: datetime,
) -> Counts | None:
    """What was done; None where it was applied before. Raises `NotFound`.

    Worked out again where the lists are not what they were when somebody `looked`, so that nobody else who writes
    waits for it where they are.
    """
    lock_groups(db, groups)
    found = find_import(db.connection(), group_id, import_id, now)
    if found is None:
        raise NotFound(GONE)
    if found.applied_at is not None:
        return None
    rows = held_rows(db.connection(), groups)
    if rows != looked.rows:
        looked = look(looked.review.read, rows, held_of(rows, groups))
    changes = replace(looked.changes, removed=removed(looked.review.found, ticked))
    write(db, changes, groups, now)
    kept = ROSTER_IMPORT.c
    mine = update(ROSTER_IMPORT).where(kept.group_id == group_id, kept.id == import_id)
    db.execute(mine.values(applied_at=now, ticked=""))
    record(db.connection(), *_told(changes, who, group_id, groups), now=now)
    return Counts(len(changes.added), len(changes.updated), len(changes.removed))


def _told(changes: Changes, who: Who, group_id: str, groups: Mapping[str, str]) -> Iterator[RosterChanged]:
    """One of the group that the file was given to, and one of every other whose list it changed."""
    added = Counter(one.group for one in changes.added)
    updated = Counter(one.after.group for one in changes.updated)
    off = Counter(one.entry.group for one in changes.removed)
    for group, title in groups.items():
        if group == group_id or title in {*added, *updated, *off}:
            yield RosterChanged(
                subject=who.subject_id or "",
                group=group,
                how="by a file",
                added=str(added[title]),
                changed=str(updated[title]),
                removed=str(off[title]),
            )
