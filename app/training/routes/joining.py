"""Joining a group and leaving it, and what its leads see: a learner’s own pages."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from app.errors import NotFound
from app.learners.access import SignedIn, Visitor, account, limited
from app.learners.permissions import Act
from app.spoken_code import read_code
from app.training.access import (
    NEVER_SEEN,
    SEEN_BY_LEADS,
    group_invited,
    group_joined,
    groups_joined,
)
from app.training.assignments.pages import owed_lines
from app.training.groups.invitation import DEAD
from app.training.groups.queries import find_invitation, leads_of
from app.training.memberships.actions import join, leave, show_earlier
from app.training.memberships.pages import GroupsPage, JoinedLine, JoinPage, TypeCodePage, WhoSeesWhatPage
from app.training.routes.acting import Actor
from app.training.routes.forms import ID, JoinForm
from app.web.form_pages import Nothing, filled_in
from app.web.forms import FormBody
from app.web.pages import render, see_other
from app.web.request import Db, Now

router = APIRouter()
Code = Annotated[str, Path(max_length=40)]
Id = Annotated[str, Path(pattern=ID)]
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
    """Who leads the group and what they will see, before anybody joins."""
    with database.read() as db:
        connection = db.connection()
        invitation = find_invitation(connection, read_code(code))
        joined = (
            who.subject_id and invitation and group_joined(connection, who.subject_id, invitation.group_id)
        )
        if invitation is None or not (joined or invitation.works(now)):
            raise NotFound(DEAD)
        page = JoinPage(
            code=invitation.code,
            group=group_invited(connection, invitation.group_id),
            leads=leads_of(connection, [invitation.group_id])[invitation.group_id],
            joined=joined.group.since if joined else None,
            seen=SEEN_BY_LEADS,
            unseen=NEVER_SEEN,
        )
    return render(request, page)


@router.post("/join/{code}", dependencies=JOINING)
def join_group(request: Request, code: Code, actor: Actor, form: FormBody) -> Response:
    asked = filled_in(form, JoinForm)
    with actor.may(Act.KEEP_ACCOUNT) as by:
        earlier = asked.earlier == "1"
        join(by.db, subject_id=by.subject_id, code=read_code(code), shows_earlier=earlier, now=actor.now)
    return see_other(request, "/groups?notice=joined")


@router.get("/groups")
def show_groups(request: Request, database: Db, who: SignedIn, now: Now) -> Response:
    with database.read() as db:
        owed = owed_lines(request, db.connection(), who, now)
        lines = [
            replace(line, owed=[one for one in owed if one.group_id == line.joined.group.id])
            for line in _lines(db.connection(), who.subject_id or "")
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
        show_earlier(by.db, subject_id=by.subject_id, group_id=group_id, shows=asked.earlier == "1")
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
