"""A trainer’s own pages: all their groups, and each of them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from app.errors import InvalidForm
from app.learners.access import Visitor, allowed, limited
from app.learners.permissions import Act
from app.learners.who import Who
from app.training.access import group_led, groups_led, workplaces
from app.training.assignments.pages import assignment_lines, questions_of, served_of
from app.training.assignments.queries import assignments_of, owed_by
from app.training.groups.actions.groups import make_group
from app.training.groups.pages import GroupLine, TeachPage
from app.training.groups.queries import invitation_of, member_counts, member_lines
from app.training.pages import GroupPage
from app.training.routes.acting import Actor
from app.training.routes.forms import ID, GroupForm
from app.training.routes.links import join_link
from app.web.form_pages import again, filled_in
from app.web.forms import FormBody
from app.web.pages import render, see_other
from app.web.request import Content, Db

trainer = allowed(Act.TEACH)
router = APIRouter(prefix="/teach", dependencies=[Depends(trainer)])
Id = Annotated[str, Path(pattern=ID)]


@router.get("")
def show_groups(request: Request, database: Db, who: Visitor) -> Response:
    with database.read() as db:
        page = _teach(db.connection(), who)
    return render(request, page)


@router.post("/groups", dependencies=[limited("teaching")])
def make(request: Request, actor: Actor, form: FormBody) -> Response:
    try:
        asked = filled_in(form, GroupForm)
    except InvalidForm as error:
        with actor.database.read() as db:
            page = _teach(db.connection(), actor.who)
        return again(request, page, form, error)
    with actor.may(Act.TEACH) as by:
        place = by.workplace(asked.workplace).id
        made = make_group(by.db, who=by.who, workplace_id=place, title=asked.title, now=actor.now)
    return see_other(request, f"/teach/groups/{made}/settings?notice=group-made")


@router.get("/groups/{group_id}")
def show_group(request: Request, group_id: Id, actor: Actor, content: Content) -> Response:
    who, now = actor.who, actor.now
    with actor.database.read() as db:
        connection = db.connection()
        group = group_led(connection, who, group_id)
        members, invitation = member_lines(connection, group.id), invitation_of(connection, group.id)
        found = assignments_of(connection, [group.id], served_of(content))
        owed = owed_by(connection, [one.subject_id for one in members], found, questions_of(content, found))
    works = invitation is not None and invitation.works(now)
    address = join_link(request, invitation.code) if invitation and works else ""
    page = GroupPage(
        group=group,
        members=members,
        assignments=assignment_lines(found, owed, who.time_zone, now),
        invitation=invitation if works else None,
        address=address,
    )
    return render(request, page)


def _teach(connection: Connection, who: Who) -> TeachPage:
    groups = groups_led(connection, who)
    counts = member_counts(connection, [group.id for group in groups])
    lines = [GroupLine(group, counts[group.id]) for group in groups]
    return TeachPage(groups=lines, workplaces=workplaces(connection, who))
