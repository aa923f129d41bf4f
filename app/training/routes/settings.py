"""What a lead may change about a group: its name, who else leads it, how one joins."""

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from app.db import Database
from app.errors import InvalidForm
from app.learners.access import Visitor, allowed, limited
from app.learners.permissions import Act
from app.learners.who import Who
from app.training.access import group_led
from app.training.groups.actions.codes import make_code, revoke_code
from app.training.groups.actions.groups import name_lead, remove_lead, rename_group
from app.training.groups.invitation import DAYS, USUAL_DAYS, USUAL_USES
from app.training.groups.pages import GroupSettingsPage
from app.training.groups.queries import invitation_of, leads_of, trainers_of
from app.training.routes.acting import Actor
from app.training.routes.forms import CodeForm, Somebody, TitleForm
from app.training.routes.links import join_link
from app.web.form_pages import Nothing, again, filled_in
from app.web.forms import FormBody
from app.web.pages import render, see_other
from app.web.request import Db, Id
from app.web.site import site_of

router = APIRouter(prefix="/teach/groups/{group_id}", dependencies=[Depends(allowed(Act.TEACH))])
Teaching = limited("teaching")


@router.get("/settings")
def show(request: Request, group_id: Id, database: Db, who: Visitor) -> Response:
    return render(request, _page(request, database, who, group_id))


@router.post("/title", dependencies=[Teaching])
def rename(request: Request, group_id: Id, actor: Actor, form: FormBody) -> Response:
    try:
        asked = filled_in(form, TitleForm)
    except InvalidForm as error:
        return again(request, _page(request, actor.database, actor.who, group_id), form, error)
    with actor.may(Act.TEACH) as by:
        group = by.group(group_id)
        rename_group(by.db, group_id=group.id, title=asked.title)
    return _back(request, group_id, "group-renamed")


@router.post("/leads", dependencies=[Teaching])
def add(request: Request, group_id: Id, actor: Actor, form: FormBody) -> Response:
    subject = filled_in(form, Somebody).subject
    with actor.may(Act.TEACH) as by:
        group = by.group(group_id)
        place = group.workplace.id
        name_lead(by.db, who=by.who, workplace_id=place, group_id=group.id, subject_id=subject, now=actor.now)
    return _back(request, group_id, "lead-named")


@router.post("/leads/remove", dependencies=[Teaching])
def take_away(request: Request, group_id: Id, actor: Actor, form: FormBody) -> Response:
    """Whoever takes themself away sees the group no more."""
    subject = filled_in(form, Somebody).subject
    with actor.may(Act.TEACH) as by:
        group = by.group(group_id)
        remove_lead(by.db, who=by.who, group_id=group.id, subject_id=subject, now=actor.now)
        mine = subject == by.subject_id
    return (
        see_other(request, "/teach?notice=lead-removed") if mine else _back(request, group_id, "lead-removed")
    )


@router.post("/code", dependencies=[Teaching])
def invite(request: Request, group_id: Id, actor: Actor, form: FormBody) -> Response:
    try:
        asked = filled_in(form, CodeForm)
    except InvalidForm as error:
        return again(request, _page(request, actor.database, actor.who, group_id), form, error)
    with actor.may(Act.TEACH) as by:
        group = by.group(group_id)
        days, most = int(asked.days), int(asked.uses)
        make_code(by.db, who=by.who, group_id=group.id, days=days, most_uses=most, now=actor.now)
    return _back(request, group_id, "code-made")


@router.post("/code/revoke", dependencies=[Teaching])
def revoke(request: Request, group_id: Id, actor: Actor, form: FormBody) -> Response:
    filled_in(form, Nothing)
    with actor.may(Act.TEACH) as by:
        group = by.group(group_id)
        revoke_code(by.db, who=by.who, group_id=group.id, now=actor.now)
    return _back(request, group_id, "code-revoked")


def _page(request: Request, database: Database, who: Who, group_id: str) -> GroupSettingsPage:
    """Raises NotFound."""
    with database.read() as db:
        connection = db.connection()
        group = group_led(connection, who, group_id)
        leads, trainers = (
            leads_of(connection, [group.id])[group.id],
            trainers_of(connection, group.workplace.id),
        )
        invitation = invitation_of(connection, group.id)
    names = {lead.subject_id for lead in leads}
    return GroupSettingsPage(
        group=group,
        leads=leads,
        trainers=[one for one in trainers if one.is_trainer and one.subject_id not in names],
        invitation=invitation,
        works=invitation is not None and invitation.works(site_of(request.app).clock()),
        address=join_link(request, invitation.code) if invitation else "",
        days=DAYS,
        filled={"title": group.title, "days": str(USUAL_DAYS), "uses": str(USUAL_USES)},
    )


def _back(request: Request, group_id: str, notice: str) -> Response:
    return see_other(request, f"/teach/groups/{group_id}/settings?notice={notice}")
