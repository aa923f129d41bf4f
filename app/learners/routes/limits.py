"""A limit that was reached is an event too: once in a quarter of an hour, in each process."""

import logging
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response

from app import log as log_lines
from app.db import Database
from app.errors import TooMany
from app.events.actions import record
from app.events.event import LimitReached
from app.web.errors import ours
from app.web.site import site_of

log = logging.getLogger(log_lines.NAME)

AGAIN_AFTER = timedelta(minutes=15)


class ReachedLimits:
    """Which limits this process has written down lately. One for each process; threads share it."""

    def __init__(self) -> None:
        self._noted: dict[str, datetime] = {}
        self._lock = Lock()

    def claim(self, limit: str, now: datetime) -> bool:
        """Whether it is to be written down, by whoever asked; anybody else leaves it to them."""
        with self._lock:
            before = self._noted.get(limit)
            if before is not None and now - before < AGAIN_AFTER:
                return False
            self._noted[limit] = now
            return True

    def give_up(self, limit: str) -> None:
        """It could not be written down: the next to reach it tries again."""
        with self._lock:
            self._noted.pop(limit, None)


def too_many(request: Request, error: Exception) -> Response:
    """The handler of `TooMany`, in a thread."""
    assert isinstance(error, TooMany)  # noqa: S101
    site = site_of(request.app)
    now, reached = site.clock(), site.part(ReachedLimits)
    if reached.claim(error.limit, now) and not _note(site.database, error.limit, now):
        reached.give_up(error.limit)
    return ours(request, error)


def _note(database: Database, limit: str, now: datetime) -> bool:
    """Whether it is written down. Whoever came too often hears so, even if the database cannot be used just now."""
    try:
        with database.change() as connection:
            record(connection, LimitReached(limit=limit), now=now)
    except SQLAlchemyError as error:
        log.warning("a limit was reached, which could not be written down: %s", log_lines.kind(error))
        return False
    return True
