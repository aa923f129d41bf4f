"""Who is asking: the cookie that says so, and the routes’ dependencies that need an answer."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, TypedDict

from fastapi import Depends
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from app.learners import known_browsers
from app.learners.actions.sessions import VISITOR_DAYS, days_of, keep, seen_lately
from app.learners.allowances import Meter
from app.learners.permissions import Act, require
from app.learners.queries import hashed, read_who
from app.learners.time_zones import is_time_zone
from app.learners.who import Who
from app.settings import Settings
from app.web.forms import ZONE
from app.web.request import Address, Now, address_of
from app.web.site import site_of

CLEAR_SITE_DATA = '"cache", "storage"'
"""Not "cookies": that would end sessions of other sites under the same domain, too. Ours is taken back by name."""


def cookie_name(settings: Settings) -> str:
    return "__Host-session" if settings.is_https else "session"


def token_of(request: Request) -> str:
    return request.cookies.get(cookie_name(site_of(request.app).settings), "")


def known_cookie_name(settings: Settings) -> str:
    return "__Host-known" if settings.is_https else "known"


def known_cookie(request: Request) -> str:
    """Which accounts this browser signed in to before; see `known_browsers`."""
    return request.cookies.get(known_cookie_name(site_of(request.app).settings), "")


def remember(request: Request, response: Response, token: str, *, days: int = VISITOR_DAYS) -> None:
    """Put a new token into the cookie, for as long as its session; an empty one leaves the cookie as it is."""
    if token:
        _set(request, response, cookie_name(site_of(request.app).settings), token, days=days)


def prolong(request: Request, who: Who, now: datetime) -> None:
    """An action that makes a session go on makes its cookie go on, on whatever reply it gets."""
    if request.method == "POST" and who.token_hash and not seen_lately(who, now):
        reply = Response()
        remember(request, reply, token_of(request), days=days_of(who))
        request.state.cookie = reply.headers["set-cookie"]


def recognize(request: Request, response: Response, subject_id: str) -> None:
    """From now on this browser is known to have signed in to this account."""
    settings = site_of(request.app).settings
    chance = secrets.token_bytes(known_browsers.CHANCE_BYTES)
    value = known_browsers.with_account(known_cookie(request), subject_id, settings.secret, chance=chance)
    _set(request, response, known_cookie_name(settings), value, days=known_browsers.DAYS)


def forget_cookie(request: Request, response: Response) -> None:
    """The browser forgets the session, and with it pages it may have kept."""
    _forget(request, response, cookie_name(site_of(request.app).settings))
    response.headers["Clear-Site-Data"] = CLEAR_SITE_DATA


def forget_browser(request: Request, response: Response) -> None:
    """Both cookies: of the session, and of the accounts this browser signed in to."""
    forget_cookie(request, response)
    _forget(request, response, known_cookie_name(site_of(request.app).settings))


class BrowserFacts(TypedDict):
    browser: str
    time_zone: str


def browser_facts(request: Request) -> BrowserFacts:
    """What the browser says of itself: its User-Agent, and the zone of its clock, empty where that is none we know."""
    zone = getattr(request.state, ZONE, "")
    known = zone if is_time_zone(zone) else ""
    return {"browser": request.headers.get("user-agent", ""), "time_zone": known}


def current(request: Request) -> Who:
    """FastAPI dependency: whoever is asking, visitor or learner."""
    with site_of(request.app).database.read() as db:
        return current_in(db, request)


def current_in(db: Session, request: Request) -> Who:
    """The same for a page that reads all it shows in one transaction."""
    who = request.state.who = read_who(db, token_of(request), site_of(request.app).clock())
    return who


def act_as(request: Request, db: Session, who: Who, now: datetime) -> tuple[Who, str]:
    """Whose an action is, as its own transaction finds them, and the cookie’s new token, empty if there is none.

    `who` was read before and may have become somebody else. Raises `Refused` where they are gone (`settle`).
    """
    found, token = keep(db, who, now=now, **browser_facts(request))
    prolong(request, found, now)
    return found, token


Visitor = Annotated[Who, Depends(current)]


def allowed(act: Act) -> Callable[[Who], Who]:
    """A FastAPI dependency: somebody who may do this."""

    def who_may(who: Visitor) -> Who:
        return require(who, act)

    return who_may


account, admin, author = allowed(Act.KEEP_ACCOUNT), allowed(Act.MANAGE_PEOPLE), allowed(Act.READ_DESK)
SignedIn = Annotated[Who, Depends(account)]


def limited(act: str, *, makes_visitors: bool = False) -> Any:
    """A FastAPI dependency: this person and their network may do this once more. Raises `TooMany`.

    `makes_visitors` where the act makes a visitor of somebody new. Names are those of `allowances`.
    """

    async def once_more(request: Request, who: Visitor, address: Address, now: Now) -> None:
        meter = site_of(request.app).part(Meter)
        meter.spend(act, now, subject=who.subject_id or "", address=address)
        if makes_visitors and who.subject_id is None:
            meter.spend_visitor(now, address=address)

    return Depends(once_more)


def admit(request: Request, act: str, now: datetime) -> None:
    """The same for a route that learns only in its own transaction who it is: the session counts, if there is one.

    Raises `TooMany`.
    """
    meter = site_of(request.app).part(Meter)
    token = token_of(request)
    meter.spend(act, now, subject=hashed(token) if token else "", address=address_of(request))


def _set(request: Request, response: Response, name: str, value: str, *, days: int) -> None:
    response.set_cookie(name, value, max_age=days * 86400, **_bounds(request))


def _forget(request: Request, response: Response, name: str) -> None:
    response.delete_cookie(name, **_bounds(request))


def _bounds(request: Request) -> dict[str, Any]:
    """Where a cookie of ours goes: to this host alone, and never to a script."""
    settings = site_of(request.app).settings
    return {"path": "/", "secure": settings.is_https, "httponly": True, "samesite": "lax"}
