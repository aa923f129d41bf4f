"""A new password by a one-time link. Looking at the link changes nothing; a password that is taken uses it up."""

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from app.errors import InvalidForm
from app.learners.access import current, limited
from app.learners.actions.password_resets import learner_of, reset_password
from app.learners.pages import ResetPage
from app.learners.routes.forms import Reset
from app.learners.routes.guesses import Judged
from app.learners.routes.replies import password_queue
from app.web.form_pages import again, filled_in
from app.web.forms import FormBody
from app.web.pages import render, see_other
from app.web.request import Db, Now

router = APIRouter(prefix="/reset", dependencies=[Depends(current)])


@router.get("/{token}")
def show_reset(request: Request, token: str, database: Db, now: Now) -> Response:
    with database.read() as db:
        learner = learner_of(db, token, now)
    return render(request, ResetPage(email=learner.email))


@router.post("/{token}", dependencies=[limited("account"), Judged])
@password_queue
def reset(request: Request, token: str, database: Db, now: Now, form: FormBody) -> Response:
    with database.read() as db:
        email = learner_of(db, token, now).email
    try:
        reset_password(database, token, filled_in(form, Reset).new_password, now)
    except InvalidForm as error:
        return again(request, ResetPage(email=email), form, error)
    return see_other(request, "/sign-in?notice=password-set")
