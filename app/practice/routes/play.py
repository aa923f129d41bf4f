"""A running attempt: its page, and the things a learner can do there.

Saying a line is what everybody waits for, so it is answered without a page: one select, one update, one insert,
and a redirect. A page’s script follows the redirect and takes the scene alone out of the reply.
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.db import Database
from app.practice.access import open_attempt, seen
from app.practice.attempts.actions import NotNow, go_on, take_back, take_choice
from app.practice.attempts.attempt import Standing
from app.practice.attempts.queries import read_evidence
from app.practice.debrief.actions import write_own_words
from app.practice.play.queries import read_turn_help
from app.practice.play.scene_page import Kind, scene_page
from app.scenarios.scenario import Scenario
from app.web.forms import Form, FormBody, FormModel, read_form
from app.web.pages import render, see_other
from app.web.request import Db, Now

router = APIRouter()

VARY = {"Vary": "HX-Request"}
Turn = Annotated[int, Field(ge=0, le=100_000)]
Id = Annotated[str, Field(max_length=80)]
Act = Callable[[Connection, Scenario, Standing, Form], None]


class Said(FormModel):
    turn: Turn
    scene: Id
    choice: Id


class GoneOn(FormModel):
    turn: Turn
    scene: Id


class TakenBack(FormModel):
    turn: Turn


class Written(FormModel):
    turn: Turn
    text: Annotated[str, Field(max_length=1000)] = ""


async def say(request: Request) -> Response:
    """Say a line."""

    def act(connection: Connection, scenario: Scenario, standing: Standing, form: Form) -> None:
        said = form.into(Said)
        now = request.app.state.clock()
        take_choice(
            connection,
            scenario,
            standing,
            turn=said.turn,
            scene=said.scene,
            choice=said.choice,
            now=now,
        )

    return await _changed(request, act)


async def continue_(request: Request) -> Response:
    """Go on from a scene that only leads on."""

    def act(connection: Connection, scenario: Scenario, standing: Standing, form: Form) -> None:
        here = form.into(GoneOn)
        go_on(
            connection,
            scenario,
            standing,
            turn=here.turn,
            scene=here.scene,
            now=request.app.state.clock(),
        )

    return await _changed(request, act)


async def take_back_line(request: Request) -> Response:
    """Take back the last line, once in an attempt."""

    def act(connection: Connection, scenario: Scenario, standing: Standing, form: Form) -> None:
        here = form.into(TakenBack)
        take_back(connection, scenario, standing, turn=here.turn, now=request.app.state.clock())

    return await _changed(request, act, notice="taken-back")


router.add_route("/play/{attempt}/choices", say, methods=["POST"])
router.add_route("/play/{attempt}/continue", continue_, methods=["POST"])
router.add_route("/play/{attempt}/take-back", take_back_line, methods=["POST"])


@router.get("/play/{attempt}")
def play(request: Request, attempt: str, database: Db) -> Response:
    """The conversation as it stands."""
    with database.read() as db:
        connection = db.connection()
        scenario, standing = open_attempt(request, connection, attempt)
        evidence = read_evidence(connection, standing.key)
        scene = scene_page(scenario, standing, evidence)
        asked = request.query_params.get("coach") == "ask"
        chooses = scene.kind is Kind.CHOICES
        help_ = read_turn_help(connection, scenario, standing, asked=asked) if chooses else None
    return render(request, "practice/attempt.html", partial="practice/_scene.html", scene=scene, help=help_)


@router.post("/play/{attempt}/own-words")
def own_words(request: Request, attempt: str, form: FormBody, database: Db, now: Now) -> Response:
    """What the learner would say by themselves, kept for the turn at hand."""
    with database.write() as db:
        _, standing = open_attempt(request, db.connection(), attempt)
        written = form.into(Written)
        current = written.turn == standing.turn and not standing.is_finished
        if current:
            write_own_words(db, standing.key, written.turn, written.text.strip(), now=now)
            seen(request, db.connection())
    notice = "own-words-kept" if current else "moved-on"
    return see_other(request, f"/play/{attempt}?notice={notice}#own-words")


async def _changed(request: Request, act: Act, *, notice: str = "") -> Response:
    """Back to the conversation, with a sentence where there is one to say."""
    form = await read_form(request)
    said = await _change(request, act, form) or notice
    url = f"/play/{request.path_params['attempt']}"
    return RedirectResponse(f"{url}?notice={said}" if said else url, status_code=303, headers=VARY)


async def _change(request: Request, act: Act, form: Form) -> str:
    """What was asked for, committed when this returns; the notice where it is not possible now, else nothing.

    On SQLite the event loop does it, together with what others asked for at the same moment: that takes less
    time than handing it to a thread.
    """

    def job(connection: Connection) -> None:
        scenario, standing = open_attempt(request, connection, request.path_params["attempt"])
        act(connection, scenario, standing, form)
        seen(request, connection)

    database: Database = request.app.state.database
    try:
        if database.is_sqlite:
            await database.together(job)
        else:
            await run_in_threadpool(_alone, database, job)
    except NotNow as refusal:
        return refusal.notice
    return ""


def _alone(database: Database, job: Callable[[Connection], None]) -> None:
    with database.change() as connection:
        job(connection)
