"""Taking one's data along, and deleting the account."""

import json

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from app.errors import InvalidForm
from app.learners.access import SignedIn, account, forget_browser, limited
from app.learners.actions.accounts import delete_account
from app.learners.actions.clean_up import finish_erasing
from app.learners.actions.personal_data import Slices, export_all
from app.learners.erasure_record import ErasureRecord
from app.learners.pages import DeletePage
from app.learners.routes.forms import Confirm
from app.learners.routes.guesses import Confirmation
from app.learners.routes.replies import LearnerCaller, password_queue
from app.web.form_pages import again, filled_in
from app.web.forms import FormBody
from app.web.pages import render, see_other
from app.web.request import Db, Now
from app.web.site import site_of

router = APIRouter(prefix="/account", dependencies=[Depends(account)])


@router.get("/data.json")
def download(request: Request, database: Db, who: SignedIn, now: Now) -> Response:
    with database.read() as db:
        data = export_all(db, site_of(request.app).part(Slices), subject_id=who.subject_id or "", now=now)
    return Response(
        json.dumps(data, ensure_ascii=False, indent=2),
        media_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="four-chairs-data.json"'},
    )


@router.get("/delete")
def show_delete(request: Request) -> Response:
    return render(request, DeletePage())


@router.post("/delete", dependencies=[limited("account")])
@password_queue
def delete(
    request: Request, database: Db, caller: LearnerCaller, form: FormBody, shown: Confirmation
) -> Response:
    try:
        delete_account(database, caller, shown, password=filled_in(form, Confirm).password)
    except InvalidForm as error:
        return again(request, DeletePage(), form, error)
    finish_erasing(database, site_of(request.app).part(ErasureRecord), since=caller.now)
    response = see_other(request, "/?notice=account-deleted")
    forget_browser(request, response)
    return response
