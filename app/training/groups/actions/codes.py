"""A group’s code: made anew, which ends the one before, and revoked."""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlmodel import Session

from app.db import lock_rows
from app.events.actions import record
from app.events.event import GroupCodeMade, GroupCodeRevoked
from app.learners.who import Who
from app.spoken_code import new_code
from app.training.groups.invitation import ends_at
from app.training.models import GROUP_CODE, TRAINING_GROUP


def make_code(db: Session, *, who: Who, group_id: str, days: int, most_uses: int, now: datetime) -> str:
    """The code. One that was in use no longer works."""
    group = TRAINING_GROUP.c
    lock_rows(db.connection(), select(group.id).where(group.id == group_id).with_for_update())
    _end(db, group_id, now)
    code = new_code()
    row = {"code": code, "group_id": group_id, "made_at": now, "expires_at": ends_at(now, days)}
    db.execute(insert(GROUP_CODE).values(**row, most_uses=most_uses, uses=0))
    record(db.connection(), GroupCodeMade(subject=who.subject_id or "", group=group_id), now=now)
    return code


def revoke_code(db: Session, *, who: Who, group_id: str, now: datetime) -> None:
    if _end(db, group_id, now):
        record(db.connection(), GroupCodeRevoked(subject=who.subject_id or "", group=group_id), now=now)


def _end(db: Session, group_id: str, now: datetime) -> bool:
    c = GROUP_CODE.c
    ended = update(GROUP_CODE).where(c.group_id == group_id, c.revoked_at.is_(None)).values(revoked_at=now)
    return bool(db.execute(ended).rowcount)  # type: ignore[attr-defined]
