"""A backup's other half: the database's tables, read at one moment, emptied, and filled again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.exc import DataError, IntegrityError

from app.backup.archive import BadBackup, Line
from app.backup.layout import kept_tables
from app.backup.values import plain
from app.db import Database
from app.migrations.tables import metadata

ROWS_AT_ONCE = 1000

Values = dict[str, Any]


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
    for table in kept_tables():
        yield {"table": table.name, "columns": [column.name for column in table.columns]}
        query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=ROWS_AT_ONCE)
        for row in connection.execute(query):
            yield [plain(value) for value in row]


def is_empty(connection: Connection) -> bool:
    return all(connection.execute(select(table).limit(1)).first() is None for table in kept_tables())


def empty(connection: Connection) -> None:
    for table in reversed(metadata.sorted_tables):
        connection.execute(table.delete())


class Filler:
    """Takes the rows of one table after the other, and inserts many at once."""

    def __init__(self, connection: Connection, file: Path) -> None:
        self.connection = connection
        self.file = file
        self.table: Table | None = None
        self.waiting: list[Values] = []
        self.count = 0

    def take(self, table: Table, row: Values | None) -> None:
        """A row of `table`; None where a table begins. Raises `BadBackup` where rows do not fit together."""
        if row is None:
            self.finish()
            self.table = table
            return
        self.count += 1
        self.waiting.append(row)
        if len(self.waiting) == ROWS_AT_ONCE:
            self.finish()

    def finish(self) -> None:
        """The table is complete: insert what is left. Raises `BadBackup`."""
        if self.waiting and self.table is not None:
            with self._explained(self.table):
                self.connection.execute(insert(self.table), self.waiting)
            self.waiting = []

    @contextmanager
    def _explained(self, table: Table) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            fault = f"holds rows of “{table.name}” that do not fit together: two are the same, or one is about a row "
            raise BadBackup(self.file, f"{fault}that is not there") from None
        except DataError:
            raise BadBackup(
                self.file, f"holds a value in “{table.name}” that this database cannot keep"
            ) from None
