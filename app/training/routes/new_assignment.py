"""Setting something for several groups at once, for one, or for some of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from app.assignments.condition import RunCondition
from app.assignments.due_form import Review, opening, read_day, read_due_date, review
from app.assignments.items import Item, Target, TargetKind, items_of
from app.assignments.schedule import Schedule
from app.assignments.wording import nothing_to_set
from app.content.wording import listed
from app.errors import InvalidForm, NotFound
from app.learners.access import allowed, limited
from app.learners.permissions import Act
from app.site_content import SiteContent
from app.training.access import NO_GROUP, GroupSeen, group_led, groups_led
from app.training.assignments.actions import Setting, set_assignment
from app.training.assignments.pages import NewAssignmentPage, choices_of, prefilled, served_of
from app.training.assignments.queries import assignments_of
from app.training.groups.queries import member_lines, members_of
from app.training.routes.acting import Acting, Actor, Changing
from app.training.routes.conditions import unreachable
from app.training.routes.forms import NewAssignmentForm
from app.web.form_pages import again, filled_in
from app.web.forms import Form, FormLimits, form_within
from app.web.notices import with_notice
from app.web.pages import render, see_other
from app.web.request import Content, Id

router = APIRouter(dependencies=[Depends(allowed(Act.TEACH))])
OF_A_GROUP = "/teach/groups/{group_id}/assignments"
SettingForm = Annotated[Form, Depends(form_within(FormLimits(bytes=512 * 1024, fields=6_000)))]
"""With a tick for each person of a group of thousands."""
CHOOSE = "Choose what to set from the list."
CHOOSE_GROUPS = "Choose at least one group."
CHOOSE_PEOPLE = "Choose at least one person, or set it for the whole group."


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody filled in, read, but for the date, which is that of each group’s own clock."""

    target: Target
    title: str
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class ForGroup:
    """For one group: `subjects` is None for all of it, `review` says what is to be known of the date."""

    group: GroupSeen
    schedule: Schedule
    subjects: Sequence[str] | None
    review: Review


@router.get("/teach/assignments/new")
def show_for_groups(request: Request, actor: Actor, content: Content) -> Response:
    return render(request, _page(actor, "", content))


@router.post("/teach/assignments", dependencies=[limited("teaching")])
def make_for_groups(request: Request, actor: Actor, content: Content, form: SettingForm) -> Response:
    return _make(request, actor, "", content, form)


@router.get(f"{OF_A_GROUP}/new")
def show(request: Request, group_id: Id, actor: Actor, content: Content) -> Response:
    return render(request, _page(actor, group_id, content))


@router.post(OF_A_GROUP, dependencies=[limited("teaching")])
def make(request: Request, group_id: Id, actor: Actor, content: Content, form: SettingForm) -> Response:
    return _make(request, actor, group_id, content, form)


def _make(request: Request, actor: Acting, group_id: str, content: SiteContent, form: Form) -> Response:
    """For each group by its own clock, all or none. A date that is past is asked about before anything is set."""
    page = _page(actor, group_id, content)
    page = replace(page, chosen=frozenset({*form.every.get("people", ()), *form.every.get("groups", ())}))
    try:
        given = filled_in(form, NewAssignmentForm)
        asked, parts = _asked(given, page, content, actor)
    except InvalidForm as error:
        return again(request, page, form, error)
    questions, remarks = _told(parts)
    if questions and not given.sure:
        page = replace(page, question=" ".join(questions), remarks=remarks)
        return again(request, page, form, InvalidForm({"sure": " ".join(questions)}))
    with actor.may(Act.TEACH) as by:
        made = [_set(by, one, asked, given, actor.now) for one in parts]
    if len(made) > 1:
        return see_other(request, with_notice("/teach", "assignments-set", n=len(made)))
    url = f"/teach/groups/{parts[0].group.id}/assignments/{made[0]}"
    return see_other(request, with_notice(url, "assignment-set-skipped" if remarks else "assignment-set"))


def _set(by: Changing, part: ForGroup, asked: Asked, given: NewAssignmentForm, now: datetime) -> str:
    """Its id. Raises NotFound for a group that they do not lead any more: then nothing is set for any."""
    setting = Setting(
        target=asked.target,
        title=asked.title,
        items=asked.items,
        condition=given.condition,
        schedule=part.schedule,
        subjects=part.subjects,
    )
    return set_assignment(by.db, who=by.who, group_id=by.group(part.group.id).id, setting=setting, now=now)


def _page(actor: Acting, group_id: str, content: SiteContent) -> NewAssignmentPage:
    """Raises NotFound."""
    served = served_of(content)
    choices = choices_of(served)
    with actor.database.read() as db:
        connection = db.connection()
        group = group_led(connection, actor.who, group_id) if group_id else None
        groups = groups_led(connection, actor.who)
        had = assignments_of(connection, [group.id] if group else [one.id for one in groups], served)
        members = member_lines(connection, group.id) if group else []
    places = {one.workplace.title: one.workplace.time_zone for one in ([group] if group else groups)}
    return NewAssignmentPage(
        group=group,
        groups=[one for one in groups if one.id != group_id],
        zones=listed(sorted(places)),
        choices=choices,
        conditions=list(RunCondition),
        members=members,
        chosen=frozenset(),
        filled=prefilled(choices, had, next(iter(places.values()), actor.who.time_zone), actor.now),
    )


def _asked(
    given: NewAssignmentForm, page: NewAssignmentPage, content: SiteContent, actor: Acting
) -> tuple[Asked, Sequence[ForGroup]]:
    """Raises `InvalidForm` with all that is to be changed, or NotFound for a group that they do not lead."""
    faults: dict[str, str] = {}
    target, items, title = _target(given, content, faults)
    if not faults.get("target") and (reason := unreachable(given.condition, items, content)):
        faults["condition"] = reason
    parts = [
        part
        for group, subjects in _wanted(given, page, faults)
        if (part := _for_group(given, group, subjects, actor, faults))
    ]
    if faults:
        raise InvalidForm(faults)
    return Asked(target, title, items), parts


def _wanted(
    given: NewAssignmentForm, page: NewAssignmentPage, faults: dict[str, str]
) -> list[tuple[GroupSeen, Sequence[str] | None]]:
    """Each group, and for whom of it; None is all. Raises NotFound."""
    known = {one.id: one for one in page.groups}
    if any(name not in known for name in given.groups if page.group is None or name != page.group.id):
        raise NotFound(NO_GROUP)
    wanted: list[tuple[GroupSeen, Sequence[str] | None]] = []
    if page.group:
        wanted.append((page.group, given.people if given.whom == "some" else None))
        if given.whom == "some" and not given.people:
            faults["whom"] = CHOOSE_PEOPLE
    wanted += [(one, None) for name, one in known.items() if name in given.groups]
    if not wanted:
        faults["groups"] = CHOOSE_GROUPS
    return wanted


def _for_group(
    given: NewAssignmentForm,
    group: GroupSeen,
    subjects: Sequence[str] | None,
    actor: Acting,
    faults: dict[str, str],
) -> ForGroup | None:
    """What stands against the date in this workplace is said once, whatever number of groups it has."""
    schedule = _schedule(given, group, actor.now, faults)
    if schedule is None:
        return None
    with actor.database.read() as db:
        owing = len(members_of(db.connection(), group.id) if subjects is None else subjects)
    again_at = schedule.begins(2) if schedule.months else None
    looked = review(schedule.due, opens=schedule.opens, now=actor.now, owing=owing, again_at=again_at)
    if looked.refusal:
        faults["on"] = looked.refusal
    return ForGroup(group, schedule, subjects, looked)


def _told(parts: Sequence[ForGroup]) -> tuple[list[str], list[str]]:
    """Questions, with the group’s name where there are several, and remarks, each once."""
    many = len(parts) > 1
    questions = [
        f"{one.group.title}: {one.review.question}" if many else one.review.question
        for one in parts
        if one.review.question
    ]
    return questions, list(dict.fromkeys(remark for one in parts for remark in one.review.remarks))


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
    return Schedule(opening(due, opens, now), due, now, months, days)
