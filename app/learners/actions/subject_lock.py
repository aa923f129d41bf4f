"""Whose an action is, read in the transaction that writes and held so until it ends.

Before that a person may have signed in, signed out, or asked to be forgotten in another tab. On SQLite whoever
writes is alone; PostgreSQL locks the subject's row. One order of locks, so that nobody waits in a circle: a visitor
before the account that takes over, two people whom an admin's action is about by their ids, a subject before its
account and sessions, and those before all that is kept.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, select
from sqlmodel import col

from app.db import UtcDateTime, lock_rows
from app.errors import Refused
from app.learners.models import SUBJECT, BrowserSession, Learner, Subject
from app.learners.permissions import Act, require
from app.learners.queries import WHO_COLUMNS, who_of
from app.learners.who import NOBODY, Who

ERASED = "You asked to be forgotten meanwhile, so this was not kept. Go on, and you begin anew."
DELETED = "Your account was deleted meanwhile, so this was not kept."
ENDED = "You were signed out meanwhile, so this was not kept. Sign in, go back, and send it once more."


class Gone(Refused):
    """There is nobody any more for whom something could be kept."""


def settle(connection: Connection, who: Who, now: datetime) -> Who:
    """The same person as they are now. A visitor who has signed in since is the learner they became.

    Raises `Refused` where they are gone, or a learner’s session has ended.
    """
    if who.subject_id is None:
        return NOBODY
    found = who_of(holder(connection, who, who.subject_id, now))
    if found.token_hash:
        return found
    if who.signed_in:
        raise Refused(ENDED)
    return found if found.signed_in else NOBODY


def holder(connection: Connection, who: Who, subject_id: str, now: datetime) -> Sequence[Any]:
    """Whoever has now what was this subject’s, with the columns of `who_of`. Raises `Gone` where nobody has."""
    lock(connection, subject_id)
    row = _person(connection, who, subject_id, now)
    if row is None:
        raise Gone(ERASED)
    if row.anonymized_at is not None:
        raise Gone(DELETED)
    return row if row.merged_into is None else holder(connection, who, row.merged_into, now)


def still_may(connection: Connection, who: Who, act: Act, now: datetime, *, about: str = "") -> Who:
    """The same person as they are now, still signed in and still with the role for it, until the transaction ends.

    `about` is another subject that the action changes. Raises `SignInNeeded` and `NotAllowed`.
    """
    for subject_id in sorted({who.subject_id or "", about} - {""}):
        lock(connection, subject_id)
    row = _person(connection, who, who.subject_id or "", now)
    found = NOBODY if row is None else who_of(row)
    return require(found if found.token_hash else NOBODY, act)


def _person(connection: Connection, who: Who, subject_id: str, now: datetime) -> Any:
    """The columns of `who_of`, and what became of the subject; None where it was never there."""
    known = {"subject_id": subject_id, "token_hash": who.token_hash, "now": now}
    return connection.execute(_PERSON, known).first()


def lock(connection: Connection, subject_id: str) -> None:
    """Nobody else writes anything for this subject until the transaction ends."""
    lock_rows(connection, _LOCK, {"subject_id": subject_id})


_LOCK = (
    select(SUBJECT.c.id)
    .where(SUBJECT.c.id == bindparam("subject_id"))
    .with_for_update(key_share=True)  # rows that point here may still be written
)
_SESSION = and_(
    col(BrowserSession.subject_id) == col(Subject.id),
    col(BrowserSession.token_hash) == bindparam("token_hash"),
    col(BrowserSession.expires_at) > bindparam("now", type_=UtcDateTime),
)
_PERSON = (
    select(*WHO_COLUMNS, col(Subject.merged_into), col(Subject.anonymized_at))
    .select_from(Subject)
    .outerjoin(Learner, col(Learner.subject_id) == col(Subject.id))
    .outerjoin(BrowserSession, _SESSION)
    .where(col(Subject.id) == bindparam("subject_id"))
)
