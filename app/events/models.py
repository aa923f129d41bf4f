"""What is kept of what happened, and how far each reader has come."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index, text
from sqlmodel import Field

from app.db import Model, UtcDateTime
from app.db.positions import TransactionNumber


def _few(column: str) -> dict[str, Any]:
    """For an index of those rows alone that have something there; most have nothing."""
    return {f"{dialect}_where": text(f"{column} <> ''") for dialect in ("sqlite", "postgresql")}


class EventRow(Model, table=True):
    """Evidence, never changed or deleted: both databases refuse to. `facts` is JSON; the site has no `subject_id`.

    `group_id` is the group of those kinds that concern one, as their facts have it, so that it can be asked for.
    Whoever reads follows (`transaction`, `id`), the order in which events became visible (see `db.positions`).
    No foreign key leads from here: an event outlives what it tells of.
    """

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_position", "transaction", "id"),
        Index("ix_event_subject_kind", "subject_id", "kind", "transaction", "id"),
        Index("ix_event_kind", "kind", "transaction", "id"),
        Index("ix_event_actor", "actor_id", "transaction", "id", **_few("actor_id")),
        Index("ix_event_group", "group_id", "transaction", "id", **_few("group_id")),
        Index("ix_event_at", "at"),
    )

    subject_id: str = Field(primary_key=True, default="")
    id: str = Field(primary_key=True)
    kind: str
    actor_id: str = ""
    group_id: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
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
