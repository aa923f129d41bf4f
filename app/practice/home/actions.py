"""The first line said on the home page: subject, attempt and choice in one transaction, and once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.db import Database
from app.errors import NotFound
from app.learners.actions.sessions import keep, new_subject, open_session
from app.learners.models import BrowserSession, Learner
from app.learners.queries import hashed
from app.learners.who import Who
from app.practice.attempts.actions import NotNow, begin, take_choice
from app.practice.attempts.attempt import Standing
from app.practice.attempts.queries import NO_SUCH, read_standing
from app.practice.attempts.versions import Versions
from app.practice.home.ticket import SCENARIO, Ticket, token_for
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


@dataclass(frozen=True, slots=True)
class Begun:
    """`token` is for the cookie, empty where it stands; `notice` where the line was not counted."""

    attempt: str
    token: str = ""
    notice: str = ""


def say_first_line(database: Database, versions: Versions, line: FirstLine) -> Begun | None:
    """None where this version is no longer to be had. Of two at once, the second finds what the first made."""
    try:
        with database.write() as db:
            return _take(db, versions, line)
    except IntegrityError:
        with database.write() as db:
            return _take(db, versions, line)


def _take(db: Session, versions: Versions, line: FirstLine) -> Begun | None:
    connection, ticket = db.connection(), line.ticket
    scenario = versions.find(connection, SCENARIO, ticket.version)
    if scenario is None:
        return None
    standing = read_standing(connection, ticket.attempt)
    if standing is not None:
        token = _way_in(db, line, standing)
    elif _current(versions, scenario):
        standing, token = _make(db, versions, line, scenario)
    else:
        return None
    try:
        take_choice(
            connection, scenario, standing, turn=0, scene=line.scene, choice=line.choice, now=line.now
        )
    except NotNow as refusal:
        return Begun(ticket.attempt, token, refusal.notice)
    return Begun(ticket.attempt, token)


def _make(db: Session, versions: Versions, line: FirstLine, scenario: Scenario) -> tuple[Standing, str]:
    """A new attempt, and for somebody new a subject and a session whose token follows from the ticket."""
    now, ticket = line.now, line.ticket
    if line.who.subject_id is None:
        subject_id, token = new_subject(db, now), token_for(line.keys[0], ticket)
        open_session(db, subject_id=subject_id, now=now, browser=line.browser, token=token)
    else:
        subject_id, token = line.who.subject_id, keep(db, line.who, now=now)[1]
    begin(db, versions, subject_id=subject_id, scenario=scenario, now=now, attempt=ticket.attempt)
    return unbegun(scenario, ticket, subject_id), token


def _way_in(db: Session, line: FirstLine, standing: Standing) -> str:
    """The token for the cookie, where the reply that set it was lost. Raises NotFound for anybody else."""
    if line.who.subject_id == standing.subject_id:
        return ""
    tokens = [token_for(key, line.ticket) for key in line.keys if line.who.subject_id is None]
    for token in tokens:
        if _still_opens(db, token, subject_id=standing.subject_id, now=line.now):
            return token
    raise NotFound(NO_SUCH)


def unbegun(scenario: Scenario, ticket: Ticket, subject_id: int = 0) -> Standing:
    """An attempt in which nothing has happened yet."""
    attempt = ticket.attempt if ticket else ""
    return Standing(attempt, subject_id, scenario.id, scenario.version, 0, engine.start(scenario), None)


def _current(versions: Versions, scenario: Scenario) -> bool:
    current = versions.current(scenario.id)
    return current is not None and current.version == scenario.version


def _still_opens(db: Session, token: str, *, subject_id: int, now: datetime) -> bool:
    """Whether the token’s session is still that visitor’s: not ended, not somebody else’s, and not an account’s."""
    session = select(col(BrowserSession.token_hash)).where(
        col(BrowserSession.token_hash) == hashed(token),
        col(BrowserSession.subject_id) == subject_id,
        col(BrowserSession.learner_id).is_(None),
        col(BrowserSession.expires_at) > now,
    )
    account = select(col(Learner.id)).where(col(Learner.subject_id) == subject_id)
    return db.execute(session).first() is not None and db.execute(account).first() is None
