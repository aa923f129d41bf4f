"""Plans: all of them on one page, and what a learner does with one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter
from pydantic import Field
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Database
from app.errors import InvalidForm, NotFound
from app.learners.access import Visitor, limited
from app.learners.actions.sessions import keep
from app.learners.who import Who
from app.plans.access import plan_books_of
from app.plans.actions import GONE, adjust, drop, report
from app.plans.plan import Plan, PlanKey, Went, longest_waiting
from app.plans.queries import read_plans
from app.wall_time import local_day
from app.web.context import Context
from app.web.forms import FormBody, FormModel
from app.web.pages import render, safe_next, see_other
from app.web.request import Db, Now

router = APIRouter()

Key = Annotated[
    str, Field(pattern=r"^(lesson\.[a-z0-9-]+\.[a-z0-9-]+|debrief\.[A-Za-z0-9_-]+)$", max_length=200)
]


class ThisPlan(FormModel):
    """`plan` is its `PlanKey` as text."""

    plan: Key

    @property
    def key(self) -> PlanKey:
        return PlanKey.of(self.plan)


class Words(ThisPlan):
    when: Annotated[str, Field(max_length=300)]
    say: Annotated[str, Field(max_length=2000)]


class HowItWent(ThisPlan):
    went: Went
    note: Annotated[str, Field(max_length=2000)] = ""


@dataclass(frozen=True)
class PlansPage(Context):
    """`asked` is the plan that wants to be heard of; `change` the key of one whose words are open, as text."""

    template = "plans/plans.html"
    plans: Sequence[Plan]
    asked: Plan | None
    change: str


@router.get("/plans")
def plans(request: Request, who: Visitor, database: Db, now: Now) -> Response:
    """Every plan, the latest first. `?change=` names one whose words are open for a change."""
    with database.read() as db:
        found = read_plans(db.connection(), plan_books_of(request), subject_id=who.subject_id)
    asked = longest_waiting(found, zone=who.time_zone, today=local_day(now, who.time_zone))
    change = request.query_params.get("change", "")
    return render(request, PlansPage(plans=found, asked=asked, change=change))


@router.post("/plans", dependencies=[limited("plans")])
def change_words(request: Request, form: FormBody, who: Visitor, database: Db, now: Now) -> Response:
    asked = form.into(Words)
    when, say = asked.when.strip(), asked.say.strip()
    if not (when and say):
        raise InvalidForm({"when": "A plan needs a moment and words for it."})
    _do(database, who, now, lambda db, me: adjust(db, asked.key, when=when, say=say, subject_id=me, now=now))
    return see_other(request, f"/plans?notice=plan-changed#{asked.plan}")


@router.post("/plans/drop", dependencies=[limited("plans")])
def drop_plan(request: Request, form: FormBody, who: Visitor, database: Db, now: Now) -> Response:
    key, books = form.into(ThisPlan).key, plan_books_of(request)
    _do(database, who, now, lambda db, me: drop(db, books, key, subject_id=me, now=now))
    return see_other(request, "/plans?notice=plan-dropped")


@router.post("/plans/reports", dependencies=[limited("notes")])
def how_it_went(request: Request, form: FormBody, who: Visitor, database: Db, now: Now) -> Response:
    """Back to where it was asked; after a use, good or bad, to the plan's words."""
    asked = form.into(HowItWent)
    note = asked.note.strip()
    _do(database, who, now, lambda db, me: report(db, asked.key, asked.went, note, subject_id=me, now=now))
    if asked.went is Went.NO_CHANCE:
        came_from = safe_next(urlsplit(request.headers.get("referer", "")).path, "/plans")
        back = came_from if came_from == "/today" else "/plans"
        return see_other(request, f"{back}?notice=plan-no-chance")
    return see_other(request, f"/plans?notice=plan-{asked.went}&change={asked.plan}#{asked.plan}")


def _do(database: Database, who: Who, now: datetime, action: Callable[[Session, str], None]) -> None:
    """Raises NotFound for whoever has no plans, since nothing was kept of them yet."""
    if who.subject_id is None:
        raise NotFound(GONE)
    with database.write() as db:
        keep(db, who, now=now)
        action(db, who.subject_id)
