"""The lists of groups as they are kept, their links, and the files that wait."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from app.learners.queries import hashed
from app.roster.entry import Entry, Field
from app.roster.held import Held
from app.roster.models import PERSONAL_LINK, ROSTER_ENTRY, ROSTER_IMPORT
from app.ulid import LENGTH, is_ulid

KEPT = timedelta(hours=24)
"""How long a file waits to be reviewed."""
E, L, I = ROSTER_ENTRY.c, PERSONAL_LINK.c, ROSTER_IMPORT.c  # noqa: E741


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry as its group’s page lists it. `invited_at`: when its latest link was made, which works until then.

    `has_link`: whether there still is one; after a restore there is none.
    """

    group_id: str
    id: str
    entry: Entry
    set_by_hand: frozenset[Field]
    added_at: datetime
    joined_at: datetime | None
    invited_at: datetime | None = None
    invited_until: datetime | None = None
    has_link: bool = False

    def link_is_over(self, now: datetime) -> bool:
        """Whether there was one, and it no longer works."""
        return self.invited_until is not None and (not self.has_link or self.invited_until <= now)


@dataclass(frozen=True, slots=True)
class Link:
    """A personal invitation. `is_taken`: somebody has joined as that entry, by this link or otherwise."""

    group_id: str
    roster_id: str
    address: str
    expires_at: datetime
    is_taken: bool

    def works(self, now: datetime) -> bool:
        return not self.is_taken and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that was sent and is kept for a day."""

    id: str
    name: str
    made_at: datetime
    applied_at: datetime | None


def entry_lines(
    connection: Connection, groups: Mapping[str, str], *, only: str = "", waiting: bool = False
) -> dict[str, list[EntryLine]]:
    """By group and then by name; `groups` are titles by id, `only` names one entry, `waiting`: who has not joined."""
    links = select(L.group_id, L.roster_id).where(L.group_id.in_(groups)).distinct().subquery()
    rows = (
        select(ROSTER_ENTRY, links.c.roster_id.is_not(None).label("has_link"))
        .outerjoin(links, (links.c.group_id == E.group_id) & (links.c.roster_id == E.id))
        .where(E.group_id.in_(groups), *_narrowed(only, waiting))
        .order_by(func.lower(E.name), E.address, E.number, E.id)
    )
    found: dict[str, list[EntryLine]] = {group: [] for group in groups}
    for row in connection.execute(rows) if groups else ():
        found[row.group_id].append(_line(row, groups[row.group_id]))
    return found


def held_in(connection: Connection, groups: Mapping[str, str]) -> dict[str, list[Held]]:
    """The same as a file is compared with."""
    return held_of(held_rows(connection, groups), groups)


def held_rows(connection: Connection, groups: Collection[str]) -> Sequence[tuple[Any, ...]]:
    """As they are kept: two looks at them can be compared in a moment."""
    columns = (E.group_id, E.id, E.name, E.address, E.number, E.by_hand, E.joined_at.is_not(None))
    rows = select(*columns).where(E.group_id.in_(groups)).order_by(E.group_id, E.id)
    return [tuple(row) for row in connection.execute(rows)]


def held_of(rows: Sequence[tuple[Any, ...]], groups: Mapping[str, str]) -> dict[str, list[Held]]:
    """By group; `groups` are titles by id."""
    found: dict[str, list[Held]] = {group: [] for group in groups}
    for group, key, name, address, number, by_hand, has_joined in rows:
        entry = Entry(name, address, number, groups[group])
        found[group].append(Held(key, entry, _fields(by_hand), bool(has_joined)))
    return found


def find_import(connection: Connection, group_id: str, import_id: str, now: datetime) -> Row[Any] | None:
    """None once its day is over."""
    mine = (I.group_id == group_id, I.id == import_id, I.made_at > now - KEPT)
    return connection.execute(select(ROSTER_IMPORT).where(*mine)).first()


def imports_of(connection: Connection, group_id: str, now: datetime) -> list[Waiting]:
    """Those that are there, the latest first."""
    rows = select(I.id, I.name, I.made_at, I.applied_at).where(I.group_id == group_id, I.made_at > now - KEPT)
    return [Waiting(*row) for row in connection.execute(rows.order_by(I.id.desc()))]


def is_link(text: str) -> bool:
    """Whether it has the form of a personal link, which no code has."""
    return len(text) > LENGTH and is_ulid(text[:LENGTH])


def find_link(connection: Connection, token: str, *, held: bool = False) -> Link | None:
    """`held`: nobody else uses it until the transaction ends."""
    rows = (
        select(L.group_id, L.roster_id, E.address, L.expires_at, E.joined_at.is_not(None))
        .join(ROSTER_ENTRY, (E.group_id == L.group_id) & (E.id == L.roster_id))
        .where(L.group_id == token[:LENGTH], L.token_hash == hashed(token))
    )
    row = connection.execute(rows.with_for_update() if held else rows).first()
    return Link(*row) if row else None


def entry_by_address(connection: Connection, group_id: str, address: str) -> str | None:
    """The one entry of the group that waits for whoever has proved this address; None where it could be several."""
    mine = (E.group_id == group_id, E.address == address, E.joined_at.is_(None))
    found = connection.scalars(select(E.id).where(*mine).limit(2)).all()
    return found[0] if len(found) == 1 else None


def _narrowed(only: str, waiting: bool) -> list[ColumnElement[bool]]:
    return [*([E.id == only] if only else []), *([E.joined_at.is_(None)] if waiting else [])]


def _line(row: Row[Any], group: str) -> EntryLine:
    by_hand = _fields(row.by_hand)
    return EntryLine(
        *(row.group_id, row.id, _entry(row, group), by_hand, row.added_at, row.joined_at),
        *(row.invited_at, row.invited_until, row.has_link),
    )


def _entry(row: Row[Any], group: str) -> Entry:
    return Entry(row.name, row.address, row.number, group)


def _fields(by_hand: str) -> frozenset[Field]:
    return frozenset(map(Field, by_hand.split()))
