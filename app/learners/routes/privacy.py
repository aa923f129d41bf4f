"""What is kept, for how long, and the way to have it erased without an account."""

from contextlib import suppress
from datetime import datetime

from fastapi import APIRouter
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from app.errors import Refused
from app.learners import known_browsers
from app.learners.access import Visitor, cookie_name, forget_browser, known_cookie_name, limited
from app.learners.actions import password_resets
from app.learners.actions.clean_up import finish_erasing
from app.learners.actions.personal_data import Slices, erase_subject, is_free_visitor
from app.learners.actions.sessions import LEARNER_DAYS, LEARNER_LONGEST
from app.learners.actions.subject_lock import Gone, holder
from app.learners.erasure_record import ErasureRecord
from app.learners.pages import PrivacyPage
from app.learners.time_zones import spoken
from app.learners.who import Who
from app.web.form_pages import Nothing, filled_in
from app.web.forms import FormBody
from app.web.pages import render, see_other
from app.web.request import Config, Db, Now
from app.web.site import site_of

router = APIRouter()

SIGNED_IN = "You have an account. Delete it under your account; nothing was changed."


@router.get("/privacy")
def show_privacy(request: Request, who: Visitor, config: Config) -> Response:
    page = PrivacyPage(
        cookie=cookie_name(config),
        learner_days=LEARNER_DAYS,
        longest_days=LEARNER_LONGEST,
        known_cookie=known_cookie_name(config),
        known_days=known_browsers.DAYS,
        reset_hours=int(password_resets.LASTS.total_seconds() // 3600),
        kept=who.subject_id is not None,
        time_zone=spoken(who.time_zone),
    )
    return render(request, page)


@router.post("/forget-me", dependencies=[limited("account")])
def forget_me(request: Request, database: Db, who: Visitor, now: Now, form: FormBody) -> Response:
    filled_in(form, Nothing)
    if who.signed_in:
        raise Refused(SIGNED_IN)
    if who.subject_id is not None:
        with database.write() as db:
            _forget(db, site_of(request.app).part(Slices), who, who.subject_id, now)
        finish_erasing(database, site_of(request.app).part(ErasureRecord), since=now)
    response = see_other(request, "/privacy?notice=forgotten")
    forget_browser(request, response)
    return response


def _forget(db: Session, slices: Slices, who: Who, subject_id: str, now: datetime) -> None:
    """Raises `Refused` where it all belongs to an account by now. Who is gone already has what was asked for."""
    if is_free_visitor(db, subject_id):
        erase_subject(db, slices, subject_id=subject_id, now=now)
        return
    with suppress(Gone):
        holder(db.connection(), who, subject_id, now)
        raise Refused(SIGNED_IN)
