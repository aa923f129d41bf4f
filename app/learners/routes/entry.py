"""Sign up, sign in, sign out."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.errors import InvalidForm
from app.learners.access import Visitor, forget_cookie, limited, recognize, remember
from app.learners.actions.sessions import LEARNER_DAYS
from app.learners.actions.sign_in import Entry, leave, sign_in, sign_up
from app.learners.actions.subject_lock import lock
from app.learners.pages import SignInPage, SignUpPage
from app.learners.routes.forms import SignIn, SignUp
from app.learners.routes.guesses import Judged, SignInGuess
from app.learners.routes.replies import AnyCaller, password_queue
from app.web.form_pages import FilledPage, Nothing, again, filled_in
from app.web.forms import FormBody
from app.web.notices import with_notice
from app.web.pages import render, safe_next, see_other
from app.web.request import Config, Db

router = APIRouter()


@router.get("/sign-up")
def show_sign_up(request: Request, who: Visitor) -> Response:
    return _show(request, who.signed_in, SignUpPage)


@router.post("/sign-up", dependencies=[limited("entries"), Judged])
@password_queue
def make_account(
    request: Request, database: Db, config: Config, caller: AnyCaller, form: FormBody
) -> Response:
    try:
        given = filled_in(form, SignUp, email_domains=config.email_domains)
        entry = sign_up(database, caller, name=given.name, email=given.email, password=given.password)
    except InvalidForm as error:
        return again(request, SignUpPage(), form, error)
    return _welcome(request, entry, given.next, "signed-up")


@router.get("/sign-in")
def show_sign_in(request: Request, who: Visitor) -> Response:
    return _show(request, who.signed_in, SignInPage)


@router.post("/sign-in", dependencies=[limited("entries")])
@password_queue
def come_in(
    request: Request, database: Db, caller: AnyCaller, form: FormBody, guess: SignInGuess
) -> Response:
    try:
        given = filled_in(form, SignIn)
        entry = sign_in(database, caller, guess, email=given.email, password=given.password)
    except InvalidForm as error:
        return again(request, SignInPage(), form, error)
    return _welcome(request, entry, given.next, "signed-in")


@router.post("/sign-out", dependencies=[limited("entries")])
def go_out(request: Request, database: Db, who: Visitor, form: FormBody) -> Response:
    """For learners only: a visitor who signed out would lose the way back to what they did."""
    filled_in(form, Nothing)
    if not who.signed_in:
        return see_other(request, "/")
    with database.write() as db:
        lock(db.connection(), who.subject_id or "")
        leave(db, who)
    response = see_other(request, "/?notice=signed-out")
    forget_cookie(request, response)
    return response


def _show(request: Request, signed_in: bool, page: type[FilledPage]) -> Response:
    wanted = request.query_params.get("next", "")
    if signed_in:
        return see_other(request, safe_next(wanted))
    return render(request, page(filled={"next": safe_next(wanted, "")}))


def _welcome(request: Request, entry: Entry, wanted: str, notice: str) -> Response:
    response = see_other(request, with_notice(safe_next(wanted), notice))
    remember(request, response, entry.token, days=LEARNER_DAYS)
    recognize(request, response, entry.subject_id)
    return response
