"""What learners do with their own account: name, time zone, address, password, browsers, and the end of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.db import Database
from app.errors import InvalidForm, Refused
from app.learners import email_addresses, guessing, password_process
from app.learners.actions import rate_limits
from app.learners.actions.guesses import Caller, Counted, count, take_back
from app.learners.actions.personal_data import anonymize_learner
from app.learners.actions.sessions import close_sessions, open_session
from app.learners.actions.sign_in import move_address, still
from app.learners.actions.subject_lock import lock, still_may
from app.learners.models import BrowserSession, Learner, ResetLink
from app.learners.permissions import Act
from app.learners.queries import Known, find
from app.learners.who import Role, Who

BROWSERS = 50  # on a page
WRONG = "This is not your password. Check it, and try again."
LAST_ADMIN = "You are the only admin. Make somebody else an admin first; nothing was changed."


def change_details(db: Session, who: Who, *, name: str, time_zone: str) -> None:
    db.execute(
        update(Learner)
        .where(col(Learner.subject_id) == who.subject_id)
        .values(name=name, time_zone=time_zone)
    )


def change_email(database: Database, caller: Caller, counted: Counted, *, email: str, password: str) -> None:
    """A new address, unproved. Raises `InvalidForm` and `TooMany`.

    One that is somebody else's gets the words of one that cannot be used at all; how often a learner can
    ask is limited, because a change that works tells that the address was free.
    """
    learner = _shown(database, caller, password)
    with database.write() as db:
        rate_limits.spend(db, guessing.new_addresses_of(learner.subject_id, caller.secret), caller.now)
    take_back(database, caller, counted)
    if email == caller.who.email:
        return
    try:
        with database.write() as db:
            _require_still(db, caller, learner)
            move_address(db, subject_id=learner.subject_id, email=email)
    except IntegrityError:
        raise InvalidForm({"email": email_addresses.UNUSABLE}) from None


def change_password(
    database: Database, caller: Caller, counted: Counted, *, password: str, new_password: str
) -> str:
    """The new session's token; every other browser is signed out. Raises `InvalidForm` and `TooMany`."""
    who = caller.who
    learner = _confirmed(database, caller, counted, password)
    count(database, caller, guessing.judged_in_session(who.token_hash, caller.secret))
    password_process.require_good(new_password, about=(who.email, who.name), field="new_password")
    password_hash = password_process.hash_password(new_password)
    with database.write() as db:
        _require_still(db, caller, learner)
        set_password(db, learner.subject_id, password_hash)
        _, token = open_session(
            db, subject_id=learner.subject_id, signed_in=True, now=caller.now, browser=caller.browser
        )
    return token


def set_password(db: Session, subject_id: str, password_hash: str) -> None:
    """A new password signs out every browser, and links made before to set one end."""
    db.execute(
        update(Learner).where(col(Learner.subject_id) == subject_id).values(password_hash=password_hash)
    )
    db.execute(delete(ResetLink).where(col(ResetLink.subject_id) == subject_id))
    close_sessions(db, subject_id=subject_id)


def delete_account(database: Database, caller: Caller, counted: Counted, *, password: str) -> None:
    """Who it was is gone; anonymous counts stay. Raises `InvalidForm`, `TooMany`, and `Refused` for the last admin."""
    learner = _confirmed(database, caller, counted, password)
    with database.write() as db:
        lock(db.connection(), learner.subject_id)
        require_another_admin(db, learner.subject_id)
        _require_still(db, caller, learner)
        anonymize_learner(db, caller.slices, subject_id=learner.subject_id, now=caller.now)


def require_another_admin(db: Session, subject_id: str) -> None:
    """Raises `Refused` where this learner is the only admin. Admins are locked, so of two at once one sees it."""
    mine = col(Learner.subject_id)
    rows = select(mine).where(col(Learner.role) == Role.ADMIN).order_by(mine)
    if list(db.scalars(rows.with_for_update())) == [subject_id]:
        raise Refused(LAST_ADMIN)


@dataclass(frozen=True)
class Browsers:
    """Where a learner is signed in, a page of it; `after` leads to the next one, where there is one."""

    found: list[BrowserSession]
    after: str


def browsers(db: Session, who: Who, now: datetime, *, after: str = "") -> Browsers:
    """The newest first, beginning after the session named `after`."""
    rows = select(BrowserSession).where(
        col(BrowserSession.subject_id) == who.subject_id, col(BrowserSession.expires_at) > now
    )
    place = (col(BrowserSession.created_at), col(BrowserSession.token_hash))
    if after:
        last = select(*place).where(col(BrowserSession.subject_id) == who.subject_id, place[1] == after)
        rows = rows.where(tuple_(*place) < last.scalar_subquery())
    rows = rows.order_by(*(column.desc() for column in place)).limit(BROWSERS + 1)
    found = list(db.scalars(rows))
    return Browsers(found[:BROWSERS], found[BROWSERS - 1].token_hash if len(found) > BROWSERS else "")


def _confirmed(database: Database, caller: Caller, counted: Counted, password: str) -> Known:
    """The signed-in learner, who has just shown the password again; `counted` is that try."""
    learner = _shown(database, caller, password)
    take_back(database, caller, counted)
    return learner


def _shown(database: Database, caller: Caller, password: str) -> Known:
    with database.read() as db:
        learner = find(db, caller.who.email)
    if not password_process.verify(password, learner.password_hash if learner else None) or learner is None:
        raise InvalidForm({"password": WRONG})
    if learner.subject_id != caller.who.subject_id:  # the address was given up meanwhile, and is another's
        raise InvalidForm({"password": WRONG})
    return learner


def _require_still(db: Session, caller: Caller, learner: Known) -> None:
    """The password that was shown is still theirs, and they are still signed in. Raises `SignInNeeded`, too."""
    if not still(db, learner):
        raise InvalidForm({"password": WRONG})
    still_may(db.connection(), caller.who, Act.KEEP_ACCOUNT, caller.now)
