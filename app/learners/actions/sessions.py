"""A browser’s session: opened at the first thing worth keeping, prolonged by use, closed from anywhere."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, update
from sqlmodel import Session, col

from app.learners.models import BrowserSession, Subject
from app.learners.queries import hashed, read_who
from app.learners.who import Who

VISITOR_DAYS = 365


LEARNER_DAYS = 30


SEEN_EVERY = timedelta(hours=12)


TOKEN_BYTES = 32


def keep(db: Session, who: Who, *, now: datetime, browser: str = "") -> tuple[Who, str]:
    """The same person with a subject to keep things for, and the cookie's new token, empty where it stands.

    The first action worth keeping makes a visitor; later ones say, at most twice a day, that they were here.
    """
    if who.subject_id is None:
        return open_session(db, subject_id=new_subject(db, now), now=now, browser=browser)
    if who.seen_at is None or now - who.seen_at >= SEEN_EVERY:
        still_here(db.connection(), who, now)
    return who, ""


def still_here(connection: Connection, who: Who, now: datetime) -> None:
    """Somebody known has done something: they count as seen, and their session goes on for its full time."""
    connection.execute(update(Subject).where(col(Subject.id) == who.subject_id).values(seen_at=now))
    connection.execute(
        update(BrowserSession)
        .where(col(BrowserSession.token_hash) == who.token_hash)
        .values(expires_at=now + _lifetime(who.learner_id))
    )


def new_subject(db: Session, now: datetime) -> int:
    made = db.execute(insert(Subject).values(created_at=now, seen_at=now).returning(col(Subject.id)))
    return int(made.scalar_one())


def open_session(
    db: Session,
    *,
    subject_id: int,
    now: datetime,
    learner_id: int | None = None,
    browser: str = "",
    token: str = "",
) -> tuple[Who, str]:
    """A new row and the token for its cookie; `token` where the page had to choose it before (the home page)."""
    token = token or secrets.token_urlsafe(TOKEN_BYTES)
    row = {
        "token_hash": hashed(token),
        "subject_id": subject_id,
        "learner_id": learner_id,
        "browser": browser[:200],
        "created_at": now,
        "expires_at": now + _lifetime(learner_id),
    }
    db.execute(insert(BrowserSession).values(row))
    return read_who(db, token, now), token


def close_sessions(db: Session, *, subject_id: int, except_hash: str = "") -> None:
    db.execute(
        delete(BrowserSession).where(
            col(BrowserSession.subject_id) == subject_id, col(BrowserSession.token_hash) != except_hash
        )
    )


def _lifetime(learner_id: int | None) -> timedelta:
    return timedelta(days=VISITOR_DAYS if learner_id is None else LEARNER_DAYS)
