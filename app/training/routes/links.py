"""Addresses that are handed out."""

from starlette.requests import Request

from app.web.site import site_of


def join_link(request: Request, code: str) -> str:
    return f"{site_of(request.app).settings.public_url}/join/{code}"
