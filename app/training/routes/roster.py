"""The list of a group: who is expected, changed by hand, and a link for each of them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from app.errors import InvalidForm, NotFound
from app.learners.access import Visitor, allowed, limited
from app.learners.permissions import Act
from app.roster.actions.entries import NOBODY, add_entry, change_entry, remove_entry
from app.roster.entry import Entry
from app.roster.parts import page_of
from app.roster.queries import EntryLine, entry_lines, imports_of
from app.training.access import GroupSeen, group_led
from app.training.roster.actions.links import make_link
from app.training.roster.pages import EntryPage, RemovalPage, RosterPage
from app.training.routes.acting import Acting, Actor
from app.training.routes.forms import EntryForm, SureForm
from app.training.routes.links import join_link
from app.web.form_pages import Nothing, again, filled_in
from app.web.forms import Form, FormBody
from app.web.pages import render, see_other
from app.web.request import Config, Db, Id


def leading(group_id: Id, database: Db, who: Visitor) -> None:
    """Before anything is read that was sent. Raises NotFound."""
    with database.read() as db:
        group_led(db.connection(), who, group_id)


router = APIRouter(
    prefix="/teach/groups/{group_id}/roster", dependencies=[Depends(allowed(Act.TEACH)), Depends(leading)]
)
Teaching = limited("teaching")


@router.get("")
def show(
    request: Request, group_id: Id, actor: Actor, page: Annotated[str, Query(max_length=9)] = ""
) -> Response:
    return render(request, roster_page(actor, group_id, page))


@router.post("/people", dependencies=[Teaching])
def add(request: Request, group_id: Id, actor: Actor, config: Config, form: FormBody) -> Response:
    try:
        entry = _entry(form, config.email_domains)
        with actor.may(Act.TEACH) as by:
            add_entry(by.db, who=by.who, group_id=by.group(group_id).id, entry=entry, now=actor.now)
    except InvalidForm as error:
        return again(request, roster_page(actor, group_id), form, error)
    return see_other(request, f"/teach/groups/{group_id}/roster?notice=roster-added")


@router.get("/people/{entry_id}")
def show_entry(request: Request, group_id: Id, entry_id: Id, actor: Actor) -> Response:
    return render(request, _entry_page(actor, group_id, entry_id))


@router.post("/people/{entry_id}", dependencies=[Teaching])
def change(
    request: Request, group_id: Id, entry_id: Id, *, actor: Actor, config: Config, form: FormBody
) -> Response:
    try:
        entry = _entry(form, config.email_domains)
        with actor.may(Act.TEACH) as by:
            group = by.group(group_id)
            change_entry(by.db, who=by.who, group_id=group.id, key=entry_id, entry=entry, now=actor.now)
    except InvalidForm as error:
        return again(request, _entry_page(actor, group_id, entry_id), form, error)
    return see_other(request, f"/teach/groups/{group_id}/roster/people/{entry_id}?notice=roster-changed")


@router.post("/people/{entry_id}/remove", dependencies=[Teaching])
def remove(request: Request, group_id: Id, entry_id: Id, actor: Actor, form: FormBody) -> Response:
    """First what it does, then done: what is erased cannot come back."""
    if not filled_in(form, SureForm).sure:
        group, line = _line(actor, group_id, entry_id)
        return render(request, RemovalPage(group=group, line=line))
    with actor.may(Act.TEACH) as by:
        group = by.group(group_id)
        remove_entry(by.db, who=by.who, group_id=group.id, key=entry_id, now=actor.now)
    return see_other(request, f"/teach/groups/{group_id}/roster?notice=roster-removed")


@router.post("/people/{entry_id}/link", dependencies=[Teaching])
def invite(request: Request, group_id: Id, entry_id: Id, actor: Actor, form: FormBody) -> Response:
    """Answered at once and not by a redirect: the link stands in no address, and is shown this once."""
    filled_in(form, Nothing)
    with actor.may(Act.TEACH) as by:
        group = by.group(group_id)
        token = make_link(by.db, who=by.who, group_id=group.id, key=entry_id, now=actor.now)
    return render(request, _entry_page(actor, group_id, entry_id, link=join_link(request, token)))


def roster_page(actor: Acting, group_id: str, page: str = "") -> RosterPage:
    """Raises NotFound."""
    with actor.database.read() as db:
        connection = db.connection()
        group = group_led(connection, actor.who, group_id)
        lines = entry_lines(connection, {group.id: group.title})[group.id]
        imports = imports_of(connection, group.id, actor.now)
    cut, pages = page_of(len(lines), page, address=f"/teach/groups/{group_id}/roster", name="page")
    return RosterPage(
        group=group,
        entries=lines[cut],
        pages=pages,
        joined=sum(line.joined_at is not None for line in lines),
        invited=sum(line.joined_at is None and line.invited_at is not None for line in lines),
        imports=imports,
    )


def _entry_page(actor: Acting, group_id: str, entry_id: str, *, link: str = "") -> EntryPage:
    group, line = _line(actor, group_id, entry_id)
    entry = line.entry
    filled = {"name": entry.name, "address": entry.address, "number": entry.number}
    is_over = line.link_is_over(actor.now)
    return EntryPage(group=group, line=line, link=link, is_over=is_over, filled=filled)


def _line(actor: Acting, group_id: str, entry_id: str) -> tuple[GroupSeen, EntryLine]:
    """Raises NotFound."""
    with actor.database.read() as db:
        group = group_led(db.connection(), actor.who, group_id)
        lines = entry_lines(db.connection(), {group.id: group.title}, only=entry_id)[group.id]
    if not lines:
        raise NotFound(NOBODY)
    return group, lines[0]


def _entry(form: Form, domains: tuple[str, ...]) -> Entry:
    """Raises `InvalidForm`."""
    asked = filled_in(form, EntryForm, email_domains=domains)
    return Entry(asked.name, asked.address, asked.number)
