"""The author’s desk, for trainers and admins: every scenario’s x-ray, trials that are kept nowhere, and questions."""

from hashlib import sha256
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from app.author.measures import STRATEGY_WORDS
from app.author.pages import QuestionsPage, ScenariosPage, TrialPage, XrayPage
from app.author.scenario_files import ScenarioFile, find_file, read_file, scenario_listings
from app.author.trial import Trial, read_trial, sign
from app.author.trial_view import trial_view
from app.author.xray_view import xray_view
from app.board.board import OPEN
from app.board.item_view import item_analysis
from app.errors import NotFound, Refused
from app.learners.access import author, limited
from app.learners.who import Who
from app.lessons.library.placement import lessons_of
from app.practice.decisions.queries import MOST, first_plays
from app.scenarios.library import Scenarios
from app.scenarios.scenario import Scenario, Totals
from app.training.access import workplace as workplace_of
from app.training.access import workplaces
from app.training.board.queries import MOST_READERS, site_answers, workplace_answers
from app.web.forms import FormBody, FormModel
from app.web.pages import render, see_other
from app.web.request import Config, Db
from app.web.site import content_of, site_of

router = APIRouter(prefix="/author", dependencies=[Depends(author)])

NO_TRIAL = "This trial’s address is damaged. Begin it again from the x-ray."
NOT_PLAYABLE = "This scenario cannot be played until its errors are gone. The x-ray lists them."
Name = Annotated[str, Path(max_length=200)]
Flags = Annotated[list[str], Query(max_length=200)]
Author = Annotated[Who, Depends(author)]
MOST_PLACES = 50
"""Workplaces to choose from; every other has a link on its own page."""
Total = Annotated[int, Query(ge=-9999, le=9999)]


class Step(FormModel):
    """`choice` is empty for a Continue."""

    trial: Annotated[str, Field(max_length=40_000)]
    choice: Annotated[str, Field(max_length=200)] = ""


@router.get("/scenarios")
def show_list(request: Request) -> Response:
    return render(request, ScenariosPage(scenarios=scenario_listings(_scenarios(request))))


@router.get("/scenarios/{scenario}")
def show_xray(request: Request, scenario: Name, database: Db, config: Config) -> Response:
    scenarios = _scenarios(request)
    file = read_file(scenarios, scenario)
    with database.read() as db:
        plays = first_plays(db.connection(), scenario)
    page = XrayPage(
        xray=xray_view(file, plays, scenarios.known.budget),
        strategy_words=STRATEGY_WORDS,
        most_plays=MOST,
        watched=config.reload,
    )
    return render(request, page)


@router.get("/scenarios/{scenario}/changes")
def changes(request: Request, scenario: Name, config: Config, since: str = "") -> Response:
    """Asked every two seconds by an x-ray or a trial open with `--reload`: nothing, or to load the page again."""
    if not config.reload or _sha(request, scenario) == since:
        return Response(status_code=204)
    return Response(status_code=200, headers={"HX-Refresh": "true"})


@router.get("/scenarios/{scenario}/trial")
def show_trial(  # noqa: PLR0917 – all from the address
    request: Request,
    scenario: Name,
    config: Config,
    at: Annotated[str, Query(max_length=40_000)] = "",
    scene: Annotated[str, Query(max_length=200)] = "",
    flag: Flags = [],  # noqa: B006 – FastAPI copies it
    customer: Total = 0,
    organization: Total = 0,
    colleagues: Total = 0,
    own: Total = 0,
) -> Response:
    """A trial as it stands: one that is under way, or one that begins at the scene with these flags and totals."""
    file = read_file(_scenarios(request), scenario)
    found = _playable(file)
    totals = Totals(customer, organization, colleagues, own)
    trial = _current_trial(request, scenario, at) if at else _new_trial(found, scene, flag, totals)
    page = TrialPage(
        file=file,
        scenario=found,
        trial=trial_view(found, trial),
        origin=trial,
        signed_trial=sign(config.keys, scenario, trial),
        watched=config.reload,
    )
    return render(request, page)


@router.post("/scenarios/{scenario}/trial", dependencies=[limited("trials")])
def take_step(request: Request, scenario: Name, config: Config, form: FormBody) -> Response:
    """Nothing is written: the reply is the address of the next page."""
    step = form.into(Step)
    trial = _current_trial(request, scenario, step.trial).after(step.choice or None)
    trial_view(_playable(read_file(_scenarios(request), scenario)), trial)
    at = urlencode({"at": sign(config.keys, scenario, trial)})
    return see_other(request, f"/author/scenarios/{scenario}/trial?{at}")


@router.get("/lessons/questions")
def show_questions(
    request: Request, database: Db, who: Author, workplace: Annotated[str, Query(max_length=64)] = ""
) -> Response:
    """Of the site, or of one workplace in which whoever reads may make groups. Raises NotFound for any other."""
    with database.read() as db:
        connection = db.connection()
        place = workplace_of(connection, who, workplace) if workplace else None
        answers = workplace_answers(connection, place.id) if place else site_answers(connection)
        places = workplaces(connection, who)[:MOST_PLACES]
    lessons = lessons_of(content_of(request).lessons, {one.lesson for one in answers})
    page = QuestionsPage(item_analysis(answers, lessons), MOST_READERS, OPEN, place, places)
    return render(request, page)


def _new_trial(scenario: Scenario, scene: str, flags: list[str], totals: Totals) -> Trial:
    scene = scene or scenario.start
    if scene not in scenario.scenes:
        raise NotFound("There is no such scene in this scenario. The x-ray lists those there are.")
    return Trial(scene, tuple(sorted(set(flags))), totals)


def _current_trial(request: Request, scenario: str, signed: str) -> Trial:
    trial = read_trial(site_of(request.app).settings.keys, scenario, signed)
    if trial is None:
        raise NotFound(NO_TRIAL)
    return trial


def _playable(file: ScenarioFile) -> Scenario:
    if file.playable is None:
        raise Refused(NOT_PLAYABLE)
    return file.playable


def _sha(request: Request, scenario: str) -> str:
    """Of the file now; empty where it has gone, which is a change too."""
    try:
        return sha256(find_file(_scenarios(request), scenario).data).hexdigest()
    except NotFound:
        return ""


def _scenarios(request: Request) -> Scenarios:
    return content_of(request).scenarios
