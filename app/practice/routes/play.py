"""A running attempt: its page, and the things a learner can do there.

Saying a line is what everybody waits for, so it is answered without a page: one select, one update with its insert,
and a redirect. A page’s script follows the redirect and takes the scene alone out of the reply.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from app.db import Database
from app.errors import InvalidForm
from app.learners.access import admit, limited, prolong
from app.learners.who import Who
from app.practice.access import hold_attempt, open_transcript, player_of
from app.practice.attempts.actions import NotNow, go_on, take_back, take_choice
from app.practice.attempts.queries import Player
from app.practice.debrief.actions import write_own_words
from app.practice.play.queries import TurnHelp, read_turn_help
from app.practice.play.scene_view import Kind, SceneView, scene_view
from app.web.context import Context
from app.web.forms import FormBody, FormModel, Model, read_form
from app.web.pages import render, see_other
from app.web.request import Db, Now
from app.web.site import site_of

router = APIRouter()

VARY = {"Vary": "HX-Request"}
Turn = Annotated[int, Field(ge=0, le=100_000)]
Id = Annotated[str, Field(max_length=80)]
Act = Callable[[Connection, Player], Who]


class ChoiceForm(FormModel):
    turn: Turn
    scene: Id
    choice: Id


class ContinueForm(FormModel):
    turn: Turn
    scene: Id


class TakeBackForm(FormModel):
    turn: Turn


class OwnWordsForm(FormModel):
    turn: Turn
    text: Annotated[str, Field(max_length=1000)] = ""


async def say(request: Request) -> Response:
    """Say a line."""
    asked = await _form_of(request, ChoiceForm)
    act = partial(take_choice, turn=asked.turn, scene=asked.scene, choice=asked.choice)
    return await _reply(request, act)


async def continue_(request: Request) -> Response:
    """Go on from a scene that only leads on."""
    asked = await _form_of(request, ContinueForm)
    return await _reply(request, partial(go_on, turn=asked.turn, scene=asked.scene))


async def take_back_line(request: Request) -> Response:
    """Take back the last line, once in an attempt."""
    asked = await _form_of(request, TakeBackForm)
    return await _reply(request, partial(take_back, turn=asked.turn), notice="taken-back")


async def _form_of(request: Request, model: type[Model]) -> Model:
    """The form. Whose attempt it is, is settled before anything is said about a form that cannot be accepted."""
    admit(request, "choices", site_of(request.app).clock())
    form = await read_form(request)
    try:
        return form.into(model)
    except InvalidForm:
        await _database(request).glance(_player(request).open_attempt)
        raise


async def _reply(request: Request, act: Act, *, notice: str = "") -> Response:
    """Back to the conversation once it is kept, with a sentence where there is one to say."""
    player = _player(request)
    try:
        who = await _database(request).together(lambda connection: act(connection, player))
        prolong(request, who, player.now)
    except NotNow as refusal:
        notice = refusal.notice
    url = f"/play/{player.attempt}?notice={notice}" if notice else f"/play/{player.attempt}"
    return RedirectResponse(url, status_code=303, headers=VARY)


def _player(request: Request) -> Player:
    return player_of(request, request.path_params["attempt"], site_of(request.app).clock())


def _database(request: Request) -> Database:
    return site_of(request.app).database


@dataclass(frozen=True)
class AttemptPage(Context):
    """`help` is None where there is nothing to choose."""

    template = "practice/attempt.html"
    partial = "practice/_scene.html"
    scene: SceneView
    help: TurnHelp | None


def play(request: Request) -> Response:
    """The conversation as it stands."""
    with _database(request).read() as db:
        connection = db.connection()
        transcript = open_transcript(request, connection, request.path_params["attempt"])
        scene = scene_view(transcript)
        asked = request.query_params.get("coach") == "ask"
        chooses = scene.kind is Kind.CHOICES
        help_ = read_turn_help(connection, transcript, asked=asked) if chooses else None
    return render(request, AttemptPage(scene=scene, help=help_))


HOT_ROUTES = (
    Route("/play/{attempt}/choices", say, methods=["POST"]),
    Route("/play/{attempt}", play, methods=["GET"]),
    Route("/play/{attempt}/continue", continue_, methods=["POST"]),
    Route("/play/{attempt}/take-back", take_back_line, methods=["POST"]),
)


@router.post("/play/{attempt}/own-words", dependencies=[limited("notes")])
def own_words(request: Request, attempt: str, form: FormBody, database: Db, now: Now) -> Response:
    """What the learner would say by themselves, kept for the turn at hand."""
    with database.write() as db:
        _, standing = hold_attempt(request, db.connection(), attempt)
        asked = form.into(OwnWordsForm)
        current = asked.turn == standing.turn and not standing.is_finished
        if current:
            write_own_words(db, standing.key, asked.turn, asked.text.strip(), now=now)
    notice = "own-words-kept" if current else "moved-on"
    return see_other(request, f"/play/{attempt}?notice={notice}#own-words")
