"""Events as readers get them: what is new since their cursor, or a page of the log, the newest first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select, tuple_

from app.db.positions import is_settled
from app.events.event import Event
from app.events.kinds import from_stored
from app.events.models import EVENT, EVENT_CURSOR

PAGE = 50
_PLACE = re.compile(r"(?P<transaction>-?[0-9]{1,18})\.(?P<id>[0-9A-Za-z]+)")  # below 0 after a restore


@dataclass(frozen=True, slots=True)
class Recorded:
    """One row. `event` is None where this program does not know its kind, or knows it with other facts."""

    id: str
    transaction: int
    kind: str
    subject: str
    actor: str
    at: datetime
    event: Event | None


class Place(NamedTuple):
    """Where a page of the log begins; as text, `transaction.id`."""

    transaction: int
    id: str

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """None where the text is no place."""
        found = _PLACE.fullmatch(text)
        return cls(int(found["transaction"]), found["id"]) if found else None

    def __str__(self) -> str:
        return f"{self.transaction}.{self.id}"


@dataclass(frozen=True, slots=True)
class LogPage:
    """`older` leads to the next page, None on the last."""

    events: Sequence[Recorded]
    older: Place | None


def unread(connection: Connection, reader: str, *, most: int) -> Sequence[Recorded]:
    """The first `most` events since this reader’s cursor, the oldest first; none is ever passed by."""
    cursor = EVENT_CURSOR.c
    place = connection.execute(
        select(cursor.transaction, cursor.event_id).where(cursor.reader == reader)
    ).first()
    rows = select(EVENT).where(is_settled(connection, EVENT))
    if place is not None:
        rows = rows.where(tuple_(EVENT.c.transaction, EVENT.c.id) > tuple_(*place))
    rows = rows.order_by(EVENT.c.transaction, EVENT.c.id).limit(most)
    return [_recorded(row) for row in connection.execute(rows)]


def log_page(
    connection: Connection, *, subject: str = "", kind: str = "", before: Place | None = None
) -> LogPage:
    """A page of the log, the newest first: of one subject, of one kind, or of all; `before` is where it begins."""
    rows = select(EVENT).order_by(EVENT.c.transaction.desc(), EVENT.c.id.desc()).limit(PAGE + 1)
    if subject:
        rows = rows.where(EVENT.c.subject_id == subject)
    if kind:
        rows = rows.where(EVENT.c.kind == kind)
    if before is not None:
        rows = rows.where(tuple_(EVENT.c.transaction, EVENT.c.id) < tuple_(*before))
    found = [_recorded(row) for row in connection.execute(rows)]
    page = found[:PAGE]
    return LogPage(page, Place(page[-1].transaction, page[-1].id) if len(found) > PAGE else None)


def _recorded(row: Row[Any]) -> Recorded:
    event = from_stored(row.kind, subject=row.subject_id, actor=row.actor_id, facts=row.facts)
    return Recorded(row.id, row.transaction, row.kind, row.subject_id, row.actor_id, row.at, event)
