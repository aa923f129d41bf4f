"""What somebody owes, for their calendar: the address, made on demand, and the file that it opens."""

from importlib import import_module

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from app.learners.access import SignedIn, account, limited
from app.learners.permissions import Act
from app.training.feed.actions import end_feed, make_feed
from app.training.feed.event import events
from app.training.feed.pages import CalendarPage, asked_of
from app.training.feed.queries import feed_made_at, feed_of
from app.training.routes.acting import Actor
from app.web.form_pages import Nothing, filled_in
from app.web.forms import FormBody
from app.web.pages import render, see_other
from app.web.request import Content, Db, Now
from app.web.site import site_of

router = APIRouter(prefix="/calendar")
CHANGING = [limited("joining"), Depends(account)]


@router.get("")
def show(request: Request, database: Db, who: SignedIn) -> Response:
    with database.read() as db:
        made_at = feed_made_at(db.connection(), who.subject_id or "")
    return render(request, CalendarPage(made_at=made_at))


@router.post("", dependencies=CHANGING)
def make(request: Request, actor: Actor, form: FormBody) -> Response:
    """The address is in this reply and nowhere else: only its hash is kept."""
    filled_in(form, Nothing)
    with actor.may(Act.KEEP_ACCOUNT) as by:
        replaced = feed_made_at(by.db.connection(), by.subject_id) is not None
        token = make_feed(by.db, subject_id=by.subject_id, now=actor.now)
    address = f"{site_of(request.app).settings.public_url}/calendar/{token}.ics"
    return render(request, CalendarPage(made_at=actor.now, address=address, replaced=replaced))


@router.post("/end", dependencies=CHANGING)
def end(request: Request, actor: Actor, form: FormBody) -> Response:
    filled_in(form, Nothing)
    with actor.may(Act.KEEP_ACCOUNT) as by:
        end_feed(by.db, subject_id=by.subject_id)
    return see_other(request, "/calendar?notice=calendar-ended")


@router.get("/{token}.ics")
def feed(request: Request, token: str, database: Db, content: Content, now: Now) -> Response:
    """For calendars, which sign in nowhere: whoever has the address has all that stands in it."""
    with database.read() as db:
        connection = db.connection()
        asked = asked_of(connection, feed_of(connection, token), content, now)
    file = import_module("app.training.feed.icalendar_file")  # takes a fifth of a second, and few ask for it
    url = f"{site_of(request.app).settings.public_url}/today"
    body = file.icalendar_file(events(asked, now), url=url)
    return Response(body, media_type="text/calendar; charset=utf-8", headers=HEADERS)


HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Disposition": 'inline; filename="four-chairs.ics"',
}
