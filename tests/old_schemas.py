"""Databases as older releases left them: their own schema, with rows in every table."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Table, insert, select

from app import migrations
from app.backup.older_schemas import tables_there
from app.db import Database, UtcDateTime

EACH = 3
START = datetime(2026, 3, 1, 8, 30, 0, 123456, tzinfo=UTC)
Rows = dict[str, list[dict[str, Any]]]
MARKS = '{{"a":{{}},"b":[{at},"block “{n}”","v"],"c":null,"p":{{}},"s":[],"t":null}}'


def make(database: Database, schema: str) -> None:
    with database.change() as connection:
        migrations.upgrade_on(connection, schema)


def fill(database: Database) -> None:
    """Three rows in each table, each about the subject of its number; the first subject went into the second."""
    with database.write() as db:
        for table in tables_there(db.connection()).values():
            numbers = range(EACH, 0, -1) if table.name == "subject" else range(1, EACH + 1)
            db.execute(insert(table), [_row(table, number) for number in numbers])


def content(database: Database) -> Rows:
    """All that is in the database, by table."""
    with database.read() as db:
        return {
            table.name: [dict(row) for row in db.execute(select(table)).mappings()]
            for table in tables_there(db.connection()).values()
        }


def _row(table: Table, number: int) -> dict[str, Any]:
    row = {column.name: _value(column, number) for column in table.columns}
    if "merged_into" in row:
        row["merged_into"] = _value(table.c.id, 2) if number == 1 else None
    return row


def _value(column: Column[Any], number: int) -> Any:
    for key in column.foreign_keys:
        return _value(key.column, number)
    if isinstance(column.type, UtcDateTime):
        return START + timedelta(days=number)
    if column.name == "marks":
        return MARKS.format(at=number * 1_000_000, n=number) if number > 1 else "not marks at all"
    text = f"{column.name} “{number}”\n\\ \U0001f5a8"
    values = {bool: number % 2 == 0, int: number, bytes: bytes([0, 255, number]), str: text}
    return values[column.type.python_type]
