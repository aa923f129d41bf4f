"""Who is asking: the cookie that says so, and the routes’ dependencies that need an answer."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from app.errors import NotAllowed, SignInNeeded
from app.learners.actions.sessions import VISITOR_DAYS
from app.learners.queries import read_who
from app.learners.who import NOBODY, Who
from app.settings import Settings

CLEAR_SITE_DATA = '"cache", "storage"'
"""Not "cookies": that would end sessions of other sites under the same domain, too. Ours is taken back by name."""


def cookie_name(settings: Settings) -> str:
    return "__Host-session" if settings.is_https else "session"


def token_of(request: Request) -> str:
    return request.cookies.get(cookie_name(request.app.state.settings), "")


def remember(request: Request, response: Response, token: str) -> None:
    """Put a new token into the cookie; an empty one leaves the cookie as it is."""
    if not token:
        return
    settings: Settings = request.app.state.settings
    response.set_cookie(
        cookie_name(settings),
        token,
        max_age=VISITOR_DAYS * 86400,
        httponly=True,
        secure=settings.is_https,
        samesite="lax",
        path="/",
    )


def forget_cookie(request: Request, response: Response) -> None:
    """The browser forgets the session, and with it pages it may have kept."""
    settings: Settings = request.app.state.settings
    response.delete_cookie(
        cookie_name(settings), path="/", secure=settings.is_https, httponly=True, samesite="lax"
    )
    response.headers["Clear-Site-Data"] = CLEAR_SITE_DATA


def current(request: Request) -> Who:
    """FastAPI dependency: whoever is asking, visitor or learner."""
    token = token_of(request)
    if not token:
        who = NOBODY
    else:
        with request.app.state.database.read() as db:
            who = read_who(db, token, request.app.state.clock())
    request.state.who = who
    return who


Visitor = Annotated[Who, Depends(current)]


def account(who: Visitor) -> Who:
    """FastAPI dependency: somebody with an account."""
    if not who.signed_in:
        raise SignInNeeded("This page belongs to your account. Sign in to see it.")
    return who


SignedIn = Annotated[Who, Depends(account)]


def admin(who: SignedIn) -> Who:
    if not who.is_admin:
        raise NotAllowed("This page is for admins. If you need it, ask one of yours.")
    return who


Admin = Annotated[Who, Depends(admin)]
