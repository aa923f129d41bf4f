"""A backup's other half: every table's rows as plain JSON values, and back."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, Table, bindparam, insert, select, update

from app.backup.archive import BackupError, Line
from app.db import Database, UtcDateTime
from app.migrations.tables import metadata

ROWS_AT_ONCE = 1000
NOT_CONTENT = {"heartbeat"}

Values = list[dict[str, Any]]


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """One consistent view of the database, while others go on writing."""
    engine = database.engine
    if not database.is_sqlite:
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with engine.connect() as connection, connection.begin():
        yield connection


def tables(connection: Connection) -> Iterator[Line]:
    """Every table's name and columns, followed by its rows."""
    for table in metadata.sorted_tables:
        yield {"table": table.name, "columns": [column.name for column in table.columns]}
        query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=ROWS_AT_ONCE)
        for row in connection.execute(query):
            yield [_plain(value) for value in row]


def is_empty(connection: Connection) -> bool:
    kept = (table for table in metadata.sorted_tables if table.name not in NOT_CONTENT)
    return all(connection.execute(select(table).limit(1)).first() is None for table in kept)


def empty(connection: Connection) -> None:
    for table in reversed(metadata.sorted_tables):
        connection.execute(table.delete())


class Filler:
    """Takes an archive's lines one after the other, and inserts many rows at once."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.table: Table | None = None
        self.readers: dict[str, Callable[[Any], Any]] = {}
        self.rows: Values = []
        self.later: dict[str, Values] = {}

    def take(self, line: Line) -> None:
        if isinstance(line, dict):
            self.finish()
            self._open(line)
        else:
            row = zip(self.readers.items(), line, strict=True)
            self.rows.append({name: None if value is None else read(value) for (name, read), value in row})
        if len(self.rows) == ROWS_AT_ONCE:
            self._insert()

    def finish(self) -> None:
        """The table is complete: insert what is left, and point its rows at each other."""
        self._insert()
        for name, pointers in self.later.items():
            assert self.table is not None  # noqa: S101
            key = self.table.primary_key.columns[0]
            statement = (
                update(self.table).where(key == bindparam("row")).values({name: bindparam("points_to")})
            )
            if pointers:
                self.connection.execute(statement, pointers)

    def _open(self, line: dict[str, Any]) -> None:
        table = metadata.tables.get(line["table"])
        if table is None or set(line["columns"]) != {column.name for column in table.columns}:
            raise BackupError(
                f"The backup holds “{line['table']}”, which this program does not know as it is there."
            )
        self.table = table
        self.readers = {name: _reader(table.columns[name]) for name in line["columns"]}
        self.later = {name: [] for name in line["columns"] if _points_home(table.columns[name])}

    def _insert(self) -> None:
        if self.table is None or not self.rows:
            return
        key = self.table.primary_key.columns[0].name
        for name, pointers in self.later.items():
            pointers += [
                {"row": row[key], "points_to": row[name]} for row in self.rows if row[name] is not None
            ]
            self.rows = [{**row, name: None} for row in self.rows]
        self.connection.execute(insert(self.table), self.rows)
        self.rows = []


def _points_home(column: Column[Any]) -> bool:
    return any(key.column.table is column.table for key in column.foreign_keys)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat
    if isinstance(column.type, LargeBinary):
        return base64.b64decode
    return lambda value: value
