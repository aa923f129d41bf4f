"""Setting something for a group, or for some of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from fastapi import APIRouter, Depends
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from app.assignments.condition import RunCondition
from app.assignments.due_form import Review, read_day, read_due_date, review
from app.assignments.items import Item, Target, TargetKind, items_of
from app.assignments.schedule import Schedule
from app.assignments.wording import nothing_to_set
from app.errors import InvalidForm
from app.learners.access import allowed, limited
from app.learners.permissions import Act
from app.learners.who import Who
from app.site_content import SiteContent
from app.training.access import GroupSeen, group_led
from app.training.assignments.actions import Setting, set_assignment
from app.training.assignments.pages import NewAssignmentPage, choices_of, prefilled, served_of
from app.training.assignments.queries import assignments_of
from app.training.groups.queries import member_lines, members_of
from app.training.routes.acting import Actor
from app.training.routes.conditions import unreachable
from app.training.routes.forms import NewAssignmentForm
from app.web.form_pages import again, filled_in
from app.web.forms import FormBody
from app.web.pages import render, see_other
from app.web.request import Content, Id

router = APIRouter(prefix="/teach/groups/{group_id}/assignments", dependencies=[Depends(allowed(Act.TEACH))])
CHOOSE = "Choose what to set from the list."
CHOOSE_PEOPLE = "Choose at least one person, or set it for the whole group."


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody filled in, read. `review` says what is to be known of the date."""

    target: Target
    title: str
    items: Sequence[Item]
    schedule: Schedule
    review: Review


@router.get("/new")
def show(request: Request, group_id: Id, actor: Actor, content: Content) -> Response:
    with actor.database.read() as db:
        page = _page(db.connection(), actor.who, group_id, content, actor.now)
    return render(request, page)


@router.post("", dependencies=[limited("teaching")])
def make(request: Request, group_id: Id, actor: Actor, content: Content, form: FormBody) -> Response:
    """A date that is past is asked about first; nothing is set until somebody says yes."""
    with actor.database.read() as db:
        page = _page(db.connection(), actor.who, group_id, content, actor.now)
        owing = len(members_of(db.connection(), group_id))
    chosen = frozenset(form.every.get("people", ()))
    page = replace(page, chosen=chosen)
    try:
        given = filled_in(form, NewAssignmentForm)
        asked = _asked(given, page.group, content, actor.now, owing if given.whom == "all" else len(chosen))
    except InvalidForm as error:
        return again(request, page, form, error)
    if asked.review.question and not given.sure:
        page = replace(page, question=asked.review.question, remarks=asked.review.remarks)
        return again(request, page, form, InvalidForm({"sure": asked.review.question}))
    setting = Setting(
        target=asked.target,
        title=asked.title,
        items=asked.items,
        condition=given.condition,
        schedule=asked.schedule,
        subjects=None if given.whom == "all" else given.people,
    )
    with actor.may(Act.TEACH) as by:
        group = by.group(group_id)
        made = set_assignment(by.db, who=by.who, group_id=group.id, setting=setting, now=actor.now)
    notice = "assignment-set-skipped" if asked.review.remarks else "assignment-set"
    return see_other(request, f"/teach/groups/{group_id}/assignments/{made}?notice={notice}")


def _page(
    connection: Connection, who: Who, group_id: str, content: SiteContent, now: datetime
) -> NewAssignmentPage:
    """Raises NotFound."""
    group, served = group_led(connection, who, group_id), served_of(content)
    choices = choices_of(served)
    had = assignments_of(connection, [group.id], served)
    return NewAssignmentPage(
        group=group,
        choices=choices,
        conditions=list(RunCondition),
        members=member_lines(connection, group.id),
        chosen=frozenset(),
        filled=prefilled(choices, had, group.workplace.time_zone, now),
    )


def _asked(
    given: NewAssignmentForm, group: GroupSeen, content: SiteContent, now: datetime, owing: int
) -> Asked:
    """Raises `InvalidForm` with all that is to be changed."""
    faults: dict[str, str] = {}
    target, items, title = _target(given, content, faults)
    if not faults.get("target") and (reason := unreachable(given.condition, items, content)):
        faults["condition"] = reason
    if given.whom == "some" and not given.people:
        faults["whom"] = CHOOSE_PEOPLE
    schedule = _schedule(given, group, now, faults)
    looked = Review()
    if schedule is not None:
        again_at = schedule.begins(2) if schedule.months else None
        looked = review(schedule.due, opens=schedule.opens, now=now, owing=owing, again_at=again_at)
        if looked.refusal:
            faults["on"] = looked.refusal
    if faults or schedule is None:
        raise InvalidForm(faults)
    return Asked(target, title, items, schedule, looked)


def _target(
    given: NewAssignmentForm, content: SiteContent, faults: dict[str, str]
) -> tuple[Target, Sequence[Item], str]:
    kind, _, name = given.target.partition(":")
    served = served_of(content)
    if kind not in set(TargetKind):
        faults["target"] = CHOOSE
        return Target(TargetKind.MODULE, ""), (), ""
    target = Target(TargetKind(kind), name)
    items, title = items_of(target, served), served.title(target)
    if title is None:
        faults["target"] = CHOOSE
    elif not items:
        faults["target"] = nothing_to_set(kind)
    return target, items, title or ""


def _schedule(
    given: NewAssignmentForm, group: GroupSeen, now: datetime, faults: dict[str, str]
) -> Schedule | None:
    opens, due = date.min, None
    try:
        opens = read_day(given.opens)
    except ValueError as fault:
        faults["opens"] = str(fault)
    try:
        due = read_due_date(given.on, given.hour, group.workplace.time_zone)
    except InvalidForm as error:
        faults.update(error.faults)
    if due is None or "opens" in faults:
        return None
    months = int(given.months) if given.months else None
    days = int(given.later) if given.later else None
    return Schedule(opens, due, now, months, days)
