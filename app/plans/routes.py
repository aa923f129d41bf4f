"""Plans: all of them, page by page, and what a learner does with one."""

import re
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
from app.learners.access import Visitor, act_as, limited
from app.learners.who import Who
from app.plans.access import plan_books_of
from app.plans.actions import GONE, adjust, drop, report
from app.plans.plan import Plan, PlanKey, Went
from app.plans.queries import PlanList, read_plans, read_whole_plan, waiting_plan
from app.wall_time import local_day
from app.web.context import Context
from app.web.forms import FormBody, FormModel
from app.web.pages import render, safe_next, see_other
from app.web.request import Db, Now

router = APIRouter()

KEY, LONGEST_KEY = r"^(lesson\.[a-z0-9-]+\.[a-z0-9-]+|debrief\.[A-Za-z0-9_-]+)$", 200
Key = Annotated[str, Field(pattern=KEY, max_length=LONGEST_KEY)]


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
    """`asked` is the plan that wants to be heard of; `change` the key of one whose words are open, as text.

    `after` is the key after which the next page begins, as text, empty on the last; `part` says that there are plans
    besides these.
    """

    template = "plans/plans.html"
    plans: Sequence[Plan]
    asked: Plan | None
    change: str
    after: str
    part: bool


@router.get("/plans")
def plans(request: Request, who: Visitor, database: Db, now: Now) -> Response:
    """The latest plans, or those `?after=` one, or `?only=` one with more of its reports. `?change=` opens one's words.

    With `?only=`, `?before=` leads to earlier reports.
    """
    asked = {name: request.query_params.get(name, "") for name in ("after", "only", "change", "before")}
    books, mine, today = plan_books_of(request), who.subject_id, local_day(now, who.time_zone)
    with database.read() as db:
        connection = db.connection()
        found = read_plans(connection, books, subject_id=mine, after=_key(asked["after"]))
        only = _key(asked["only"]) or _elsewhere(_key(asked["change"]), found)
        whole = only and read_whole_plan(connection, books, only, subject_id=mine, before=asked["before"])
        waiting = waiting_plan(connection, books, subject_id=mine, zone=who.time_zone, today=today)
    if asked["only"] and not whole:
        raise NotFound(GONE)
    shown = PlanList([whole]) if whole else found
    page = PlansPage(
        plans=shown.plans,
        asked=waiting,
        change=asked["change"],
        after=str(shown.after or ""),
        part=bool(whole or asked["after"]),
    )
    return render(request, page)


def _key(text: str) -> PlanKey | None:
    return PlanKey.of(text) if re.fullmatch(KEY, text) and len(text) <= LONGEST_KEY else None


def _elsewhere(key: PlanKey | None, found: PlanList) -> PlanKey | None:
    """A plan whose words are to be changed is shown, on whatever page it would be."""
    return key if key is not None and all(plan.key != key for plan in found.plans) else None


@router.post("/plans", dependencies=[limited("plans")])
def change_words(request: Request, form: FormBody, who: Visitor, database: Db, now: Now) -> Response:
    asked = form.into(Words)
    when, say = asked.when.strip(), asked.say.strip()
    if not (when and say):
        raise InvalidForm({"when": "A plan needs a moment and words for it."})
    _do(
        request,
        database,
        who,
        now,
        lambda db, me: adjust(db, asked.key, when=when, say=say, subject_id=me, now=now),
    )
    return see_other(request, f"/plans?notice=plan-changed#{asked.plan}")


@router.post("/plans/drop", dependencies=[limited("plans")])
def drop_plan(request: Request, form: FormBody, who: Visitor, database: Db, now: Now) -> Response:
    key, books = form.into(ThisPlan).key, plan_books_of(request)
    _do(request, database, who, now, lambda db, me: drop(db, books, key, subject_id=me, now=now))
    return see_other(request, "/plans?notice=plan-dropped")


@router.post("/plans/reports", dependencies=[limited("notes")])
def how_it_went(request: Request, form: FormBody, who: Visitor, database: Db, now: Now) -> Response:
    """Back to where it was asked; after a use, good or bad, to the plan's words."""
    asked = form.into(HowItWent)
    note = asked.note.strip()
    _do(
        request,
        database,
        who,
        now,
        lambda db, me: report(db, asked.key, asked.went, note, subject_id=me, now=now),
    )
    if asked.went is Went.NO_CHANCE:
        came_from = safe_next(urlsplit(request.headers.get("referer", "")).path, "/plans")
        back = came_from if came_from == "/today" else "/plans"
        return see_other(request, f"{back}?notice=plan-no-chance")
    return see_other(request, f"/plans?notice=plan-{asked.went}&change={asked.plan}#{asked.plan}")


def _do(
    request: Request, database: Database, who: Who, now: datetime, action: Callable[[Session, str], None]
) -> None:
    """Raises NotFound for whoever has no plans, since nothing was kept of them yet."""
    if who.subject_id is None:
        raise NotFound(GONE)
    with database.write() as db:
        who, _ = act_as(request, db, who, now)
        action(db, who.subject_id or "")
