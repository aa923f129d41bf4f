"""Joining a group and leaving it, and what its leads see: a learner’s own pages."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from sqlalchemy import Connection
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from app.errors import NotFound
from app.learners.access import SignedIn, Visitor, account, limited
from app.learners.permissions import Act
from app.learners.who import Who
from app.roster.queries import Link, find_link, is_link
from app.spoken_code import read_code
from app.training.access import (
    NEVER_SEEN,
    SEEN_BY_LEADS,
    GroupJoined,
    group_invited,
    group_joined,
    groups_joined,
)
from app.training.assignments.pages import owed_lines
from app.training.groups.invitation import DEAD
from app.training.groups.queries import find_invitation, leads_of
from app.training.memberships.actions import join, join_by_link, leave, proved_address, show_earlier
from app.training.memberships.pages import GroupsPage, JoinedLine, JoinPage, TypeCodePage, WhoSeesWhatPage
from app.training.pages import own_rows
from app.training.roster.actions.links import DEAD_LINK, turn_down
from app.training.routes.acting import Actor
from app.training.routes.forms import JoinForm
from app.web.form_pages import Nothing, filled_in
from app.web.forms import FormBody
from app.web.pages import render, see_other
from app.web.request import Content, Db, Id, Now

router = APIRouter()
Code = Annotated[str, Path(max_length=100)]
JOINING = [limited("joining"), Depends(account)]


@router.get("/join")
def type_code(
    request: Request,
    who: Visitor,  # noqa: ARG001  the header shows who
    code: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Without a link there is the code alone, on paper or on a screen."""
    typed = read_code(code.replace("\x00", ""))
    return (
        see_other(request, f"/join/{typed}")
        if typed.replace("-", "").isalnum()
        else render(request, TypeCodePage())
    )


@router.get("/join/{code}")
def show_invitation(request: Request, code: Code, database: Db, who: Visitor, now: Now) -> Response:
    """Who leads the group and what they will see, before anybody joins; `code` may be a personal link’s token."""
    with database.read() as db:
        found = _invited(db, code, who, now)
        connection = db.connection()
        page = JoinPage(
            code=found.code,
            group=group_invited(connection, found.group_id),
            leads=leads_of(connection, [found.group_id])[found.group_id],
            joined=found.joined.group.since if found.joined else None,
            seen=SEEN_BY_LEADS,
            unseen=NEVER_SEEN,
            is_personal=found.link is not None,
            is_for_another=found.link is not None and not _is_theirs(db, found.link, who),
            works=found.works,
        )
    return render(request, page)


@router.post("/join/{code}", dependencies=JOINING)
def join_group(request: Request, code: Code, actor: Actor, form: FormBody) -> Response:
    asked = filled_in(form, JoinForm)
    with actor.may(Act.KEEP_ACCOUNT) as by:
        earlier, subject = asked.earlier == "1", by.subject_id
        if is_link(code):
            join_by_link(by.db, subject_id=subject, token=code, shows_earlier=earlier, now=actor.now)
        else:
            join(by.db, subject_id=subject, code=read_code(code), shows_earlier=earlier, now=actor.now)
    return see_other(request, "/groups?notice=joined")


@router.post("/join/{code}/remove", dependencies=[limited("joining")])
def remove_me(request: Request, code: Code, database: Db, now: Now, form: FormBody) -> Response:
    """For whoever holds a personal link, with or without an account: the list forgets them."""
    filled_in(form, Nothing)
    if not is_link(code):
        raise NotFound(DEAD_LINK)
    with database.write() as db:
        turn_down(db, code, now)
    return see_other(request, "/join?notice=removed-from-list")


@dataclass(frozen=True, slots=True)
class Invited:
    """By a code or by a personal link. `works`: whether it could still be joined by."""

    code: str
    group_id: str
    works: bool
    joined: GroupJoined | None
    link: Link | None = None


def _invited(db: Session, code: str, who: Who, now: datetime) -> Invited:
    """Raises `NotFound` where it does not work, unless whoever asks is in the group."""
    connection, personal = db.connection(), is_link(code)
    link = find_link(connection, code) if personal else None
    invitation = None if personal else find_invitation(connection, read_code(code))
    found = link or invitation
    works = found is not None and found.works(now)
    joined = group_joined(connection, who.subject_id, found.group_id) if found and who.subject_id else None
    if found is None or not (joined or works):
        raise NotFound(DEAD_LINK if personal else DEAD)
    return Invited(invitation.code if invitation else code, found.group_id, works, joined, link)


def _is_theirs(db: Session, link: Link, who: Who) -> bool:
    """Nobody is signed in, or whoever is has proved the address that the list has."""
    return not who.signed_in or (
        bool(link.address) and proved_address(db, who.subject_id or "") == link.address
    )


@router.get("/groups")
def show_groups(request: Request, database: Db, who: SignedIn, content: Content, now: Now) -> Response:
    with database.read() as db:
        owed = owed_lines(request, db.connection(), who, now)
        lines = _lines(db.connection(), who.subject_id or "")
        rows = own_rows(db.connection(), who, [line.joined for line in lines], content, now)
        lines = [
            replace(
                line,
                owed=[one for one in owed if one.group_id == line.joined.group.id],
                row=rows[line.joined.group.id],
            )
            for line in lines
        ]
    return render(request, GroupsPage(groups=lines))


@router.post("/groups/{group_id}/leave", dependencies=JOINING)
def leave_group(request: Request, group_id: Id, actor: Actor, form: FormBody) -> Response:
    filled_in(form, Nothing)
    with actor.may(Act.KEEP_ACCOUNT) as by:
        if not leave(by.db, subject_id=by.subject_id, group_id=group_id, now=actor.now):
            raise NotFound(NOT_IN_IT)
    return see_other(request, "/groups?notice=left")


@router.post("/groups/{group_id}/earlier", dependencies=JOINING)
def choose_earlier(request: Request, group_id: Id, actor: Actor, form: FormBody) -> Response:
    """Whether leads also see lines and answers from before joining: the member’s own choice at any time."""
    asked = filled_in(form, JoinForm)
    with actor.may(Act.KEEP_ACCOUNT) as by:
        if group_joined(by.db.connection(), by.subject_id, group_id) is None:
            raise NotFound(NOT_IN_IT)
        shows = asked.earlier == "1"
        show_earlier(by.db, subject_id=by.subject_id, group_id=group_id, shows=shows, now=actor.now)
    return see_other(request, f"/groups?notice={'earlier-shown' if asked.earlier else 'earlier-hidden'}")


@router.get("/who-sees-what")
def who_sees_what(request: Request, database: Db, who: Visitor) -> Response:
    with database.read() as db:
        lines = _lines(db.connection(), who.subject_id) if who.subject_id else []
    return render(request, WhoSeesWhatPage(groups=lines, seen=SEEN_BY_LEADS, unseen=NEVER_SEEN))


NOT_IN_IT = "You are in no such group. Your groups are listed on their page."


def _lines(connection: Connection, subject_id: str) -> list[JoinedLine]:
    joined = groups_joined(connection, subject_id)
    leads = leads_of(connection, [one.group.id for one in joined])
    return [JoinedLine(one, leads[one.group.id]) for one in joined]
