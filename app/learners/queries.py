"""Who holds a cookie, read with one select; pages that need more put their columns into the same one."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select
from sqlmodel import Session, col

from app.db import Prepared, UtcDateTime
from app.learners.models import EMAIL_ADDRESS, SESSION_TOKEN, BrowserSession, Learner, Subject
from app.learners.who import NOBODY, Who

WHO_COLUMNS = (
    col(Subject.id),
    col(Learner.name),
    col(Learner.email),
    col(Learner.role),
    func.coalesce(col(Learner.time_zone), col(Subject.time_zone)),
    col(BrowserSession.token_hash),
    col(Subject.seen_at),
)


class Known(NamedTuple):
    """As much of an account as a password check needs."""

    subject_id: str
    password_hash: str


def find(db: Session, email: str) -> Known | None:
    """Whose address it is, by the directory, and then that one account."""
    whose = select(EMAIL_ADDRESS.c.subject_id).where(EMAIL_ADDRESS.c.email == email).scalar_subquery()
    columns = select(col(Learner.subject_id), col(Learner.password_hash))
    row = db.execute(columns.where(col(Learner.subject_id) == whose)).first()
    return Known(*row) if row else None


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def read_who(db: Session, token: str, now: datetime) -> Who:
    """Whoever holds this cookie, or `NOBODY` where the cookie is unknown or has run out."""
    if not token:
        return NOBODY
    row = _WHO.first(db.connection(), {"token_hash": hashed(token), "now": now})
    return NOBODY if row is None else who_of(row)


def who_of(row: Sequence[Any]) -> Who:
    """The person in a row that begins with `WHO_COLUMNS`."""
    subject_id, name, email, role, time_zone, token_hash, seen_at = row[:7]
    zone, zone_known = time_zone or "UTC", time_zone is not None
    return Who(subject_id, name or "", email or "", role or "", zone, token_hash or "", seen_at, zone_known)


_ITS_SUBJECT = (
    select(SESSION_TOKEN.c.subject_id)
    .where(SESSION_TOKEN.c.token_hash == bindparam("token_hash"))
    .scalar_subquery()
)


def select_who(*more: Any) -> Select[Any]:
    """Whoever holds the cookie `token_hash` at the time `now`, and `more` columns, for pages that read all at once.

    The directory says whose it is; from there on every table is asked for that one subject alone.
    """
    return (
        select(*WHO_COLUMNS, *more)
        .select_from(BrowserSession)
        .join(Subject, col(Subject.id) == col(BrowserSession.subject_id))
        .outerjoin(Learner, col(Learner.subject_id) == col(BrowserSession.subject_id))
        .where(
            col(BrowserSession.subject_id) == _ITS_SUBJECT,
            col(BrowserSession.token_hash) == bindparam("token_hash"),
            col(BrowserSession.expires_at) > bindparam("now", type_=UtcDateTime),
        )
    )


_WHO = Prepared(select_who())
