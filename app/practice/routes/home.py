"""The home page: a conversation that has already begun, and below it what this site is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Database
from app.errors import NotFound
from app.learners.access import Visitor, Who, keep, new_subject, open_session, remember
from app.practice.attempts.actions import NotNow, begin, take_choice
from app.practice.attempts.attempt import Evidence, Standing
from app.practice.attempts.queries import NO_SUCH, read_standing
from app.practice.attempts.versions import Versions
from app.practice.home.ticket import SCENARIO, Ticket, read_ticket, sign, still_opens, token_for
from app.practice.play.queries import NEVER, played
from app.practice.play.scene_page import scene_page
from app.scenarios import engine
from app.scenarios.scenario import Scenario
from app.web.forms import FormBody, FormModel
from app.web.pages import render, see_other
from app.web.request import Config, Db, Now

router = APIRouter()


class FirstLine(FormModel):
    ticket: Annotated[str, Field(max_length=400)]
    scene: Annotated[str, Field(max_length=80)]
    choice: Annotated[str, Field(max_length=80)]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who says the first line, with which ticket, from which browser, and when."""

    who: Who
    ticket: Ticket
    secret: str
    browser: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Begun:
    """`token` is for the cookie, empty where it stands; `notice` where the line was not counted."""

    attempt: str
    token: str = ""
    notice: str = ""


@router.get("/")
def home(request: Request, who: Visitor, database: Db, config: Config, now: Now) -> Response:
    """The first scene, ready to be answered. Nothing is made until it is."""
    scenario = _versions(request).current(SCENARIO)
    mine = NEVER
    if who.subject_id is not None:
        with database.read() as db:
            mine = played(db.connection(), subject_id=who.subject_id).get(SCENARIO, NEVER)
    scene, signed = None, ""
    if scenario is not None:
        ticket, signed = sign(config.secret, scenario, now)
        scene = scene_page(scenario, _unbegun(scenario, ticket), Evidence(()))
    return render(
        request,
        "practice/home.html",
        scene=scene,
        ticket=signed,
        played=mine,
        lessons=request.app.state.lessons,
        scenarios=request.app.state.scenarios.scenarios,
    )


@router.post("/")
def first_line(request: Request, form: FormBody, who: Visitor, database: Db, now: Now) -> Response:
    """The first line said: subject, attempt and choice in one. The same form again finds what it made."""
    said = form.into(FirstLine)
    secret: str = request.app.state.settings.secret
    ticket = read_ticket(secret, said.ticket, now)
    if ticket is None:
        return see_other(request, "/?notice=page-too-old")
    caller = Caller(who, ticket, secret, request.headers.get("user-agent", ""), now)
    begun = _begun(database, _versions(request), caller, said)
    if begun is None:
        return see_other(request, "/?notice=conversation-changed")
    notice = f"?notice={begun.notice}" if begun.notice else ""
    response = see_other(request, f"/play/{begun.attempt}{notice}")
    remember(request, response, begun.token)
    return response


def _begun(database: Database, versions: Versions, caller: Caller, said: FirstLine) -> Begun | None:
    """None where this version is no longer to be had. Of two at once, the second finds what the first made."""
    try:
        with database.write() as db:
            return _take(db, versions, caller, said)
    except IntegrityError:
        with database.write() as db:
            return _take(db, versions, caller, said)


def _take(db: Session, versions: Versions, caller: Caller, said: FirstLine) -> Begun | None:
    connection, ticket = db.connection(), caller.ticket
    scenario = versions.find(connection, SCENARIO, ticket.version)
    if scenario is None:
        return None
    standing = read_standing(connection, ticket.attempt)
    if standing is not None:
        token = _way_in(db, caller, standing)
    elif _current(versions, scenario):
        standing, token = _make(db, versions, caller, scenario)
    else:
        return None
    try:
        take_choice(
            connection, scenario, standing, turn=0, scene=said.scene, choice=said.choice, now=caller.now
        )
    except NotNow as refusal:
        return Begun(ticket.attempt, token, refusal.notice)
    return Begun(ticket.attempt, token)


def _make(db: Session, versions: Versions, caller: Caller, scenario: Scenario) -> tuple[Standing, str]:
    """A new attempt, and for somebody new a subject and a session whose token follows from the ticket."""
    now, ticket = caller.now, caller.ticket
    if caller.who.subject_id is None:
        subject_id, token = new_subject(db, now), token_for(caller.secret, ticket)
        open_session(db, subject_id=subject_id, now=now, browser=caller.browser, token=token)
    else:
        subject_id, token = caller.who.subject_id, keep(db, caller.who, now=now)[1]
    begin(db, versions, subject_id=subject_id, scenario=scenario, now=now, attempt=ticket.attempt)
    return _unbegun(scenario, ticket, subject_id), token


def _way_in(db: Session, caller: Caller, standing: Standing) -> str:
    """The token for the cookie, where the reply that set it was lost. Raises NotFound for anybody else."""
    if caller.who.subject_id == standing.subject_id:
        return ""
    token = token_for(caller.secret, caller.ticket)
    lost = caller.who.subject_id is None
    if lost and still_opens(db, token, subject_id=standing.subject_id, now=caller.now):
        return token
    raise NotFound(NO_SUCH)


def _unbegun(scenario: Scenario, ticket: Ticket, subject_id: int = 0) -> Standing:
    """An attempt in which nothing has happened yet."""
    attempt = ticket.attempt if ticket else ""
    return Standing(attempt, subject_id, scenario.id, scenario.version, 0, engine.start(scenario), None)


def _current(versions: Versions, scenario: Scenario) -> bool:
    current = versions.current(scenario.id)
    return current is not None and current.version == scenario.version


def _versions(request: Request) -> Versions:
    found: Versions = request.app.state.versions
    return found
