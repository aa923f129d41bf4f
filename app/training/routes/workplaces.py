"""Workplaces, for admins: made, and given their trainers."""

from collections.abc import Callable
from dataclasses import replace

from fastapi import APIRouter, Depends
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from app.db import Database
from app.errors import InvalidForm
from app.learners import time_zones
from app.learners.access import Visitor, allowed, limited
from app.learners.permissions import Act
from app.learners.who import Who
from app.training.access import WorkplaceSeen, group_of_workplace, groups_led, workplace
from app.training.groups.actions.groups import add_lead
from app.training.groups.actions.workplaces import (
    change_workplace,
    make_workplace,
    name_trainer,
    remove_trainer,
)
from app.training.groups.pages import WorkplacePage, WorkplacesPage
from app.training.groups.queries import PAGE, find_accounts, groups_of, trainers_of, workplace_counts
from app.training.routes.acting import Acting, Actor
from app.training.routes.forms import OneGroup, Somebody, WorkplaceForm
from app.ulid import is_ulid
from app.web.form_pages import again, filled_in
from app.web.forms import Form, FormBody
from app.web.pages import render, see_other
from app.web.request import Db, Id

manager = allowed(Act.MANAGE_WORKPLACES)
router = APIRouter(prefix="/admin/workplaces", dependencies=[Depends(manager)])
Teaching = limited("teaching")
Change = Callable[..., None]


@router.get("")
def show_workplaces(request: Request, database: Db, who: Visitor, after: str = "") -> Response:
    page = _workplaces(database, after if is_ulid(after) else "")
    return render(request, replace(page, filled={"time_zone": who.time_zone}))


@router.post("", dependencies=[Teaching])
def make(request: Request, actor: Actor, form: FormBody) -> Response:
    try:
        asked = filled_in(form, WorkplaceForm)
    except InvalidForm as error:
        return again(request, _workplaces(actor.database), form, error)
    with actor.may(Act.MANAGE_WORKPLACES) as by:
        title, zone = asked.title, asked.time_zone
        made = make_workplace(by.db, who=by.who, title=title, time_zone=zone, now=actor.now)
    return see_other(request, f"/admin/workplaces/{made}?notice=workplace-made")


@router.get("/{workplace_id}")
def show_workplace(
    request: Request, workplace_id: Id, database: Db, who: Visitor, *, q: str = "", after: str = ""
) -> Response:
    """`q` looks for trainers to name; `after` is where a page of groups begins."""
    search = q.replace("\x00", "").strip()[:100]
    with database.read() as db:
        place = after if is_ulid(after) else ""
        page = _workplace(db.connection(), who, workplace_id, search=search, after=place)
    return render(request, page)


@router.post("/{workplace_id}", dependencies=[Teaching])
def change(request: Request, workplace_id: Id, actor: Actor, form: FormBody) -> Response:
    try:
        asked = filled_in(form, WorkplaceForm)
    except InvalidForm as error:
        with actor.database.read() as db:
            page = _workplace(db.connection(), actor.who, workplace_id)
        return again(request, page, form, error)
    with actor.may(Act.MANAGE_WORKPLACES) as by:
        found = by.workplace(workplace_id)
        change_workplace(by.db, workplace_id=found.id, title=asked.title, time_zone=asked.time_zone)
    return see_other(request, f"/admin/workplaces/{workplace_id}?notice=workplace-changed")


@router.post("/{workplace_id}/trainers", dependencies=[Teaching])
def name(request: Request, workplace_id: Id, actor: Actor, form: FormBody) -> Response:
    _change_trainer(name_trainer, workplace_id, actor, form)
    return see_other(request, f"/admin/workplaces/{workplace_id}?notice=trainer-named")


@router.post("/{workplace_id}/trainers/remove", dependencies=[Teaching])
def remove(request: Request, workplace_id: Id, actor: Actor, form: FormBody) -> Response:
    _change_trainer(remove_trainer, workplace_id, actor, form)
    return see_other(request, f"/admin/workplaces/{workplace_id}?notice=trainer-removed")


@router.post("/{workplace_id}/leads", dependencies=[Teaching])
def become_lead(request: Request, workplace_id: Id, actor: Actor, form: FormBody) -> Response:
    """An admin sees nobody’s lines before that; the log and the group’s own page say it."""
    group = filled_in(form, OneGroup).group
    with actor.may(Act.MANAGE_WORKPLACES) as by:
        found = group_of_workplace(by.db.connection(), by.who, workplace_id, group)
        add_lead(by.db, who=by.who, group_id=found, subject_id=by.subject_id, now=actor.now)
    return see_other(request, f"/teach/groups/{group}?notice=lead-named")


def _change_trainer(change: Change, workplace_id: str, actor: Acting, form: Form) -> None:
    subject = filled_in(form, Somebody).subject
    with actor.may(Act.MANAGE_WORKPLACES) as by:
        place = by.workplace(workplace_id).id
        change(by.db, who=by.who, workplace_id=place, subject_id=subject, now=actor.now)


def _workplaces(database: Database, after: str = "") -> WorkplacesPage:
    with database.read() as db:
        found = workplace_counts(db.connection(), after=after)
    return WorkplacesPage(
        workplaces=found[:PAGE],
        after=found[PAGE - 1].workplace.id if len(found) > PAGE else "",
        later=bool(after),
        zones=time_zones.by_region(),
        spoken=time_zones.spoken,
    )


def _workplace(
    connection: Connection, who: Who, workplace_id: str, *, search: str = "", after: str = ""
) -> WorkplacePage:
    found: WorkplaceSeen = workplace(connection, who, workplace_id)
    groups = groups_of(connection, found.id, after=after)
    return WorkplacePage(
        workplace=found,
        trainers=trainers_of(connection, found.id),
        groups=groups[:PAGE],
        after=groups[PAGE - 1].id if len(groups) > PAGE else "",
        later=bool(after),
        led=frozenset(group.id for group in groups_led(connection, who)),
        search=search,
        found=find_accounts(connection, search) if search else [],
        zones=time_zones.by_region(),
        spoken=time_zones.spoken,
        filled={"title": found.title, "time_zone": found.time_zone},
    )
