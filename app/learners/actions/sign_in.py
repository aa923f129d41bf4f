"""Coming in: sign-in and sign-up, each with a new session token and the visitor's progress, once.

Whether an address has an account is not told. Sign-in answers an unknown address with the words, the
work and the limits of a wrong password. Sign-up cannot hide it altogether while no mail is sent, because
a new account opens at once. So a taken address makes it a sign-in: with the right password it is one, and
otherwise the reply says only that these two made no account, after the work of one hash either way. What
can be learned costs a new account per guess, and those are limited.
"""

import logging
from typing import NamedTuple

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.db import Database
from app.errors import InvalidForm
from app.events.actions import record
from app.events.event import SignInFailed
from app.learners import guessing, password_process
from app.learners.actions import rate_limits
from app.learners.actions.guesses import Caller, Counted, count_guess, take_back
from app.learners.actions.personal_data import is_free_visitor, merge_visitor
from app.learners.actions.sessions import close_sessions, end_sessions, new_subject, open_session
from app.learners.actions.subject_lock import lock
from app.learners.models import EMAIL_ADDRESS, LEARNER, BrowserSession, Learner
from app.learners.queries import Known, find
from app.learners.who import Who
from app.log import NAME

log = logging.getLogger(NAME)

NO_MATCH = "This address and this password do not belong together. Check both, and try again."
NOT_MADE = "No account could be made with this address and password. If you have one, sign in instead."


class Entry(NamedTuple):
    """A session that was just opened: the token for its cookie, and whose it is."""

    token: str
    subject_id: str


def sign_in(database: Database, caller: Caller, counted: Counted, *, email: str, password: str) -> Entry:
    """`counted` is this guess. Raises `InvalidForm` where the two do not match."""
    with database.read() as db:
        learner = find(db, email)
    if not password_process.verify(password, learner.password_hash if learner else None) or learner is None:
        _note_failure(database, caller, learner)
        raise InvalidForm({"email": NO_MATCH})
    take_back(database, caller, counted)
    with database.write() as db:
        if visitor := caller.visitor:
            lock(db.connection(), visitor)
        if not still(db, learner):
            raise InvalidForm({"email": NO_MATCH})
        return _enter(db, caller, subject_id=learner.subject_id)


def sign_up(database: Database, caller: Caller, *, name: str, email: str, password: str) -> Entry:
    """A new account's session. Raises `InvalidForm`, and `TooMany` after too many from one place.

    That this password is to be judged must have been counted before.
    """
    password_process.require_good(password, about=(email, name), field="password")
    with database.write() as db:
        rate_limits.spend(db, guessing.new_account_from(caller.address, caller.secret), caller.now)
        taken = find(db, email) is not None
    if taken:
        return _sign_in_instead(database, caller, email=email, password=password)
    password_hash = password_process.hash_password(password)
    try:
        with database.write() as db:
            subject_id = _subject_for(db, caller)
            learner = Learner(
                subject_id=subject_id,
                email=email,
                name=name,
                password_hash=password_hash,
                time_zone=_zone_for(caller),
                created_at=caller.now,
            )
            make_learner(db, learner)
            return _enter(db, caller, subject_id=subject_id)
    except IntegrityError:  # the same form, sent twice at once
        return _sign_in_instead(database, caller, email=email, password=password)


def make_learner(db: Session, learner: Learner) -> None:
    """An account, and its address in the directory. Raises IntegrityError where somebody has the address."""
    db.execute(insert(EMAIL_ADDRESS).values(email=learner.email, subject_id=learner.subject_id))
    db.add(learner)
    db.flush()


def move_address(db: Session, *, subject_id: str, email: str) -> None:
    """Another address, unproved. Raises IntegrityError where somebody has it."""
    row = update(EMAIL_ADDRESS).where(EMAIL_ADDRESS.c.subject_id == subject_id)
    former = select(LEARNER.c.email).where(LEARNER.c.subject_id == subject_id).scalar_subquery()
    db.execute(row.where(EMAIL_ADDRESS.c.email == former).values(email=email))
    db.execute(
        update(LEARNER).where(LEARNER.c.subject_id == subject_id).values(email=email, email_proved_at=None)
    )


def still(db: Session, learner: Known) -> bool:
    """Whether the password that was checked is still theirs; it stays so until the transaction ends."""
    lock(db.connection(), learner.subject_id)
    row = select(col(Learner.subject_id)).where(
        col(Learner.subject_id) == learner.subject_id, col(Learner.password_hash) == learner.password_hash
    )
    return db.execute(row.with_for_update()).first() is not None


def leave(db: Session, who: Who) -> None:
    """Close this browser's session, and no other."""
    end_sessions(
        db,
        col(BrowserSession.subject_id) == who.subject_id,
        col(BrowserSession.token_hash) == who.token_hash,
    )


def _note_failure(database: Database, caller: Caller, learner: Known | None) -> None:
    """For an unknown address too, so that both take the same time."""
    subject = learner.subject_id if learner else ""
    log.info("a sign-in failed for %s", f"learner {subject}" if subject else "an address without an account")
    with database.write() as db:
        record(db.connection(), SignInFailed(subject=subject), now=caller.now)


def _enter(db: Session, caller: Caller, *, subject_id: str) -> Entry:
    """Rotate: whatever this browser's cookie opened before, it opens no more."""
    if visitor := caller.visitor:
        merge_visitor(db, caller.slices, source=visitor, target=subject_id)
    leave(db, caller.who)
    _, token = open_session(db, subject_id=subject_id, signed_in=True, now=caller.now, browser=caller.browser)
    return Entry(token, subject_id)


def _zone_for(caller: Caller) -> str:
    """What the visitor went by, else what the browser says."""
    if caller.who.zone_known and not caller.who.signed_in:
        return caller.who.time_zone
    return caller.time_zone or caller.who.time_zone


def _subject_for(db: Session, caller: Caller) -> str:
    """The visitor's own subject, where it is nobody's yet: then there is nothing to merge."""
    visitor = caller.visitor
    if visitor and is_free_visitor(db, visitor):
        close_sessions(db, subject_id=visitor)
        return visitor
    return new_subject(db, caller.now)


def _sign_in_instead(database: Database, caller: Caller, *, email: str, password: str) -> Entry:
    """A guess like any other, and counted like one."""
    counted = count_guess(database, caller, email=email)
    try:
        return sign_in(database, caller, counted, email=email, password=password)
    except InvalidForm:
        raise InvalidForm({"email": NOT_MADE}) from None
