"""A trainer’s own pages: all their groups, and each of them."""

from collections.abc import Sequence
from dataclasses import replace

from fastapi import APIRouter, Depends
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from app.content.paused_collector import paused_collector
from app.errors import InvalidForm
from app.learners.access import allowed, limited
from app.learners.permissions import Act
from app.site_content import SiteContent
from app.training.access import WorkplaceSeen
from app.training.assignments.rounds.pages import assignment_lines
from app.training.groups.actions.groups import make_group
from app.training.groups.queries import invitation_of
from app.training.memberships.queries import LedGroup, led_and_workplaces, led_group
from app.training.overview.needs_word import SHOWN
from app.training.overview.pages import Clocks, needs_view, table_view
from app.training.overview.table_address import read_view
from app.training.pages import GroupPage, table_rows, top_of
from app.training.routes.acting import Acting, Actor
from app.training.routes.forms import GroupForm
from app.training.routes.links import join_link
from app.training.teach.group_list import ALL, GROUPS, NEEDS, Asked, read_asked
from app.training.teach.pages import Everybody, NeedsPage, TeachPage
from app.training.teach.stretch import stretch
from app.training.whole_groups.pages import GroupRead, read_groups
from app.web.form_pages import again, filled_in
from app.web.forms import FormBody
from app.web.pages import render, see_other
from app.web.request import Content, Id

PATH, REST = "/teach", "/teach/needs-a-word"
Places = Sequence[WorkplaceSeen]
router = APIRouter(prefix=PATH, dependencies=[Depends(allowed(Act.TEACH))])


@router.get("")
def show_groups(request: Request, actor: Actor, content: Content) -> Response:
    with actor.database.read() as db:
        page = _teach(db.connection(), actor, content, read_asked(request.query_params))
    return render(request, page)


@router.get("/needs-a-word")
def show_needs(request: Request, actor: Actor, content: Content) -> Response:
    """The rest of the list with which the page of all groups opens."""
    with actor.database.read() as db:
        every, _ = _everybody(db.connection(), actor, content)
    found = stretch(
        every.needs, lambda need: need.key, after=read_asked(request.query_params).after, size=NEEDS
    )
    page = NeedsPage(
        needs=every.needs_view(found.items, most=NEEDS),
        first_url="" if found.is_first else REST,
        following_url=f"{REST}{Asked(after=found.following).query}" if found.following else "",
    )
    return render(request, page)


@router.post("/groups", dependencies=[limited("teaching")])
def make(request: Request, actor: Actor, content: Content, form: FormBody) -> Response:
    try:
        asked = filled_in(form, GroupForm)
    except InvalidForm as error:
        with actor.database.read() as db:
            page = _teach(db.connection(), actor, content)
        return again(request, page, form, error)
    with actor.may(Act.TEACH) as by:
        place = by.workplace(asked.workplace).id
        made = make_group(by.db, who=by.who, workplace_id=place, title=asked.title, now=actor.now)
    return see_other(request, f"/teach/groups/{made}/settings?notice=group-made")


@router.get("/groups/{group_id}")
def show_group(request: Request, group_id: Id, actor: Actor, content: Content) -> Response:
    """The table by whatever its address says; `?only=needs-a-word` is the rest of who needs a word."""
    with actor.database.read() as db:
        led = led_group(db.connection(), actor.who, group_id, actor.now)
        with paused_collector(len(led.members)):
            page = _group_page(request, db.connection(), led, actor, content)
    return render(request, page)


def _group_page(
    request: Request, connection: Connection, led: LedGroup, actor: Acting, content: SiteContent
) -> GroupPage:
    who, now, group = actor.who, actor.now, led.group
    (read,) = read_groups(connection, [led], content, now)
    invitation = invitation_of(connection, group.id)
    works = invitation is not None and invitation.works(now)
    needs = read.needs(now)
    return GroupPage(
        group=group,
        top=top_of(read, who, now),
        needs=needs_view(needs, links=read.links, rest_url=f"{read.url}?only=needs-a-word#people"),
        table=table_view(
            table_rows(read, needs, now),
            read_view(request.query_params),
            path=read.url,
            person_url=read.url_of,
            clocks=Clocks(now, who.time_zone, group.workplace.time_zone),
        ),
        assignments=assignment_lines(read.rounds(now), who.time_zone, now),
        invitation=invitation if works else None,
        address=join_link(request, invitation.code) if invitation and works else "",
    )


def _everybody(connection: Connection, actor: Acting, content: SiteContent) -> tuple[Everybody, Places]:
    led, places = led_and_workplaces(connection, actor.who, actor.now)
    return Everybody.read(connection, led, content, actor.who, actor.now), places


def _teach(connection: Connection, actor: Acting, content: SiteContent, asked: Asked = ALL) -> TeachPage:
    every, places = _everybody(connection, actor, content)
    found = stretch(every.groups_found(asked.search), _id_of, after=asked.after, size=GROUPS)
    following, first = replace(asked, after=found.following), replace(asked, after="")
    return TeachPage(
        groups=[every.line(one) for one in found.items],
        total=len(every.reads),
        search=asked.search,
        first_url="" if found.is_first else f"{PATH}{first.query}#groups-title",
        following_url=f"{PATH}{following.query}#groups-title" if found.following else "",
        workplaces=places,
        needs=every.needs_view(every.needs, rest_url=REST, most=SHOWN),
    )


def _id_of(read: GroupRead) -> str:
    return read.group.id
