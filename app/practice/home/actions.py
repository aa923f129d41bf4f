"""The first line said on the home page: subject, attempt and choice in one transaction, and once."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.db import Database
from app.errors import NotFound
from app.learners.actions.sessions import keep, new_subject, open_session
from app.learners.actions.subject_lock import lock, settle
from app.learners.models import Subject
from app.learners.queries import read_who
from app.learners.who import Who
from app.practice.attempts.actions import NotNow, begin, say_line
from app.practice.attempts.attempt import AttemptKey, Standing
from app.practice.attempts.queries import NO_SUCH, read_standing
from app.practice.attempts.versions import Versions
from app.practice.home.ticket import SCENARIO, Ticket, subject_for, token_for
from app.scenarios import engine
from app.scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True)
class FirstLine:
    """Which line is said in which scene, by whom, with which ticket, from which browser, and when."""

    who: Who
    ticket: Ticket
    keys: tuple[str, ...]
    browser: str
    now: datetime
    scene: str
    choice: str
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class FirstAttempt:
    """`token` is for the cookie, empty where it stands; `notice` where the line was not counted."""

    attempt: str
    token: str = ""
    notice: str = ""


def say_first_line(database: Database, versions: Versions, line: FirstLine) -> FirstAttempt | None:
    """None where it would begin an attempt at a version that is no longer served.

    Of two at once, the second finds what the first made. Raises NotFound where the attempt is somebody else’s.
    """
    current = versions.current(SCENARIO)
    if current is not None:
        versions.work_out(current)
    try:
        with database.write() as db:
            return _say(db, versions, line)
    except IntegrityError:
        with database.write() as db:
            return _say(db, versions, line)


def _say(db: Session, versions: Versions, line: FirstLine) -> FirstAttempt | None:
    connection, ticket = db.connection(), line.ticket
    line = replace(line, who=settle(connection, line.who, line.now))
    scenario = versions.find(connection, SCENARIO, ticket.version)
    if scenario is None:
        return None
    standing, token = _find(db, line)
    if standing is None:
        if not _is_current(versions, scenario):
            return None
        standing, token = _begin(db, versions, line, scenario)
    try:
        say_line(connection, scenario, standing, turn=0, scene=line.scene, choice=line.choice, now=line.now)
    except NotNow as refusal:
        return FirstAttempt(ticket.attempt, token, refusal.notice)
    return FirstAttempt(ticket.attempt, token)


def _find(db: Session, line: FirstLine) -> tuple[Standing | None, str]:
    """The attempt that this form has begun, and the token for the cookie, where the reply that set it was lost.

    Raises NotFound where it made somebody else, or where what it began has gone to an account since.
    """
    if line.who.subject_id is not None:
        own = read_standing(db.connection(), AttemptKey(line.who.subject_id, line.ticket.attempt))
        if own is not None:
            return own, ""
    made = _find_subject(db, line)
    if made is None:
        return None, ""
    key, subject_id = made
    lock(db.connection(), subject_id)
    token = token_for(key, line.ticket)
    standing = read_standing(db.connection(), AttemptKey(subject_id, line.ticket.attempt))
    lost = line.who.subject_id is None and standing is not None
    if lost and _is_open(db, token, subject_id=subject_id, now=line.now):
        return standing, token
    raise NotFound(NO_SUCH)


def _find_subject(db: Session, line: FirstLine) -> tuple[str, str] | None:
    """Whom this ticket has made, under which of the site’s keys; None where it has made nobody."""
    for key in line.keys:
        subject_id = subject_for(key, line.ticket)
        if db.execute(select(col(Subject.id)).where(col(Subject.id) == subject_id)).first() is not None:
            return key, subject_id
    return None


def _is_open(db: Session, token: str, *, subject_id: str, now: datetime) -> bool:
    """Whether the token’s session is still that visitor’s: not ended, and not an account’s."""
    who = read_who(db, token, now)
    return who.subject_id == subject_id and not who.signed_in


def _is_current(versions: Versions, scenario: Scenario) -> bool:
    current = versions.current(scenario.id)
    return current is not None and current.version == scenario.version


def _begin(db: Session, versions: Versions, line: FirstLine, scenario: Scenario) -> tuple[Standing, str]:
    """A new attempt, and for somebody new a subject and a session whose token follows from the ticket."""
    now, ticket = line.now, line.ticket
    if line.who.subject_id is None:
        token = token_for(line.keys[0], ticket)
        subject_id = new_subject(
            db, now, subject_id=subject_for(line.keys[0], ticket), time_zone=line.time_zone
        )
        open_session(db, subject_id=subject_id, now=now, browser=line.browser, token=token)
    else:
        subject_id, token = line.who.subject_id, keep(db, line.who, now=now, time_zone=line.time_zone)[1]
    begin(db, versions, subject_id=subject_id, scenario=scenario, now=now, attempt=ticket.attempt)
    return new_standing(scenario, ticket, subject_id), token


def new_standing(scenario: Scenario, ticket: Ticket, subject_id: str = "") -> Standing:
    """An attempt in which nothing has happened yet."""
    return Standing(
        ticket.attempt, subject_id, scenario.id, scenario.version, 0, engine.start(scenario), None
    )
