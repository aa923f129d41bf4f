"""Events as readers get them: what is new since their cursor, or a page of the log, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, literal_column, or_, select, tuple_

from app.db.positions import is_settled
from app.events.kinds import from_stored
from app.events.models import EVENT, EVENT_CURSOR
from app.events.recorded import Place, Recorded

PAGE = 50
E = EVENT.c


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
    connection: Connection,
    *,
    subject: str = "",
    group: str = "",
    kind: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    before: Place | None = None,
    most: int = PAGE,
) -> LogPage:
    """A page of the log, the newest first: of all that is asked for at once; what is empty is not asked about.

    `subject` is somebody whom it concerns, or who did it. It begins at `since`, ends before `until`; `before` is
    where the page begins.
    """
    rows = select(EVENT).order_by(E.transaction.desc(), E.id.desc()).limit(most + 1)
    if subject:
        rows = rows.where(or_(E.subject_id == subject, _has(E.actor_id, subject)))
    if group:
        rows = rows.where(_has(E.group_id, group))
    if kind:
        rows = rows.where(E.kind == kind)
    if since is not None:
        rows = rows.where(E.at >= since)
    if until is not None:
        rows = rows.where(E.at < until)
    if before is not None:
        rows = rows.where(tuple_(E.transaction, E.id) < tuple_(*before))
    found = [_recorded(row) for row in connection.execute(rows)]
    page = found[:most]
    return LogPage(page, Place(page[-1].transaction, page[-1].id) if len(found) > most else None)


def _has(column: ColumnElement[str], value: str) -> ColumnElement[bool]:
    """The index knows only rows that have something there, so the query has to say so."""
    return and_(column != literal_column("''"), column == value)


def _recorded(row: Row[Any]) -> Recorded:
    event = from_stored(row.kind, subject=row.subject_id, actor=row.actor_id, facts=row.facts)
    whom = (row.subject_id, row.actor_id, row.group_id)
    return Recorded(row.id, row.transaction, row.kind, *whom, row.at, event)
