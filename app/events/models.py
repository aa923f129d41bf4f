"""What is kept of what happened, and how far each reader has come."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index
from sqlmodel import Field

from app.db import Model, UtcDateTime
from app.db.positions import TransactionNumber


class EventRow(Model, table=True):
    """Evidence, never changed or deleted: both databases refuse to. `facts` is JSON; the site has no `subject_id`.

    Whoever reads follows (`transaction`, `id`), the order in which events became visible (see `db.positions`).
    No foreign key leads from here: an event outlives what it tells of.
    """

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_position", "transaction", "id"),
        Index("ix_event_subject_kind", "subject_id", "kind", "transaction", "id"),
        Index("ix_event_kind", "kind", "transaction", "id"),
    )

    subject_id: str = Field(primary_key=True, default="")
    id: str = Field(primary_key=True)
    kind: str
    actor_id: str = ""
    facts: str
    transaction: int = Field(
        sa_column=Column("transaction", BigInteger, nullable=False, default=TransactionNumber("event"))
    )
    at: datetime = Field(sa_type=UtcDateTime)


class EventCursor(Model, table=True):
    """The last event that a reader has dealt with."""

    __tablename__ = "event_cursor"

    reader: str = Field(primary_key=True)
    transaction: int = Field(sa_type=BigInteger)
    event_id: str
    at: datetime = Field(sa_type=UtcDateTime)


EVENT = EventRow.__table__
EVENT_CURSOR = EventCursor.__table__
