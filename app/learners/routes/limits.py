"""A limit that was reached is an event too: once a quarter of an hour for each, however often it is hit."""

from datetime import datetime, timedelta
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response

from app.errors import TooMany
from app.events.actions import record
from app.events.event import LimitReached
from app.web.errors import ours
from app.web.site import site_of

AGAIN_AFTER = timedelta(minutes=15)


class ReachedLimits:
    """Which limits this process has written down lately. One for each process; threads share it."""

    def __init__(self) -> None:
        self._noted: dict[str, datetime] = {}
        self._lock = Lock()

    def is_news(self, limit: str, now: datetime) -> bool:
        with self._lock:
            before = self._noted.get(limit)
            if before is not None and now - before < AGAIN_AFTER:
                return False
            self._noted[limit] = now
            return True


def too_many(request: Request, error: Exception) -> Response:
    """The handler of `TooMany`, in a thread."""
    assert isinstance(error, TooMany)  # noqa: S101
    site = site_of(request.app)
    now = site.clock()
    if site.part(ReachedLimits).is_news(error.limit, now):
        with site.database.change() as connection:
            record(connection, LimitReached(limit=error.limit), now=now)
    return ours(request, error)
