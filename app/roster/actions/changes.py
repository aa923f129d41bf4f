"""Writes what a file changes in the lists of groups, in the transaction of its caller."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import Session

from app.db import lock_rows, one_of
from app.roster.difference import Changes, Update
from app.roster.entry import Entry
from app.roster.models import PERSONAL_LINK, ROSTER_ENTRY
from app.ulid import new_id

E = ROSTER_ENTRY.c
Ids = Mapping[str, str]
"""Of groups, by title."""


def lock_groups(db: Session, groups: Collection[str]) -> None:
    """Their lists change in one transaction at a time; always in the same order, so that nobody waits in a circle."""
    (key,) = E.group_id.foreign_keys
    rows = select(key.column).where(key.column.in_(groups)).order_by(key.column)
    lock_rows(db.connection(), rows.with_for_update(key_share=True))


def write(db: Session, changes: Changes, groups: Mapping[str, str], now: datetime) -> None:
    """`groups` are titles by id.

    Whoever has joined stays where they joined: a row that names another group expects them there, too.
    """
    ids = {title: group for group, title in groups.items()}
    moved = [one for one in changes.updated if one.before.group != one.after.group]
    _update(db, [one for one in changes.updated if one.before.group == one.after.group], ids)
    rows = [*(new_row(ids[one.group], one, now) for one in changes.added), *_moved(db, moved, ids, now)]
    if rows:
        db.connection().execute(insert(ROSTER_ENTRY), rows)
    for group, keys in _by_group((ids[one.entry.group], one.key) for one in changes.removed).items():
        remove_entries(db, group_id=group, keys=keys)


def new_row(
    group_id: str, entry: Entry, now: datetime, *, by_hand: str = "", key: str = ""
) -> dict[str, Any]:
    """All columns of an entry; its id is a new one where none is given."""
    texts = {"name": entry.name, "address": entry.address, "number": entry.number, "by_hand": by_hand}
    return {"group_id": group_id, "id": key or new_id(now), **texts, "added_at": now, "joined_at": None}


def remove_entries(db: Session, *, group_id: str, keys: Collection[str]) -> None:
    """With the links that were made for them. Whoever has joined stays in the group."""
    connection, link = db.connection(), PERSONAL_LINK.c
    db.execute(
        delete(PERSONAL_LINK).where(link.group_id == group_id, one_of(connection, link.roster_id, keys))
    )
    db.execute(delete(ROSTER_ENTRY).where(E.group_id == group_id, one_of(connection, E.id, keys)))


def _moved(db: Session, moved: Sequence[Update], ids: Ids, now: datetime) -> Iterator[dict[str, Any]]:
    """As they are expected in the other group; whoever has not joined is expected in the one before no more."""
    before = _by_group((ids[one.before.group], one.key) for one in moved)
    waiting: dict[str, str] = {}
    for group, keys in before.items():
        mine = (E.group_id == group, one_of(db.connection(), E.id, keys), E.joined_at.is_(None))
        waiting |= {row.id: row.by_hand for row in db.execute(select(E.id, E.by_hand).where(*mine))}
        remove_entries(db, group_id=group, keys=[key for key in keys if key in waiting])
    for one in moved:
        key = one.key if one.key in waiting else ""
        yield new_row(ids[one.after.group], one.after, now, by_hand=waiting.get(one.key, ""), key=key)


def _update(db: Session, updates: Sequence[Update], ids: Ids) -> None:
    rows = [
        {
            "of_group": ids[one.before.group],
            "of_id": one.key,
            "to_name": one.after.name,
            "to_address": one.after.address,
            "to_number": one.after.number,
        }
        for one in updates
    ]
    mine = update(ROSTER_ENTRY).where(E.group_id == bindparam("of_group"), E.id == bindparam("of_id"))
    if rows:
        values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in ("name", "address", "number")}
        db.connection().execute(mine.values(values), rows)


def _by_group(keys: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for group, key in keys:
        found.setdefault(group, []).append(key)
    return found
