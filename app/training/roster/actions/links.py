"""A personal link: made for one entry, used once by whoever holds it, or turned down."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from app.errors import NotFound, Refused
from app.events.actions import record
from app.events.event import PersonalLinkMade, RosterChanged
from app.learners.actions.sessions import TOKEN_BYTES
from app.learners.queries import hashed
from app.learners.who import Who
from app.roster.actions.changes import lock_groups
from app.roster.actions.entries import NOBODY
from app.roster.models import PERSONAL_LINK, ROSTER_ENTRY
from app.roster.queries import Link, find_link
from app.training.roster.actions.erasing import forget_entry

LASTS = timedelta(days=30)
DEAD_LINK = "This link does not work any more. Ask whoever gave it to you for a new one."
"""The same whatever the reason: unknown, used, over, or made anew since."""
HAS_JOINED = "They have joined already, and need no link."
L, E = PERSONAL_LINK.c, ROSTER_ENTRY.c


def make_link(db: Session, *, who: Who, group_id: str, key: str, now: datetime) -> str:
    """The token, to be shown once. One that was made before for the same entry ends. Raises `NotFound`, `Refused`."""
    lock_groups(db, [group_id])
    row = db.execute(select(E.joined_at).where(E.group_id == group_id, E.id == key)).first()
    if row is None:
        raise NotFound(NOBODY)
    if row.joined_at is not None:
        raise Refused(HAS_JOINED)
    db.execute(delete(PERSONAL_LINK).where(L.group_id == group_id, L.roster_id == key))
    token = f"{group_id}{secrets.token_urlsafe(TOKEN_BYTES)}"
    made = {"group_id": group_id, "token_hash": hashed(token), "roster_id": key, "made_at": now}
    db.execute(insert(PERSONAL_LINK).values(**made, expires_at=now + LASTS))
    mine = update(ROSTER_ENTRY).where(E.group_id == group_id, E.id == key)
    db.execute(mine.values(invited_at=now, invited_until=now + LASTS))
    link = PersonalLinkMade(subject=who.subject_id or "", group=group_id, entry=key)
    record(db.connection(), link, now=now)
    return token


def use_link(db: Session, token: str, now: datetime) -> Link:
    """Nobody else can use it from now on. Raises `NotFound` where it does not work."""
    link = _working(db, token, now)
    if not take_entry(db, group_id=link.group_id, key=link.roster_id, now=now):
        raise NotFound(DEAD_LINK)
    mine = (L.group_id == link.group_id, L.token_hash == hashed(token))
    db.execute(update(PERSONAL_LINK).where(*mine).values(used_at=now))
    return link


def take_entry(db: Session, *, group_id: str, key: str, now: datetime) -> bool:
    """Whoever it stands for has joined. False where somebody has it already."""
    waiting = (E.group_id == group_id, E.id == key, E.joined_at.is_(None))
    taken = db.execute(update(ROSTER_ENTRY).where(*waiting).values(joined_at=now))
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def turn_down(db: Session, token: str, now: datetime) -> None:
    """“Remove me from this list”: all that the list says of them is erased. Raises `NotFound`."""
    link = _working(db, token, now)
    forget_entry(db, group_id=link.group_id, key=link.roster_id)
    record(db.connection(), RosterChanged(group=link.group_id, how="by an invitation"), now=now)


def _working(db: Session, token: str, now: datetime) -> Link:
    link = find_link(db.connection(), token, held=True)
    if link is None or not link.works(now):
        raise NotFound(DEAD_LINK)
    return link
