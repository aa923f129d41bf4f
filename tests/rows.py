"""Rows for every table there is, so that a test of all tables need not know any."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Column, insert, select

from app.backup.layout import LEFT_OUT
from app.db import Database, UtcDateTime
from app.migrations.tables import metadata

EACH = 3
START = datetime(2026, 3, 1, 8, 30, 0, 123456, tzinfo=UTC)


def fill(database: Database) -> None:
    """Three rows in each table; a column that points into its own table points to the row after."""
    with database.write() as db:
        for table in metadata.sorted_tables:
            values = [
                {column.name: _value(column, n) for column in table.columns} for n in range(1, EACH + 1)
            ]
            homing = [c.name for c in table.columns if any(k.column.table is table for k in c.foreign_keys)]
            db.execute(insert(table), [{**row, **dict.fromkeys(homing)} for row in values])
            key = table.primary_key.columns[0]
            for name in homing:
                for n in range(1, EACH):
                    db.execute(table.update().where(key == n).values({name: n + 1}))


def content(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All that is in the database, in an order that does not depend on its kind."""
    with database.read() as db:
        return {
            table.name: sorted((tuple(row) for row in db.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def _value(column: Column[Any], number: int) -> Any:
    for key in column.foreign_keys:
        return _value(key.column, number)
    if isinstance(column.type, UtcDateTime):
        return START + timedelta(days=number)
    kind = column.type.python_type
    if kind is bool:
        return number % 2 == 0
    if kind is int:
        return number
    if kind is bytes:
        return bytes([0, 255, number])
    return f"{column.name} “{number}”\n\\ \U0001f5a8"


def restored(kept: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """What a restore makes of it: nobody is signed in, and events come before those of the new database."""
    place = {
        name: metadata.tables[name].columns.keys().index("transaction") for name in ("event", "event_cursor")
    }
    shift = max((row[place[name]] for name in place for row in kept[name]), default=0) + 1
    moved = {
        name: [(*row[:at], row[at] - shift, *row[at + 1 :]) for row in kept[name]]
        for name, at in place.items()
    }
    return {**kept, **moved, **{name: [] for name in LEFT_OUT}}
