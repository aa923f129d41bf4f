"""Choosing a scenario: the list, the briefing, and the beginning of an attempt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Depends
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from app.content.portrait import Portrait, portrait
from app.db import Database
from app.errors import NotFound, Refused
from app.learners.access import Visitor, act_as, limited, remember
from app.learners.who import Who
from app.lessons.course import Module
from app.practice.access import versions_of
from app.practice.attempts.actions import begin, untouched_attempt
from app.practice.play.queries import NO_HISTORY, PlayHistory, read_play_history
from app.practice.play.scene_html import RenderedPart, render_parts
from app.scenarios.scenario import CastMember, Scenario
from app.web.context import Context
from app.web.forms import read_form
from app.web.pages import render, see_other
from app.web.request import Db, Now
from app.web.site import content_of

router = APIRouter()

NO_SCENARIO = "There is no such conversation. It may have been renamed, or taken off the site."


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    scenario: Scenario
    history: PlayHistory


@dataclass(frozen=True, slots=True)
class Group:
    """The scenarios of one module; `title` is empty where no module of the site has that id."""

    id: str
    title: str
    scenarios: tuple[CatalogEntry, ...]


@dataclass(frozen=True)
class CatalogPage(Context):
    """`withdrawn`: what this person has begun of scenarios that are no longer on offer."""

    template = "practice/catalog.html"
    groups: Sequence[Group]
    withdrawn: Sequence[CatalogEntry]


@dataclass(frozen=True)
class BriefingPage(Context):
    """`module` is None where no module of the site has the scenario’s."""

    template = "practice/briefing.html"
    scenario: Scenario
    words: tuple[RenderedPart, ...]
    cast: Sequence[tuple[CastMember, Portrait]]
    history: PlayHistory
    module: Module | None


@router.get("/practice")
def practice(request: Request, who: Visitor, database: Db) -> Response:
    """Every scenario, by module, with what this person has done with each."""
    content = content_of(request)
    scenarios = content.scenarios.scenarios
    with database.read() as db:
        connection = db.connection()
        mine = read_play_history(connection, subject_id=who.subject_id)
        withdrawn = [
            CatalogEntry(version, one)
            for name, one in mine.items()
            if one.resume
            and name not in scenarios
            and (version := _stored_version(request, connection, name, one.version))
        ]
    groups = module_groups(scenarios, content_of(request).lessons.modules, mine)
    return render(request, CatalogPage(groups=groups, withdrawn=withdrawn))


@router.get("/practice/{scenario}")
def briefing(request: Request, scenario: str, who: Visitor, database: Db) -> Response:
    """What the conversation is about, and whom the learner plays in it."""
    found = _find(request, scenario)
    with database.read() as db:
        mine = read_play_history(db.connection(), subject_id=who.subject_id).get(scenario, NO_HISTORY)
    page = BriefingPage(
        scenario=found,
        words=render_parts(found, found.briefing),
        cast=[(one, portrait(one.name, one.look)) for one in found.cast.values()],
        history=mine,
        module=content_of(request).lessons.modules.get(found.module),
    )
    return render(request, page)


@router.post(
    "/practice/{scenario}/attempts",
    dependencies=[limited("attempts", makes_visitors=True), Depends(read_form)],
)
def attempts(request: Request, scenario: str, who: Visitor, database: Db, now: Now) -> Response:
    """Begin an attempt; where one was begun and nothing said in it yet, that one."""
    found = _find(request, scenario)
    attempt, token = _begin_attempt(request, database, who, found, now)
    response = see_other(request, f"/play/{attempt}")
    remember(request, response, token)
    return response


def _begin_attempt(
    request: Request, database: Database, who: Who, scenario: Scenario, now: datetime
) -> tuple[str, str]:
    """The attempt’s id, and the token for the cookie, empty where it stands."""
    versions = versions_of(request)
    versions.work_out(scenario)
    with database.write() as db:
        who, token = act_as(request, db, who, now)
        subject_id = who.subject_id or ""
        attempt = untouched_attempt(db, subject_id=subject_id, scenario=scenario)
        if attempt is None:
            attempt = begin(db, versions, subject_id=subject_id, scenario=scenario, now=now)
        return attempt, token


def module_groups(
    scenarios: Mapping[str, Scenario], modules: Mapping[str, Module], mine: Mapping[str, PlayHistory]
) -> Sequence[Group]:
    """In the order of the modules, and in each as the module lists them; what no module lists comes last."""
    order = {name: place for place, name in enumerate(modules)}
    groups = []
    for name in sorted(
        {one.module for one in scenarios.values()}, key=lambda name: (order.get(name, len(order)), name)
    ):
        module = modules.get(name)
        listed = module.scenarios if module else ()
        ours = [one for one in scenarios.values() if one.module == name]
        ours.sort(key=lambda one: (listed.index(one.id) if one.id in listed else len(listed), one.id))
        entries = tuple(CatalogEntry(one, mine.get(one.id, NO_HISTORY)) for one in ours)
        groups.append(Group(name, module.title if module else "", entries))
    return groups


def _stored_version(request: Request, connection: Connection, scenario: str, version: str) -> Scenario | None:
    """A version that is no longer on the site, if it can still be read."""
    try:
        return versions_of(request).find(connection, scenario, version)
    except Refused:
        return None


def _find(request: Request, scenario: str) -> Scenario:
    found = versions_of(request).current(scenario)
    if found is None:
        raise NotFound(NO_SCENARIO)
    return found
