"""By whose clock days and hours are shown, and when a day ends: guessed from the browser, and for anybody to change."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.errors import InvalidForm
from app.learners import time_zones
from app.learners.access import Visitor, act_as, limited, remember
from app.learners.actions import accounts
from app.learners.actions.sessions import set_subject_zone
from app.learners.pages import TimeZonePage
from app.learners.routes.forms import ChosenZone
from app.web.form_pages import again, filled_in
from app.web.forms import FormBody
from app.web.pages import render, see_other
from app.web.request import Db, Now

router = APIRouter(prefix="/time-zone")


@router.get("")
def show_zone(request: Request, who: Visitor) -> Response:
    return render(request, _page({"time_zone": who.time_zone}))


@router.post("", dependencies=[limited("account", makes_visitors=True)])
def choose_zone(request: Request, database: Db, who: Visitor, form: FormBody, now: Now) -> Response:
    """A learner's goes to the account, anybody else's to the visitor they are from now on."""
    try:
        zone = filled_in(form, ChosenZone).time_zone
    except InvalidForm as error:
        return again(request, _page({}), form, error)
    with database.write() as db:
        who, token = act_as(request, db, who, now)
        if who.signed_in:
            accounts.change_details(db, who, name=who.name, time_zone=zone)
        else:
            set_subject_zone(db, subject_id=who.subject_id or "", time_zone=zone)
    response = see_other(request, "/privacy?notice=details-saved")
    remember(request, response, token)
    return response


def _page(filled: dict[str, str]) -> TimeZonePage:
    return TimeZonePage(filled=filled, zones=time_zones.by_region(), spoken=time_zones.spoken)
