"""A learner's own account: see it, change it, see where it is open."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from app.errors import InvalidForm
from app.learners import time_zones
from app.learners.access import SignedIn, account, forget_cookie, limited, recognize, remember
from app.learners.actions import accounts
from app.learners.actions.sessions import LEARNER_DAYS, close_session, close_sessions
from app.learners.browser_name import browser_name
from app.learners.routes.forms import Details, NewEmail, NewPassword, Nothing, OneSession, filled_in
from app.learners.routes.guesses import Confirmation
from app.learners.routes.replies import LearnerCaller, again, blank, password_queue
from app.web.forms import FormBody
from app.web.notices import with_notice
from app.web.pages import render, see_other
from app.web.request import Config, Db, Now

router = APIRouter(prefix="/account", dependencies=[Depends(account)])

DETAILS = "learners/details.html"
EMAIL = "learners/email.html"
PASSWORD = "learners/password.html"  # noqa: S105


@router.get("")
def show_account(request: Request, who: SignedIn) -> Response:
    return render(request, "learners/account.html", time_zone=time_zones.spoken(who.time_zone))


@router.get("/details")
def show_details(request: Request, who: SignedIn) -> Response:
    filled = {"name": who.name, "time_zone": who.time_zone}
    return blank(request, DETAILS, filled=filled, zones=time_zones.by_region(), spoken=time_zones.spoken)


@router.post("/details", dependencies=[limited("account")])
def change_details(request: Request, database: Db, who: SignedIn, form: FormBody) -> Response:
    try:
        given = filled_in(form, Details)
    except InvalidForm as error:
        zones = time_zones.by_region()
        return again(request, DETAILS, form, error, zones=zones, spoken=time_zones.spoken)
    with database.write() as db:
        accounts.change_details(db, who, name=given.name, time_zone=given.time_zone)
    return see_other(request, "/account?notice=details-saved")


@router.get("/email")
def show_email(request: Request, who: SignedIn) -> Response:
    return blank(request, EMAIL, filled={"email": who.email})


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
        return again(request, EMAIL, form, error)
    return see_other(request, "/account?notice=details-saved")


@router.get("/password")
def show_password(request: Request) -> Response:
    return blank(request, PASSWORD)


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
        return again(request, PASSWORD, form, error)
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
    return render(
        request,
        "learners/sessions.html",
        browsers=found.found,
        after=found.after,
        later=bool(after),
        browser_name=browser_name,
    )


@router.post("/sessions", dependencies=[limited("account")])
def close_others(request: Request, database: Db, who: SignedIn, form: FormBody) -> Response:
    """Out everywhere else; this browser stays signed in, and can sign out by itself."""
    filled_in(form, Nothing)
    with database.write() as db:
        closed = close_sessions(db, subject_id=who.subject_id or "", except_hash=who.token_hash)
    return see_other(request, with_notice("/account/sessions", "signed-out-everywhere", n=closed))


@router.post("/sessions/end", dependencies=[limited("account")])
def close_one(request: Request, database: Db, who: SignedIn, form: FormBody) -> Response:
    """Out of one browser, which may be this one."""
    named = filled_in(form, OneSession).session
    with database.write() as db:
        close_session(db, subject_id=who.subject_id or "", token_hash=named)
    if named != who.token_hash:
        return see_other(request, "/account/sessions?notice=signed-out-there")
    response = see_other(request, "/?notice=signed-out")
    forget_cookie(request, response)
    return response
