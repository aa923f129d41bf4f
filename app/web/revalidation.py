"""Whether a browser that asks again already holds what it would be sent."""

from starlette.requests import Request

PRIVATE = "private, no-cache"
"""One person's page: their browser may keep it, and asks before it shows it again."""


def is_held(request: Request, etag: str) -> bool:
    """By If-None-Match, which names one tag, several, or any; a proxy that packs replies makes them weak.

    Source: RFC 9110, 13.1.2.
    """
    named = request.headers.get("if-none-match")
    if named is None:
        return False
    tags = {one.strip().removeprefix("W/") for one in named.split(",")}
    return etag in tags or tags == {"*"}
