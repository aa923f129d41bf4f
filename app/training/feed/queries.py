"""Whose calendar an address opens, and since when somebody has one."""

from datetime import datetime

from sqlalchemy import Connection, select

from app.errors import NotFound
from app.learners.queries import hashed
from app.training.feed.models import CALENDAR_FEED, CALENDAR_TOKEN

GONE = "This calendar address opens nothing. Whoever it belonged to has made a new one, or has none any more."
LONGEST = 200
"""Longer than any token: a longer one is not looked for."""


def feed_made_at(connection: Connection, subject_id: str) -> datetime | None:
    """None where they have none."""
    feed = CALENDAR_FEED.c
    made_at: datetime | None = connection.scalar(select(feed.made_at).where(feed.subject_id == subject_id))
    return made_at


def feed_of(connection: Connection, token: str) -> str:
    """The subject. Raises NotFound, in the same words whatever is wrong with the token."""
    feed, listed = CALENDAR_FEED.c, CALENDAR_TOKEN.c
    still = (feed.subject_id == listed.subject_id) & (feed.address_hash == listed.address_hash)
    whose = select(feed.subject_id).select_from(CALENDAR_TOKEN).join(CALENDAR_FEED, still)
    known = len(token) <= LONGEST and "\0" not in token
    subject_id = connection.scalar(whose.where(listed.address_hash == hashed(token))) if known else None
    if subject_id is None:
        raise NotFound(GONE)
    return str(subject_id)
