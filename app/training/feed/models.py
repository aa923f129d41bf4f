"""The secret address of somebody’s calendar, of which the hash alone is kept, and the directory that finds it.

A backup holds both, so that calendars go on where a site moves to another database: an address signs nobody in.
"""

from datetime import datetime

from sqlmodel import Field

from app.db import Model, UtcDateTime


class CalendarFeed(Model, table=True):
    """Each has one at most; `address_hash` is the SHA-256 of what stands in the address."""

    __tablename__ = "calendar_feed"

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    address_hash: str
    made_at: datetime = Field(sa_type=UtcDateTime)


class CalendarToken(Model, table=True):
    """A directory: whose calendar an address opens, as long as their `CalendarFeed` still says so."""

    __tablename__ = "calendar_token"

    address_hash: str = Field(primary_key=True)
    subject_id: str


CALENDAR_FEED = CalendarFeed.__table__
CALENDAR_TOKEN = CalendarToken.__table__
