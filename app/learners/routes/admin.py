"""People, for admins: find them, change what they may do, hand out a link for a new password."""

import logging
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from app.learners.access import admin, limited
from app.learners.actions.guesses import Caller
from app.learners.actions.password_resets import LASTS, make_reset_link
from app.learners.actions.people import change_role, people, person
from app.learners.actions.subject_lock import still_may
from app.learners.pages import PeoplePage, PersonPage, ResetLinkPage
from app.learners.permissions import Act
from app.learners.routes.forms import NewRole
from app.learners.routes.replies import AnyCaller
from app.learners.who import Role, Who
from app.log import NAME
from app.ulid import PATTERN
from app.web.form_pages import Nothing, filled_in
from app.web.forms import FormBody
from app.web.pages import render, see_other
from app.web.request import Db, Id
from app.web.site import site_of

router = APIRouter(prefix="/admin/people", dependencies=[Depends(admin)])
log = logging.getLogger(NAME)


@router.get("")
def show_people(
    request: Request,
    database: Db,
    q: str = "",
    before: Annotated[str | None, Query(pattern=PATTERN)] = None,
) -> Response:
    search = q.replace("\x00", "").strip()[:100]
    with database.read() as db:
        found = people(db, search=search, before=before)
    page = PeoplePage(people=found.found, before=found.before, search=search, later=before is not None)
    return render(request, page)


@router.get("/{subject_id}")
def show_person(request: Request, subject_id: Id, database: Db) -> Response:
    with database.read() as db:
        found = person(db, subject_id)
    return render(request, PersonPage(person=found, roles=list(Role)))


@router.post("/{subject_id}/role", dependencies=[limited("people")])
def set_role(request: Request, subject_id: Id, database: Db, caller: AnyCaller, form: FormBody) -> Response:
    role = filled_in(form, NewRole).role
    with database.write() as db:
        who = _admin_of(db, caller, subject_id)
        changed = change_role(db, who, subject_id=subject_id, role=role, now=caller.now)
    page = f"/admin/people/{subject_id}"
    if not changed:
        return see_other(request, page)
    log.info("learner %s made learner %s a %s", who.subject_id, subject_id, role)
    return see_other(request, f"{page}?notice=role-changed")


@router.post("/{subject_id}/reset", dependencies=[limited("people")])
def make_link(request: Request, subject_id: Id, database: Db, caller: AnyCaller, form: FormBody) -> Response:
    """The link is in this reply and nowhere else: only its hash is kept."""
    filled_in(form, Nothing)
    with database.write() as db:
        who = _admin_of(db, caller, subject_id)
        token = make_reset_link(db, subject_id, caller.now, actor=who.subject_id or "")
        found = person(db, subject_id)
    log.info("learner %s made a reset link for learner %s", who.subject_id, subject_id)
    link = f"{site_of(request.app).settings.public_url}/reset/{token}"
    expires = caller.now + LASTS
    page = ResetLinkPage(person=found, link=link, expires=expires, time_zone=who.time_zone)
    return render(request, page)


def _admin_of(db: Session, caller: Caller, subject_id: str) -> Who:
    """Whoever asks, who is still an admin as they change this person. Raises `SignInNeeded` and `NotAllowed`."""
    return still_may(db.connection(), caller.who, Act.MANAGE_PEOPLE, caller.now, about=subject_id)
