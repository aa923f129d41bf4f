"""What a group may talk about: its scenarios, each as a board and on paper, and its questions. No names anywhere."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from app.errors import NotFound
from app.learners.access import Visitor, allowed
from app.learners.permissions import Act
from app.lessons.library.placement import lessons_of
from app.practice.access import versions_of
from app.scenarios.scenario import Scenario
from app.training.access import group_led
from app.training.board.pages import board_page, boards_page, questions_page, sheet_page
from app.training.board.queries import GroupPlays, board_plays, group_answers, sampled_plays
from app.web.pages import render
from app.web.request import Db, Id
from app.web.site import content_of

router = APIRouter(prefix="/teach/groups/{group_id}", dependencies=[Depends(allowed(Act.TEACH))])
Name = Annotated[str, Path(max_length=200, pattern=r"^[^\x00]+$")]
NO_SCENARIO = "There is no such conversation, and nobody of this group has finished one of that name."


@router.get("/scenarios")
def show_scenarios(request: Request, group_id: Id, database: Db, who: Visitor) -> Response:
    served = content_of(request).scenarios.scenarios
    with database.read() as db:
        connection = db.connection()
        group = group_led(connection, who, group_id)
        plays = sampled_plays(connection, group.id)
    return render(request, boards_page(group, plays, served))


@router.get("/scenarios/{scenario}")
def show_board(request: Request, group_id: Id, scenario: Name, database: Db, who: Visitor) -> Response:
    with database.read() as db:
        connection = db.connection()
        group = group_led(connection, who, group_id)
        found, plays = _played(request, connection, group.id, scenario)
    return render(request, board_page(group, found, plays))


@router.get("/scenarios/{scenario}/sheet")
def show_sheet(request: Request, group_id: Id, scenario: Name, database: Db, who: Visitor) -> Response:
    with database.read() as db:
        connection = db.connection()
        group = group_led(connection, who, group_id)
        found, plays = _played(request, connection, group.id, scenario)
    return render(request, sheet_page(group, found, plays))


@router.get("/questions")
def show_questions(request: Request, group_id: Id, database: Db, who: Visitor) -> Response:
    with database.read() as db:
        connection = db.connection()
        group = group_led(connection, who, group_id)
        answers = group_answers(connection, group.id)
    lessons = lessons_of(content_of(request).lessons, {one.lesson for one in answers})
    return render(request, questions_page(group, answers, lessons))


def _played(
    request: Request, connection: Connection, group_id: str, scenario_id: str
) -> tuple[Scenario, GroupPlays]:
    """The scenario as it is on offer, or as it was last finished there. Raises NotFound where it is neither."""
    plays = board_plays(connection, group_id, scenario_id)
    versions = versions_of(request)
    found = versions.current(scenario_id)
    if found is None and plays.version:
        found = versions.stored.find(connection, scenario_id, plays.version)
    if found is None:
        raise NotFound(NO_SCENARIO)
    return found, plays
