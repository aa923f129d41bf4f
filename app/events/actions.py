"""Writes down what happened, in the transaction in which it does, and moves a reader on."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from app.db import upsert
from app.events.event import Event
from app.events.kinds import as_json
from app.events.models import EVENT, EVENT_CURSOR
from app.events.recorded import Recorded
from app.ulid import new_id


def record(connection: Connection, *events: Event, now: datetime) -> None:
    """Call it inside the transaction of the fact itself: either both hold, or neither."""
    for event in events:
        connection.execute(insert(EVENT).values(**row_of(event, now)))


def row_of(event: Event, now: datetime) -> dict[str, Any]:
    """All columns but the number of the transaction, which the database gives."""
    return {
        "subject_id": event.subject,
        "id": new_id(now),
        "kind": event.KIND,
        "actor_id": event.actor,
        "group_id": event.group_id,
        "facts": as_json(event),
        "at": now,
    }


def dealt_with(connection: Connection, reader: str, events: Iterable[Recorded], *, now: datetime) -> None:
    """The reader has dealt with all of these and with whatever came before; in the transaction of its work."""
    last = max(((event.transaction, event.id) for event in events), default=None)
    if last is None:
        return
    row = {"reader": reader, "transaction": last[0], "event_id": last[1], "at": now}
    upsert(connection, EVENT_CURSOR, row, key=["reader"], update=["transaction", "event_id", "at"])
