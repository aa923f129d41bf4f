"""Making the address of a calendar, and ending it."""

import secrets
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlmodel import Session

from app.learners.actions.sessions import TOKEN_BYTES
from app.learners.queries import hashed
from app.training.feed.models import CALENDAR_FEED, CALENDAR_TOKEN


def make_feed(db: Session, *, subject_id: str, now: datetime) -> str:
    """The secret part of the address, to be shown once. One that was there before ends at once."""
    end_feed(db, subject_id=subject_id)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    own = {"subject_id": subject_id, "address_hash": hashed(token)}
    db.execute(insert(CALENDAR_FEED).values(**own, made_at=now))
    db.execute(insert(CALENDAR_TOKEN).values(own))
    return token


def end_feed(db: Session, *, subject_id: str) -> None:
    """Nothing happens where there is none."""
    feed, listed = CALENDAR_FEED.c, CALENDAR_TOKEN.c
    mine = list(db.scalars(select(feed.address_hash).where(feed.subject_id == subject_id)))
    db.execute(delete(CALENDAR_TOKEN).where(listed.address_hash.in_(mine), listed.subject_id == subject_id))
    db.execute(delete(CALENDAR_FEED).where(feed.subject_id == subject_id))
