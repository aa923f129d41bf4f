"""A trainer’s own pages: all their groups, and each of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from fastapi import APIRouter, Depends
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from app.errors import InvalidForm
from app.learners.access import allowed, limited
from app.learners.permissions import Act
from app.site_content import SiteContent
from app.training.assignments.pages import assignment_lines
from app.training.groups.actions.groups import make_group
from app.training.groups.pages import GroupLine
from app.training.groups.queries import invitation_of
from app.training.memberships.queries import led_and_workplaces, led_group
from app.training.overview.needs_word import Need, needs_word
from app.training.overview.pages import Clocks, NeedLinks, needs_view, table_view
from app.training.overview.table_address import read_view
from app.training.pages import GroupPage, GroupRead, TeachPage, read_groups, table_rows, top_of
from app.training.routes.acting import Acting, Actor
from app.training.routes.forms import GroupForm
from app.training.routes.links import join_link
from app.web.form_pages import again, filled_in
from app.web.forms import FormBody
from app.web.pages import render, see_other
from app.web.request import Content, Id

router = APIRouter(prefix="/teach", dependencies=[Depends(allowed(Act.TEACH))])


@router.get("")
def show_groups(request: Request, actor: Actor, content: Content) -> Response:
    with actor.database.read() as db:
        page = _teach(db.connection(), actor, content)
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
    who, now, path = actor.who, actor.now, f"/teach/groups/{group_id}"
    with actor.database.read() as db:
        connection = db.connection()
        led = led_group(connection, who, group_id, now)
        (read,) = read_groups(connection, [led], content, now)
        group = led.group
        invitation = invitation_of(connection, group.id)
    works = invitation is not None and invitation.works(now)
    needs = read.needs(now)
    page = GroupPage(
        group=group,
        top=top_of(read, who, now),
        needs=needs_view(needs, links=read.links, rest_url=f"{path}?only=needs-a-word#people"),
        table=table_view(
            table_rows(read, needs, now),
            read_view(request.query_params),
            path=path,
            person_url=read.url_of,
            clocks=Clocks(now, who.time_zone, group.workplace.time_zone),
        ),
        assignments=assignment_lines(read.assignments, read.owed, who.time_zone, now),
        invitation=invitation if works else None,
        address=join_link(request, invitation.code) if invitation and works else "",
    )
    return render(request, page)


def _teach(connection: Connection, actor: Acting, content: SiteContent) -> TeachPage:
    led, places = led_and_workplaces(connection, actor.who, actor.now)
    groups = {one.group.id: one for one in read_groups(connection, led, content, actor.now)}
    needs = _needs_of_all(groups.values(), actor)
    counts = Counter(_place(need)[0] for need in needs)
    lines = [GroupLine(one.group, len(one.members), counts[key]) for key, one in groups.items()]

    def links(need: Need) -> NeedLinks:
        group, key = _place(need)
        return groups[group].links(replace(need, key=key))

    view = needs_view(needs, links=links, rest_url="#groups-title")
    return TeachPage(groups=lines, workplaces=places, needs=view)


def _needs_of_all(reads: Iterable[GroupRead], actor: Acting) -> list[Need]:
    """Whoever is in two groups is judged in each by itself: the keys are of the group and the person."""
    everybody = (
        replace(person, key=f"{read.group.id}/{person.key}")
        for read in reads
        for person in (*read.people, *read.invited)
    )
    return needs_word(everybody, actor.now)


def _place(need: Need) -> tuple[str, str]:
    group, _, key = need.key.partition("/")
    return group, key
