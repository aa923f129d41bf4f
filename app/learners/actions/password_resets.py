"""One-time links to set a new password, made by an admin and handed over in person."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlmodel import Session, col

from app.db import Database
from app.errors import NotFound
from app.events.actions import record
from app.events.event import ResetLinkMade
from app.learners import password_process
from app.learners.actions.accounts import set_password
from app.learners.actions.sessions import TOKEN_BYTES
from app.learners.actions.subject_lock import lock
from app.learners.models import Learner, ResetLink
from app.learners.queries import hashed
from app.ulid import LENGTH, is_ulid

LASTS = timedelta(hours=24)
GONE = "This link has been used or has run out. Ask an admin for a new one."


def make_reset_link(db: Session, subject_id: str, now: datetime, *, actor: str = "") -> str:
    """The token, to be shown once: whose it is, and a secret. Links made before for the same learner end.

    `actor` is the admin who makes it; empty for the command. Raises `NotFound`.
    """
    lock(db.connection(), subject_id)
    if db.get(Learner, subject_id) is None:
        raise NotFound("There is nobody here by that number.")
    token = f"{subject_id}{secrets.token_urlsafe(TOKEN_BYTES)}"
    db.execute(delete(ResetLink).where(col(ResetLink.subject_id) == subject_id))
    db.add(ResetLink(token_hash=hashed(token), subject_id=subject_id, created_at=now, expires_at=now + LASTS))
    record(db.connection(), ResetLinkMade(subject=subject_id, actor=actor), now=now)
    return token


def learner_of(db: Session, token: str, now: datetime) -> Learner:
    """Whose password this link may set. Raises `NotFound` where it is unknown, used or too old."""
    rows = select(Learner).join(ResetLink, col(ResetLink.subject_id) == col(Learner.subject_id))
    learner = db.scalars(rows.where(*_open(token, now))).first()
    if learner is None:
        raise NotFound(GONE)
    return learner


def reset_password(database: Database, token: str, new_password: str, now: datetime) -> None:
    """Set the password, use up the link, sign out every browser. Raises `NotFound` and `InvalidForm`."""
    with database.read() as db:
        learner = learner_of(db, token, now)
    about = (learner.email, learner.name)
    password_process.require_good(new_password, about=about, field="new_password")
    password_hash = password_process.hash_password(new_password)
    with database.write() as db:
        lock(db.connection(), learner.subject_id)
        used = delete(ResetLink).where(*_open(token, now)).returning(col(ResetLink.subject_id))
        if db.execute(used).first() is None:
            raise NotFound(GONE)
        set_password(db, learner.subject_id, password_hash)


def _open(token: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """A link that is a day old at most may have been made when tokens did not say whose they are."""
    whose = token[:LENGTH]
    return (
        *([col(ResetLink.subject_id) == whose] if is_ulid(whose) else []),
        col(ResetLink.token_hash) == hashed(token),
        col(ResetLink.expires_at) > now,
    )
