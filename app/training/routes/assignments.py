"""One assignment, for whoever leads the group: who has met it, and its changes.

A change first says what it does, then is done; a moved date and a withdrawal can be taken back for a day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import APIRouter, Depends
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from app.assignments import wording
from app.assignments.due_form import read_due_date, review
from app.assignments.due_wording import due_words
from app.assignments.items import ItemKind, taken_over
from app.assignments.obligation import Status
from app.errors import InvalidForm, Refused
from app.learners.access import allowed, limited
from app.learners.permissions import Act
from app.learners.who import Who
from app.site_content import SiteContent
from app.training.access import GroupSeen, group_led
from app.training.assignments.actions import excuse, move_date, set_again, take_over, undo_move, withdraw
from app.training.assignments.pages import (
    AssignmentPage,
    ConfirmPage,
    PersonLine,
    questions_of,
    served_of,
)
from app.training.assignments.queries import AssignmentSeen, Owed, assignment, assignment_row, owed_by
from app.training.groups.queries import MemberLine, member_lines
from app.training.routes.acting import Acting, Actor
from app.training.routes.forms import DateForm, ExcuseForm, SureForm
from app.web.form_pages import Nothing, again, filled_in
from app.web.forms import FormBody
from app.web.pages import day, render, see_other
from app.web.request import Content, Id

router = APIRouter(
    prefix="/teach/groups/{group_id}/assignments/{assignment_id}",
    dependencies=[Depends(allowed(Act.TEACH))],
)
Teaching = limited("teaching")
UNDONE_WITHIN = timedelta(days=1)
TOO_LATE = "That was more than a day ago. Set it anew instead."
CHANGED_MEANWHILE = "Somebody has changed this meanwhile. Here is how it is now; yours was not saved."


@dataclass(frozen=True, slots=True)
class Found:
    """An assignment as it stands, and everybody who owes it."""

    group: GroupSeen
    seen: AssignmentSeen
    members: Mapping[str, MemberLine]
    owed: list[Owed]

    def count(self, status: Status) -> int:
        return sum(one.part.status is status for one in self.latest)

    @property
    def latest(self) -> list[Owed]:
        """Of each person the last round they owe."""
        return list({one.subject_id: one for one in sorted(self.owed, key=lambda one: one.number)}.values())


@router.get("")
def show(request: Request, group_id: Id, assignment_id: Id, actor: Actor, content: Content) -> Response:
    return render(request, _page(_found(actor, group_id, assignment_id, content), actor))


@router.post("/date", dependencies=[Teaching])
def move(
    request: Request, group_id: Id, assignment_id: Id, actor: Actor, content: Content, *, form: FormBody
) -> Response:
    found = _found(actor, group_id, assignment_id, content)
    schedule, zone = found.seen.schedule, found.group.workplace.time_zone
    try:
        given = filled_in(form, DateForm)
        due = read_due_date(given.on, given.hour, zone)
        again_at = schedule.begins(2) if schedule.months else None
        open_for = found.count(Status.OPEN)
        looked = review(due, opens=schedule.opens, now=actor.now, owing=open_for, again_at=again_at)
        if looked.refusal:
            raise InvalidForm({"on": looked.refusal})
    except InvalidForm as error:
        return again(request, _page(found, actor), form, error)
    own = sum(one.is_own and one.part.is_open for one in found.latest)
    does = wording.moves_date(open_for - own, found.count(Status.MET), own)
    if not given.sure:
        does = " ".join(filter(None, (does, looked.question, *looked.remarks)))
        fields = {"sequence": str(found.seen.row.sequence), "on": given.on, "hour": given.hour}
        return render(request, _confirm(found, does, "date", fields, "Move the date"))
    with actor.may(Act.TEACH) as by:
        row = assignment_row(by.db.connection(), by.group(group_id).id, assignment_id)
        if given.sequence and given.sequence != str(row.sequence):
            raise Refused(CHANGED_MEANWHILE)
        move_date(by.db, who=by.who, row=row, due=due, now=actor.now)
    return _back(request, group_id, assignment_id, "date-moved")


@router.post("/date/undo", dependencies=[Teaching])
def move_back(request: Request, group_id: Id, assignment_id: Id, actor: Actor, form: FormBody) -> Response:
    filled_in(form, Nothing)
    with actor.may(Act.TEACH) as by:
        row = assignment_row(by.db.connection(), by.group(group_id).id, assignment_id)
        if row.moved_at is None or actor.now - row.moved_at > UNDONE_WITHIN:
            raise Refused(TOO_LATE)
        undo_move(by.db, who=by.who, row=row, now=actor.now)
    return _back(request, group_id, assignment_id, "date-moved-back")


@router.post("/withdraw", dependencies=[Teaching])
def take_back(
    request: Request, group_id: Id, assignment_id: Id, actor: Actor, content: Content, *, form: FormBody
) -> Response:
    given = filled_in(form, SureForm)
    if not given.sure:
        found = _found(actor, group_id, assignment_id, content)
        does = wording.withdraws(found.count(Status.OPEN), found.count(Status.MET))
        return render(request, _confirm(found, does, "withdraw", {}, "Withdraw it"))
    with actor.may(Act.TEACH) as by:
        row = assignment_row(by.db.connection(), by.group(group_id).id, assignment_id)
        withdraw(by.db, who=by.who, row=row, now=actor.now)
    return _back(request, group_id, assignment_id, "withdrawn")


@router.post("/withdraw/undo", dependencies=[Teaching])
def give_again(request: Request, group_id: Id, assignment_id: Id, actor: Actor, form: FormBody) -> Response:
    filled_in(form, Nothing)
    with actor.may(Act.TEACH) as by:
        row = assignment_row(by.db.connection(), by.group(group_id).id, assignment_id)
        if row.withdrawn_at is not None and actor.now - row.withdrawn_at > UNDONE_WITHIN:
            raise Refused(TOO_LATE)
        set_again(by.db, row=row, now=actor.now)
    return _back(request, group_id, assignment_id, "assignment-set")


@router.post("/excuse", dependencies=[Teaching])
def excuse_somebody(
    request: Request, group_id: Id, assignment_id: Id, actor: Actor, form: FormBody
) -> Response:
    """One person, and back again."""
    given = filled_in(form, ExcuseForm)
    with actor.may(Act.TEACH) as by:
        row = assignment_row(by.db.connection(), by.group(group_id).id, assignment_id)
        excused = given.excused == "1"
        excuse(by.db, who=by.who, subject_id=given.subject, row=row, excused=excused, now=actor.now)
    return _back(request, group_id, assignment_id, "excused" if excused else "owes-again")


@router.post("/items", dependencies=[Teaching])
def take_items(
    request: Request, group_id: Id, assignment_id: Id, actor: Actor, content: Content, *, form: FormBody
) -> Response:
    """What has come into the module since: those who owe it then owe that, too."""
    given, served = filled_in(form, SureForm), served_of(content)
    found = _found(actor, group_id, assignment_id, content)
    if not given.sure:
        return render(request, _confirm(found, _takes_over(found), "items", {}, "Take it over"))
    with actor.may(Act.TEACH) as by:
        row = assignment_row(by.db.connection(), by.group(group_id).id, assignment_id)
        items = taken_over(found.seen.items, found.seen.target, served)
        take_over(by.db, row=row, items=items, now=actor.now)
    return _back(request, group_id, assignment_id, "items-taken")


def _found(actor: Acting, group_id: str, assignment_id: str, content: SiteContent) -> Found:
    """Raises NotFound."""
    with actor.database.read() as db:
        connection: Connection = db.connection()
        group = group_led(connection, actor.who, group_id)
        seen = assignment(connection, group.id, assignment_id, served_of(content))
        members = {one.subject_id: one for one in member_lines(connection, group.id)}
        owed = list(owed_by(connection, list(members), [seen], questions_of(content, [seen])))
    return Found(group, seen, members, owed)


def _page(found: Found, actor: Acting) -> AssignmentPage:
    seen, group, who, now = found.seen, found.group, actor.who, actor.now
    zone, row = group.workplace.time_zone, seen.row
    said = (
        wording.vanished(seen.changes.vanished),
        wording.elsewhere(seen.changes.elsewhere, f"this {seen.target.kind}"),
    )
    moved = row.moved_at is not None and now - row.moved_at <= UNDONE_WITHIN
    lines = [_line(one, found.members[one.subject_id], who, zone, now) for one in found.latest]
    return AssignmentPage(
        group=group,
        assignment=seen,
        due=due_words(row.due_at, reader=who.time_zone, workplace=zone, now=now),
        said=[one for one in said if one],
        people=sorted(lines, key=lambda line: (line.status is not Status.OPEN, line.name)),
        takes_over=_takes_over(found) if seen.changes.new and not seen.is_withdrawn else "",
        moved_from=_moved_from(row.moved_from, who, zone, now) if moved else "",
        demand=seen.condition.demand if any(one.kind is ItemKind.SCENARIO for one in seen.items) else "",
        can_undo=row.withdrawn_at is not None and now - row.withdrawn_at <= UNDONE_WITHIN,
        filled={"on": row.due_on, "hour": row.due_hour},
    )


def _line(one: Owed, member: MemberLine, who: Who, zone: str, now: datetime) -> PersonLine:
    part, overdue = one.part, one.part.overdue_by(now).days
    return PersonLine(
        subject_id=member.subject_id,
        name=member.name,
        done=part.done,
        of=part.of,
        status=part.status,
        own=due_words(part.due, reader=who.time_zone, workplace=zone, now=now) if one.is_own else "",
        met=day(part.met_at, who.time_zone) if part.met_at else "",
        late=overdue if overdue > 0 else 0,
        number=one.number,
    )


def _takes_over(found: Found) -> str:
    owing = [one for one in found.latest if one.part.status in {Status.OPEN, Status.MET}]
    met = sum(one.part.status is Status.MET for one in owing)
    return wording.takes_over(found.seen.changes.new, len(owing), met) if found.seen.changes.new else ""


def _moved_from(kept: str, who: Who, zone: str, now: datetime) -> str:
    on, _, hour = kept.partition(" ")
    due = read_due_date(on, hour, zone)
    return due_words(due.instant, reader=who.time_zone, workplace=zone, now=now)


def _confirm(found: Found, does: str, action: str, fields: Mapping[str, str], press: str) -> ConfirmPage:
    return ConfirmPage(found.group, found.seen, does, action, fields, press)


def _back(request: Request, group_id: str, assignment_id: str, notice: str) -> Response:
    return see_other(request, f"/teach/groups/{group_id}/assignments/{assignment_id}?notice={notice}")
