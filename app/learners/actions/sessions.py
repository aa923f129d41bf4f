"""A browser’s session: opened at the first thing worth keeping, prolonged by use, closed from anywhere."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, update
from sqlmodel import Session, col

from app.learners.models import SESSION_TOKEN, BrowserSession, Subject
from app.learners.queries import hashed, read_who
from app.learners.who import Who
from app.ulid import new_id

VISITOR_DAYS = 365
LEARNER_DAYS = 30
SEEN_EVERY = timedelta(hours=12)
TOKEN_BYTES = 32
AT_ONCE = 1000  # tokens in one statement


def keep(db: Session, who: Who, *, now: datetime, browser: str = "") -> tuple[Who, str]:
    """The same person with a subject to keep things for, and the cookie's new token, empty where it stands.

    The first action worth keeping makes a visitor; later ones say, at most twice a day, that they were here.
    """
    if who.subject_id is None:
        return open_session(db, subject_id=new_subject(db, now), now=now, browser=browser)
    seen(db.connection(), who, now)
    return who, ""


def seen(connection: Connection, who: Who, now: datetime) -> None:
    """At most twice a day, write down that somebody known was here; their session goes on for its full time."""
    if who.seen_at is not None and now - who.seen_at < SEEN_EVERY:
        return
    connection.execute(update(Subject).where(col(Subject.id) == who.subject_id).values(seen_at=now))
    connection.execute(
        update(BrowserSession)
        .where(
            col(BrowserSession.subject_id) == who.subject_id,
            col(BrowserSession.token_hash) == who.token_hash,
        )
        .values(expires_at=now + _lifetime(who.signed_in))
    )


def new_subject(db: Session, now: datetime, *, subject_id: str = "") -> str:
    """Its id: `subject_id` where a page had to choose it before (the home page)."""
    subject_id = subject_id or new_id(now)
    db.execute(insert(Subject).values(id=subject_id, created_at=now, seen_at=now))
    return subject_id


def open_session(
    db: Session,
    *,
    subject_id: str,
    now: datetime,
    signed_in: bool = False,
    browser: str = "",
    token: str = "",
) -> tuple[Who, str]:
    """A new row and the token for its cookie; `token` where the page had to choose it before (the home page)."""
    token = token or secrets.token_urlsafe(TOKEN_BYTES)
    key = {"token_hash": hashed(token), "subject_id": subject_id}
    row = {**key, "browser": browser[:200], "created_at": now, "expires_at": now + _lifetime(signed_in)}
    db.execute(insert(SESSION_TOKEN).values(key))
    db.execute(insert(BrowserSession).values(row))
    return read_who(db, token, now), token


def close_sessions(db: Session, *, subject_id: str, except_hash: str = "") -> None:
    end_sessions(
        db, col(BrowserSession.subject_id) == subject_id, col(BrowserSession.token_hash) != except_hash
    )


def end_sessions(db: Session, *which: ColumnElement[bool]) -> None:
    """The rows, and with each its token in the directory."""
    ended = db.scalars(delete(BrowserSession).where(*which).returning(col(BrowserSession.token_hash))).all()
    for first in range(0, len(ended), AT_ONCE):
        tokens = ended[first : first + AT_ONCE]
        db.execute(delete(SESSION_TOKEN).where(SESSION_TOKEN.c.token_hash.in_(tokens)))


def _lifetime(signed_in: bool) -> timedelta:
    return timedelta(days=LEARNER_DAYS if signed_in else VISITOR_DAYS)
