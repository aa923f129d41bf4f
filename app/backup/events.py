"""Events in a restore: their table refuses changes, and their order was that of another database's transactions."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, func, select, update

from app.db.append_only import allow_changes, refuse_changes
from app.events.models import EVENT, EVENT_CURSOR


@contextmanager
def changeable_events(connection: Connection) -> Iterator[None]:
    """While the block runs, events can be changed, by its transaction alone. Where it fails, rolling back mends it."""
    allow_changes(connection, EVENT.name)
    yield
    refuse_changes(connection, EVENT.name)


def put_before_all_others(connection: Connection) -> None:
    """Restored events keep their order among themselves, below zero: whatever this database adds comes after.

    Else a reader whose cursor came from a database with higher numbers would miss what happens next.
    """
    last = connection.scalar(select(func.max(EVENT.c.transaction)))
    cursors = connection.scalar(select(func.max(EVENT_CURSOR.c.transaction)))
    shift = max(last or 0, cursors or 0) + 1
    for table in (EVENT, EVENT_CURSOR):
        connection.execute(update(table).values(transaction=table.c.transaction - shift))
