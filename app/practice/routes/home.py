"""The home page: a conversation that has already begun, and below it what this site is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from app.learners.access import Visitor, browser_facts, limited, remember
from app.lessons.library.lessons import Lessons
from app.practice.access import versions_of
from app.practice.attempts.attempt import Evidence
from app.practice.attempts.transcript import transcript_of
from app.practice.home.actions import FirstLine, new_standing, say_first_line
from app.practice.home.ticket import SCENARIO, read_ticket, sign
from app.practice.play.queries import NO_HISTORY, PlayHistory, read_play_history
from app.practice.play.scene_view import SceneView, scene_view
from app.scenarios.scenario import Scenario
from app.ulid import new_id
from app.web.context import Context
from app.web.forms import FormBody, FormModel
from app.web.pages import render, see_other
from app.web.request import Config, Db, Now
from app.web.site import content_of, site_of

router = APIRouter()


class FirstLineForm(FormModel):
    ticket: Annotated[str, Field(max_length=400)]
    scene: Annotated[str, Field(max_length=80)]
    choice: Annotated[str, Field(max_length=80)]


@dataclass(frozen=True)
class HomePage(Context):
    """`scene` is the first of the conversation, None where the site has none; `ticket` lets a line of it be said."""

    template = "practice/home.html"
    scene: SceneView | None
    ticket: str
    history: PlayHistory
    lessons: Lessons
    scenarios: Mapping[str, Scenario]


@router.get("/")
def home(request: Request, who: Visitor, database: Db, config: Config, now: Now) -> Response:
    """The first scene, ready to be answered. Nothing is made until it is."""
    scenario = versions_of(request).current(SCENARIO)
    mine = NO_HISTORY
    if who.subject_id is not None:
        with database.read() as db:
            mine = read_play_history(db.connection(), subject_id=who.subject_id).get(SCENARIO, NO_HISTORY)
    scene, signed = None, ""
    if scenario is not None:
        ticket, signed = sign(config.keys, scenario, attempt=new_id(now), now=now)
        scene = scene_view(transcript_of(scenario, new_standing(scenario, ticket), Evidence(())))
    page = HomePage(
        scene=scene,
        ticket=signed,
        history=mine,
        lessons=content_of(request).lessons,
        scenarios=content_of(request).scenarios.scenarios,
    )
    return render(request, page)


@router.post("/", dependencies=[limited("attempts", makes_visitors=True)])
def first_line(request: Request, form: FormBody, who: Visitor, database: Db, now: Now) -> Response:
    """The first line said: subject, attempt and choice in one. The same form again finds what it made."""
    said = form.into(FirstLineForm)
    keys = site_of(request.app).settings.keys
    ticket = read_ticket(keys, said.ticket, now)
    if ticket is None:
        return see_other(request, "/?notice=page-too-old")
    facts = browser_facts(request)
    line = FirstLine(who, ticket, keys, facts["browser"], now, said.scene, said.choice, facts["time_zone"])
    begun = say_first_line(database, versions_of(request), line)
    if begun is None:
        return see_other(request, "/?notice=conversation-changed")
    notice = f"?notice={begun.notice}" if begun.notice else ""
    response = see_other(request, f"/play/{begun.attempt}{notice}")
    remember(request, response, begun.token)
    return response
