"""Reading a lesson: its page, what a learner can do there, and the page of sources."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy import Connection
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from app.errors import Refused
from app.event_loop import at_once_or_in_a_thread
from app.learners.access import Visitor, act_as, limited, remember, token_of
from app.learners.actions.subject_lock import settle
from app.learners.who import Who
from app.lessons.course import Sources
from app.lessons.lesson import Lesson
from app.reading.access import find_page
from app.reading.actions import Sitting, answer_check, move_to, save_plan, skip_plan
from app.reading.marking import NotInLesson
from app.reading.pages.lesson_page import LessonPage
from app.reading.queries import Reading, read_reading
from app.web.context import Context
from app.web.forms import FormBody, FormModel
from app.web.pages import notice_for, render, see_other, wants_piece
from app.web.request import Content, Db, Now
from app.web.revalidation import PRIVATE, is_held
from app.web.site import content_of, site_of

router = APIRouter()

VARY = {"Vary": "HX-Request"}
CHANGED = "?notice=lesson-changed"
PAGE = "/learn/{course}/{lesson}"
Id = Annotated[str, Field(max_length=80)]


class Answer(FormModel):
    check: Id
    option: Id


class Plan(FormModel):
    """`when` is the place of a line in the lesson's list, counted from 0; `own` words go before it."""

    plan: Id
    when: Annotated[int, Field(ge=0, le=99)] = 0
    own: Annotated[str, Field(max_length=300)] = ""
    say: Annotated[str, Field(max_length=2000)] = ""
    skip: Literal["", "1"] = ""


class Position(FormModel):
    block: Id


@dataclass(frozen=True)
class SourcesPage(Context):
    template = "reading/sources.html"
    sources: Sources


async def lesson_page(request: Request) -> Response:
    """The page with this learner's marks. `?strongest=` opens the best answer of one check."""
    page = await at_once_or_in_a_thread(lambda: _page(request))
    database = site_of(request.app).database
    reading = await database.glance(lambda connection: _reading(request, page, connection))
    return await at_once_or_in_a_thread(lambda: _shown(request, page, reading))


def _shown(request: Request, page: LessonPage, reading: Reading) -> Response:
    if not request.scope["query_string"]:
        return _plain(request, page, reading)
    strongest = request.query_params.get("strongest", "")
    reading = replace(reading, strongest=strongest)
    if wants_piece(request) and page.lesson.question(strongest):
        return HTMLResponse(page.fragment(f"question:{strongest}", reading), headers=VARY)
    return HTMLResponse(page.show(reading, notice=notice_for(request)), headers=VARY)


def _plain(request: Request, page: LessonPage, reading: Reading) -> Response:
    """Without a notice: a browser that holds the page as it is now is told so, and no more."""
    headers = {**VARY, "ETag": page.etag(reading), "Cache-Control": PRIVATE}
    if is_held(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return HTMLResponse(page.show(reading), headers=headers)


HOT_ROUTES = (Route(PAGE, lesson_page, methods=["GET"]),)


@router.post(PAGE + "/answers", dependencies=[limited("answers", makes_visitors=True)])
def answer(request: Request, form: FormBody, who: Visitor, database: Db, now: Now) -> Response:
    """Answer a check, or the recall; the page then explains that answer."""
    asked, page = form.into(Answer), _page(request)
    try:
        with database.write() as db:
            actor, token = act_as(request, db, who, now)
            answer_check(_sitting(db, actor, page, now), asked.check, asked.option)
    except NotInLesson:
        return see_other(request, page.url + CHANGED)
    return _reply(request, page, f"question:{asked.check}", anchor=asked.check, actor=actor, token=token)


@router.post(PAGE + "/plan", dependencies=[limited("plans", makes_visitors=True)])
def plan(request: Request, form: FormBody, who: Visitor, database: Db, now: Now) -> Response:
    """Save the plan, or pass it by."""
    asked, page = form.into(Plan), _page(request)
    try:
        with database.write() as db:
            actor, token = act_as(request, db, who, now)
            _decide(_sitting(db, actor, page, now), asked)
    except NotInLesson:
        return see_other(request, page.url + CHANGED)
    return _reply(request, page, "plan", anchor=asked.plan, actor=actor, token=token)


@router.post(PAGE + "/position", dependencies=[limited("positions")])
def position(request: Request, form: FormBody, who: Visitor, database: Db, now: Now) -> Response:
    """Where the reader is; kept only of somebody who has begun this lesson."""
    asked, page = form.into(Position), _page(request)
    if who.subject_id is not None:
        with suppress(NotInLesson, Refused), database.write() as db:
            actor = settle(db.connection(), who, now)
            if actor.subject_id is not None:
                move_to(_sitting(db, actor, page, now), asked.block)
    return Response(status_code=204)


@router.get("/sources")
def sources(request: Request, who: Visitor, content: Content) -> Response:  # noqa: ARG001  the header shows who
    """What the lessons and scenarios are drawn from."""
    return render(request, SourcesPage(sources=content_of(request).lessons.sources_page))


def _page(request: Request) -> LessonPage:
    """The page of the address; raises NotFound."""
    return find_page(request, request.path_params["course"], request.path_params["lesson"])


def _sitting(db: Session, who: Who, page: LessonPage, now: datetime) -> Sitting:
    assert who.subject_id is not None  # noqa: S101
    return Sitting(db, who.subject_id, page.lesson, page.file, now)


def _decide(sitting: Sitting, asked: Plan) -> None:
    if asked.skip:
        skip_plan(sitting, asked.plan)
    else:
        save_plan(sitting, asked.plan, when=_when(asked, sitting.lesson), say=asked.say.strip())


def _when(asked: Plan, lesson: Lesson) -> str:
    """The learner's own words, else the line that was picked; one that is gone is the first."""
    whens = lesson.plan.whens
    return asked.own.strip() or whens[asked.when if asked.when < len(whens) else 0]


def _reply(
    request: Request, page: LessonPage, piece: str, *, anchor: str, actor: Who, token: str
) -> Response:
    """What has changed for htmx, else back to where it is on the page.

    A visitor who signed in meanwhile has another session: only a new request, with the newer cookie, finds its page.
    """
    if not actor.token_hash:
        return see_other(request, f"{page.url}#{anchor}")
    response: Response
    if wants_piece(request):
        with site_of(request.app).database.look() as connection:
            reading = _reading(request, page, connection, token=token)
        response = HTMLResponse(page.fragment(piece, reading), headers=VARY)
    else:
        response = RedirectResponse(f"{page.url}#{anchor}", status_code=303, headers=VARY)
    remember(request, response, token)
    return response


def _reading(request: Request, page: LessonPage, connection: Connection, *, token: str = "") -> Reading:
    now = site_of(request.app).clock()
    return read_reading(connection, token=token or token_of(request), lesson=page.lesson, now=now)
