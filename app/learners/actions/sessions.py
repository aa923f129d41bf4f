"""A browser’s session: opened at the first thing worth keeping, prolonged by use, closed from anywhere."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update
from sqlmodel import Session, col

from app.errors import NotFound
from app.learners.actions.subject_lock import settle
from app.learners.models import SESSION_TOKEN, BrowserSession, Subject
from app.learners.queries import hashed, read_who
from app.learners.who import Who
from app.ulid import new_id

VISITOR_DAYS, LEARNER_DAYS = 365, 30
"""After so long without anything done in it, a session is over."""
VISITOR_LONGEST, LEARNER_LONGEST = 5 * 365, 180
"""After so many days it is over however often it was used."""
SEEN_EVERY = timedelta(hours=12)
TOKEN_BYTES = 32
MOST_OPEN = 200
"""Browsers that one learner is signed in with at once; one more signs out the one that came first."""
AT_ONCE = 1000  # tokens in one statement


def keep(db: Session, who: Who, *, now: datetime, browser: str = "", time_zone: str = "") -> tuple[Who, str]:
    """The same person with a subject to keep things for, and the cookie's new token, empty if there is none.

    The first action worth keeping makes a visitor; later ones say, at most twice a day, that they were here.
    Whose it is, is read anew and stays so until the transaction ends (`settle`). Raises `Refused`.
    `time_zone` is the browser's, empty where it did not say; it counts as long as nothing better is known.
    """
    who = settle(db.connection(), who, now)
    if who.subject_id is None:
        subject_id = new_subject(db, now, time_zone=time_zone)
        return open_session(db, subject_id=subject_id, now=now, browser=browser)
    seen(db.connection(), who, now)
    if time_zone and not who.zone_known:
        set_subject_zone(db, subject_id=who.subject_id, time_zone=time_zone)
    return who, ""


def seen(connection: Connection, who: Who, now: datetime) -> None:
    """At most twice a day, write down that somebody known was here; their session goes on for its full time."""
    if seen_lately(who, now):
        return
    connection.execute(update(Subject).where(col(Subject.id) == who.subject_id).values(seen_at=now))
    session = (
        col(BrowserSession.subject_id) == who.subject_id,
        col(BrowserSession.token_hash) == who.token_hash,
    )
    began = connection.scalar(select(col(BrowserSession.created_at)).where(*session))
    if began is not None:
        ends = _ends(began, now, signed_in=who.signed_in)
        connection.execute(update(BrowserSession).where(*session).values(expires_at=ends))


def new_subject(db: Session, now: datetime, *, subject_id: str = "", time_zone: str = "") -> str:
    """Its id: `subject_id` where a page had to choose it before (the home page)."""
    subject_id = subject_id or new_id(now)
    row = {"id": subject_id, "created_at": now, "seen_at": now, "time_zone": time_zone or None}
    db.execute(insert(Subject).values(row))
    return subject_id


def set_subject_zone(db: Session, *, subject_id: str, time_zone: str) -> None:
    db.execute(update(Subject).where(col(Subject.id) == subject_id).values(time_zone=time_zone))


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
    ends = _ends(now, now, signed_in=signed_in)
    row = {**key, "browser": browser[:200], "created_at": now, "expires_at": ends}
    db.execute(insert(SESSION_TOKEN).values(key))
    db.execute(insert(BrowserSession).values(row))
    if signed_in:
        _end_oldest(db, subject_id)
    return read_who(db, token, now), token


def _end_oldest(db: Session, subject_id: str) -> None:
    mine, token_hash = col(BrowserSession.subject_id) == subject_id, col(BrowserSession.token_hash)
    order = (col(BrowserSession.created_at).desc(), token_hash.desc())
    if old := list(
        db.scalars(select(token_hash).where(mine).order_by(*order).offset(MOST_OPEN).limit(AT_ONCE))
    ):
        end_sessions(db, mine, token_hash.in_(old))


def close_session(db: Session, *, subject_id: str, token_hash: str) -> None:
    """One browser's. Raises `NotFound` where it is nobody's, or somebody else's."""
    mine = col(BrowserSession.subject_id) == subject_id, col(BrowserSession.token_hash) == token_hash
    if not end_sessions(db, *mine):
        raise NotFound("This browser is signed out already.")


def close_sessions(db: Session, *, subject_id: str, except_hash: str = "") -> int:
    """How many there were."""
    return end_sessions(
        db, col(BrowserSession.subject_id) == subject_id, col(BrowserSession.token_hash) != except_hash
    )


def end_sessions(db: Session, *which: ColumnElement[bool]) -> int:
    """The rows, and with each its token in the directory; how many there were."""
    ended = db.scalars(delete(BrowserSession).where(*which).returning(col(BrowserSession.token_hash))).all()
    for first in range(0, len(ended), AT_ONCE):
        tokens = ended[first : first + AT_ONCE]
        db.execute(delete(SESSION_TOKEN).where(SESSION_TOKEN.c.token_hash.in_(tokens)))
    return len(ended)


def seen_lately(who: Who, now: datetime) -> bool:
    return who.seen_at is not None and now - who.seen_at < SEEN_EVERY


def days_of(who: Who) -> int:
    """How long this person's session goes on from now at most, and so their cookie."""
    return LEARNER_DAYS if who.signed_in else VISITOR_DAYS


def _ends(began: datetime, now: datetime, *, signed_in: bool) -> datetime:
    days, longest = (LEARNER_DAYS, LEARNER_LONGEST) if signed_in else (VISITOR_DAYS, VISITOR_LONGEST)
    return min(now + timedelta(days=days), began + timedelta(days=longest))
