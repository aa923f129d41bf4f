"""Courses, Today and Progress: where somebody stands in everything there is, and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.errors import NotFound
from app.learners.access import current_in
from app.progress.chair_history import chair_lines
from app.progress.course_view import Item
from app.progress.history import AttemptRecord, Bars
from app.progress.next_step import Step, latest_of_each, next_step, replay_step, weakest_chair
from app.progress.pages import (
    AttemptsPage,
    CoursePage,
    CoursesPage,
    Overview,
    ProgressPage,
    TodayPage,
    reminders,
    set_for,
)
from app.progress.queries.attempts import PAGE
from app.progress.scenario_tries import latest_of, tries
from app.scenarios.scenario import Scenario
from app.training.assignments.pages import OwedLine, owed_lines
from app.web.pages import render
from app.web.request import Content, Db, Now

router = APIRouter()


@router.get("/learn")
def learn(request: Request, content: Content, database: Db) -> Response:
    """The courses; where there is one, straight to it."""
    courses = content.lessons.courses
    if len(courses) == 1:
        return RedirectResponse(f"/courses/{next(iter(courses))}", status_code=303)
    with database.read() as db:
        page = CoursesPage(courses=_overview(request, db).courses)
    return render(request, page)


@router.get("/courses/{course}")
def course(request: Request, course: str, content: Content, now: Now, database: Db) -> Response:
    with database.read() as db:
        overview = _overview(request, db)
        if course not in content.lessons.courses:
            raise NotFound("There is no such course. Learn lists those there are.")
        view = overview.course(course)
        page = CoursePage(
            view=view,
            step=next_step(list(view.items)),
            has_begun=overview.history.has_begun,
            certificates=overview.certificates(),
            set_for=set_for(_owed(request, overview, db, now)),
        )
    return render(request, page)


@router.get("/today")
def today(request: Request, now: Now, database: Db) -> Response:
    """One next step, and what comes back."""
    with database.read() as db:
        overview = _overview(request, db)
        step, who = _step_of_today(overview), overview.who
        owed = _owed(request, overview, db, now)
        page = TodayPage(
            step=step,
            is_new=_is_new(overview, step),
            reminders=reminders(request, who, db, now),
            owed=owed,
            set_item=overview.item_of(owed[0].left[0]) if owed else None,
            is_extra=step.item is not None
            and all(step.item != overview.item_of(one.left[0]) for one in owed),
        )
    return render(request, page)


@router.get("/progress")
def progress(request: Request, now: Now, database: Db) -> Response:
    """Everything finished and begun, the attempts with how they ended, and the four chairs over time."""
    with database.read() as db:
        overview = _overview(request, db)
        page = _progress_page(overview, _owed(request, overview, db, now))
    return render(request, page)


@router.get("/progress/attempts")
def earlier_attempts(
    request: Request, database: Db, before: Annotated[str, Query(max_length=40)] = ""
) -> Response:
    """A page of the attempts that were begun before another; the latest where none is named."""
    with database.read() as db:
        page = _attempts_page(_overview(request, db), before)
    return render(request, page)


def _overview(request: Request, db: Session) -> Overview:
    return Overview(request, current_in(db, request), db)


def _owed(request: Request, overview: Overview, db: Session, now: datetime) -> list[OwedLine]:
    """What is set and open, what is due first coming first. Only accounts belong to groups."""
    who = overview.who
    owed = owed_lines(request, db.connection(), who, now) if who.signed_in else []
    return [one for one in owed if one.is_open]


def _step_of_today(overview: Overview) -> Step:
    step = next_step(overview.items)
    if step.kind != "replay":
        return step
    latest = latest_of_each(overview.attempts)
    return replay_step(weakest_chair(latest, overview.bars_of(latest)), overview.items)


def _progress_page(overview: Overview, owed: Sequence[OwedLine]) -> ProgressPage:
    finished = [made for made in overview.attempts if made.finished_at]
    bars = overview.bars_of(finished)
    return ProgressPage(
        courses=overview.courses,
        tries=latest_of(tries(overview.attempts, bars), {made.id for made in overview.attempts[-PAGE:]}),
        earlier=_first_of(overview.attempts),
        practice=_practice(finished, bars, overview.items),
        titles=_titles(overview.scenarios),
        finished=finished,
        bars=bars,
        lines=chair_lines(finished, bars),
        has_begun=overview.history.has_begun,
        certificates=overview.certificates(),
        set_for=set_for(owed),
    )


def _attempts_page(overview: Overview, before: str) -> AttemptsPage:
    found = overview.earlier_attempts(before)
    shown = found[-PAGE:]
    bars = overview.bars_of([made for made in shown if made.finished_at])
    return AttemptsPage(
        tries=[replace(one, marks={}) for one in tries(shown, bars)],
        titles=_titles(overview.scenarios),
        bars=bars,
        earlier=_first_of(found),
    )


def _first_of(attempts: Sequence[AttemptRecord]) -> str:
    """The first on the page, where there are more before it."""
    return attempts[-PAGE].id if len(attempts) > PAGE else ""


def _is_new(overview: Overview, step: Step) -> bool:
    return step.kind in {"lesson", "scenario"} and not overview.history.has_begun


def _practice(
    finished: Sequence[AttemptRecord], bars: Mapping[str, Bars], items: Sequence[Item]
) -> Step | None:
    """The scenario that serves the weakest chair; None before anything can be said of the chairs."""
    weakest = weakest_chair(latest_of_each(finished), bars)
    step = replay_step(weakest, items)
    return step if step.chair else None


def _titles(scenarios: Mapping[str, Scenario]) -> dict[str, str]:
    return {scenario.id: scenario.title for scenario in scenarios.values()}
