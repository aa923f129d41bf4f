"""A learner's own account: see it, change it, see where it is open."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from app.errors import InvalidForm
from app.learners import time_zones
from app.learners.access import SignedIn, account, act_as, forget_cookie, limited, recognize, remember
from app.learners.actions import accounts
from app.learners.actions.sessions import LEARNER_DAYS, close_session, close_sessions
from app.learners.actions.subject_lock import still_may
from app.learners.browser_name import browser_name
from app.learners.pages import AccountPage, DetailsPage, EmailPage, PasswordPage, SessionsPage
from app.learners.permissions import Act
from app.learners.routes.forms import Details, NewEmail, NewPassword, OneSession
from app.learners.routes.guesses import Confirmation
from app.learners.routes.replies import LearnerCaller, password_queue
from app.web.form_pages import Nothing, Values, again, filled_in
from app.web.forms import FormBody
from app.web.notices import with_notice
from app.web.pages import render, see_other
from app.web.request import Config, Db, Now

router = APIRouter(prefix="/account", dependencies=[Depends(account)])


@router.get("")
def show_account(request: Request, who: SignedIn) -> Response:
    return render(request, AccountPage(time_zone=time_zones.spoken(who.time_zone)))


@router.get("/details")
def show_details(request: Request, who: SignedIn) -> Response:
    filled = {"name": who.name, "time_zone": who.time_zone}
    return render(request, _details(filled))


@router.post("/details", dependencies=[limited("account")])
def change_details(request: Request, database: Db, who: SignedIn, form: FormBody, now: Now) -> Response:
    try:
        given = filled_in(form, Details)
    except InvalidForm as error:
        return again(request, _details({}), form, error)
    with database.write() as db:
        who, _ = act_as(request, db, who, now)
        accounts.change_details(db, who, name=given.name, time_zone=given.time_zone)
    return see_other(request, "/account?notice=details-saved")


def _details(filled: Values) -> DetailsPage:
    return DetailsPage(filled=filled, zones=time_zones.by_region(), spoken=time_zones.spoken)


@router.get("/email")
def show_email(request: Request, who: SignedIn) -> Response:
    return render(request, EmailPage(filled={"email": who.email}))


@router.post("/email", dependencies=[limited("account")])
@password_queue
def change_email(
    request: Request,
    database: Db,
    *,
    config: Config,
    caller: LearnerCaller,
    form: FormBody,
    shown: Confirmation,
) -> Response:
    try:
        given = filled_in(form, NewEmail, email_domains=config.email_domains)
        accounts.change_email(database, caller, shown, email=given.email, password=given.password)
    except InvalidForm as error:
        return again(request, EmailPage(), form, error)
    return see_other(request, "/account?notice=details-saved")


@router.get("/password")
def show_password(request: Request) -> Response:
    return render(request, PasswordPage())


@router.post("/password", dependencies=[limited("account")])
@password_queue
def change_password(
    request: Request, database: Db, caller: LearnerCaller, form: FormBody, shown: Confirmation
) -> Response:
    try:
        given = filled_in(form, NewPassword)
        token = accounts.change_password(
            database, caller, shown, password=given.password, new_password=given.new_password
        )
    except InvalidForm as error:
        return again(request, PasswordPage(), form, error)
    response = see_other(request, "/account?notice=password-changed")
    remember(request, response, token, days=LEARNER_DAYS)
    recognize(request, response, caller.who.subject_id or "")
    return response


@router.get("/sessions")
def show_sessions(
    request: Request, database: Db, who: SignedIn, now: Now, after: Annotated[str, Query(max_length=64)] = ""
) -> Response:
    with database.read() as db:
        found = accounts.browsers(db, who, now, after=after)
    page = SessionsPage(browsers=found.found, after=found.after, later=bool(after), browser_name=browser_name)
    return render(request, page)


@router.post("/sessions", dependencies=[limited("account")])
def close_others(request: Request, database: Db, who: SignedIn, form: FormBody, now: Now) -> Response:
    """Out everywhere else; this browser stays signed in, and can sign out by itself."""
    filled_in(form, Nothing)
    with database.write() as db:
        still_may(db.connection(), who, Act.KEEP_ACCOUNT, now)
        closed = close_sessions(db, subject_id=who.subject_id or "", except_hash=who.token_hash)
    return see_other(request, with_notice("/account/sessions", "signed-out-everywhere", n=closed))


@router.post("/sessions/end", dependencies=[limited("account")])
def close_one(request: Request, database: Db, who: SignedIn, form: FormBody, now: Now) -> Response:
    """Out of one browser, which may be this one."""
    named = filled_in(form, OneSession).session
    with database.write() as db:
        still_may(db.connection(), who, Act.KEEP_ACCOUNT, now)
        close_session(db, subject_id=who.subject_id or "", token_hash=named)
    if named != who.token_hash:
        return see_other(request, "/account/sessions?notice=signed-out-there")
    response = see_other(request, "/?notice=signed-out")
    forget_cookie(request, response)
    return response
