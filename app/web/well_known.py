"""Addresses that programs look for at every site: change a password, report a hole, what robots may read."""

from datetime import datetime, time, timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app.errors import NotFound
from app.web.pages import see_other
from app.web.request import Config, Now

router = APIRouter()

GOOD_FOR = timedelta(days=180)
OF_PEOPLE = ("account", "admin", "author", "certificates", "play", "reset", "search", "sign-in", "sign-up")
ROBOTS = "User-agent: *\n" + "".join(f"Disallow: /{name}\n" for name in OF_PEOPLE)


@router.get("/.well-known/change-password")
def change_password(request: Request) -> Response:
    """Where password managers lead. Source: w3.org/TR/change-password-url."""
    return see_other(request, "/account/password")


@router.get("/.well-known/security.txt")
def security_txt(config: Config, now: Now) -> Response:
    """Whom to tell of a hole, where the admin has said so. Source: RFC 9116, which wants an end within a year."""
    if not config.security_contact:
        raise NotFound("Whoever runs this site has not said where to report a hole in it.")
    expires = datetime.combine(now.date() + GOOD_FOR, time(tzinfo=now.tzinfo))
    lines = {
        "Contact": config.security_contact,
        "Expires": expires.isoformat().replace("+00:00", "Z"),
        "Preferred-Languages": "en",
        "Canonical": f"{config.public_url}/.well-known/security.txt",
    }
    return PlainTextResponse("".join(f"{name}: {value}\n" for name, value in lines.items()))


@router.get("/robots.txt")
def robots() -> Response:
    return PlainTextResponse(ROBOTS)
