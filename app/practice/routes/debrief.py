"""The pages and forms of a debrief: a prediction, the outcome, a guess at the turning point, and what explains both.

Each is asked for before its answer is shown, since what one has thought about first is remembered.
"""

from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.db import Database
from app.errors import Refused
from app.learners.access import limited
from app.practice.access import hold_attempt, open_transcript, versions_of
from app.practice.attempts.attempt import AttemptKey, Way
from app.practice.attempts.queries import read_evidence
from app.practice.attempts.transcript import transcript_of
from app.practice.debrief.actions import NOT_OVER, begin_replay, guess_turn, make_plan, predict, reflect
from app.practice.debrief.notes import Plan
from app.practice.debrief.pages import debrief_page, prediction_page
from app.practice.debrief.queries.notes import read_notes
from app.scenarios.scenario import Chair
from app.web.forms import FormBody, FormModel
from app.web.pages import render, see_other
from app.web.request import Db, Now

router = APIRouter()

Answer = Literal["", "closer", "same", "away"]
Turn = Annotated[int, Field(ge=0, le=100_000)]
Write = Callable[[Session, AttemptKey], None]


class PredictionForm(FormModel):
    """`skip` passes the question by; so does saying nothing."""

    customer: Answer = ""
    organization: Answer = ""
    colleagues: Answer = ""
    self_: Answer = Field(default="", alias="self")
    skip: Annotated[str, Field(max_length=8)] = ""

    def expected(self) -> dict[Chair, Way | None]:
        said = zip(Chair, (self.customer, self.organization, self.colleagues, self.self_), strict=True)
        return {chair: Way(way) if way and not self.skip else None for chair, way in said}


class GuessForm(FormModel):
    turn: Turn | None = None
    skip: Annotated[str, Field(max_length=8)] = ""


class ReplayForm(FormModel):
    turn: Turn


class ReflectionForm(FormModel):
    text: Annotated[str, Field(max_length=4000)] = ""


class PlanForm(FormModel):
    when: Annotated[str, Field(max_length=300)] = ""
    say: Annotated[str, Field(max_length=2000)] = ""


@router.get("/play/{attempt}/debrief")
def show_debrief(request: Request, attempt: str, database: Db) -> Response:
    """What the conversation came to; before its end, the conversation; before a prediction, the question."""
    with database.read() as db:
        transcript = open_transcript(request, db.connection(), attempt)
        if not transcript.standing.is_finished:
            return RedirectResponse(f"/play/{attempt}", status_code=303)
        notes = read_notes(db.connection(), transcript.standing.key)
        if notes.expected is None:
            return render(request, prediction_page(transcript))
        current = versions_of(request).current(transcript.scenario.id)
        page = debrief_page(db, transcript, notes, current=current)
    return render(request, page)


@router.post("/play/{attempt}/prediction", dependencies=[limited("notes")])
def prediction(request: Request, attempt: str, form: FormBody, database: Db, now: Now) -> Response:
    """For each chair closer, the same or further away; or none of it."""

    def write(db: Session, key: AttemptKey) -> None:
        predict(db, key, form.into(PredictionForm).expected(), now=now)

    _write(request, attempt, database, write)
    return see_other(request, f"/play/{attempt}/debrief")


@router.post("/play/{attempt}/guess", dependencies=[limited("notes")])
def guess(request: Request, attempt: str, form: FormBody, database: Db, now: Now) -> Response:
    """Which line turned it; or none."""

    def write(db: Session, key: AttemptKey) -> None:
        asked = form.into(GuessForm)
        guess_turn(db, key, None if asked.skip else asked.turn, now=now)

    _write(request, attempt, database, write)
    return see_other(request, f"/play/{attempt}/debrief#turning")


@router.post("/play/{attempt}/replays", dependencies=[limited("replays")])
def replay(request: Request, attempt: str, form: FormBody, database: Db, now: Now) -> Response:
    """A new attempt that begins before the line of that turn was said."""
    with database.write() as db:
        connection = db.connection()
        scenario, standing = hold_attempt(request, connection, attempt)
        transcript = transcript_of(scenario, standing, read_evidence(connection, standing.key))
        begun = begin_replay(db, transcript, turn=form.into(ReplayForm).turn, now=now)
    return see_other(request, f"/play/{begun}")


@router.post("/play/{attempt}/reflection", dependencies=[limited("notes")])
def reflection(request: Request, attempt: str, form: FormBody, database: Db, now: Now) -> Response:
    """What the learner writes down for themselves."""

    def write(db: Session, key: AttemptKey) -> None:
        reflect(db, key, form.into(ReflectionForm).text.strip(), now=now)

    _write(request, attempt, database, write)
    return see_other(request, f"/play/{attempt}/debrief?notice=reflection-saved#reflection")


@router.post("/play/{attempt}/plan", dependencies=[limited("plans")])
def plan(request: Request, attempt: str, form: FormBody, database: Db, now: Now) -> Response:
    """When …, I will say …"""

    def write(db: Session, key: AttemptKey) -> None:
        asked = form.into(PlanForm)
        make_plan(db, key, Plan(asked.when.strip(), asked.say.strip()), now=now)

    _write(request, attempt, database, write)
    return see_other(request, f"/play/{attempt}/debrief?notice=plan-saved#plan")


def _write(request: Request, attempt: str, database: Database, write: Write) -> None:
    """Something beside a finished attempt of whoever asks; whether they may is settled before what they sent is read.

    Raises NotFound or Refused.
    """
    with database.write() as db:
        _, standing = hold_attempt(request, db.connection(), attempt)
        if not standing.is_finished:
            raise Refused(NOT_OVER)
        write(db, standing.key)
