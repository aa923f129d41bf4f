"""Statements that the two databases spell differently."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Insert, Table, Update, bindparam, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session


def upsert(
    db: Session, table: Table, values: dict[str, Any], *, key: Sequence[str], update: Sequence[str] = ()
) -> None:
    """Insert a row; where `key` is taken, set the columns in `update`, or leave the row alone if there are none."""
    dialect = db.get_bind().dialect.name
    statement = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table).values(values)
    if update:
        changes = {name: statement.excluded[name] for name in update}
        db.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changes))
    else:
        db.execute(statement.on_conflict_do_nothing(index_elements=list(key)))


class Move:
    """An update of one row and, where there was such a row, an insert that tells of it.

    PostgreSQL does both in one statement, which is a transaction by itself. SQLite has no such statement, and
    there nothing travels between the two. Names of the insert's values are those of its columns.
    """

    def __init__(self, update: Update, table: Table) -> None:
        columns = [column.name for column in table.columns]
        self._update, self._insert = update, table.insert()
        moved = update.returning(literal_column("1")).cte("moved")
        told = [bindparam(f"told_{name}", type_=table.c[name].type).label(name) for name in columns]
        both: Insert = table.insert().from_select(columns, select(*told).select_from(moved))
        self._both = both.execution_options(preserve_rowcount=True)

    def run(self, connection: Connection, update: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
        """False, with nothing changed, where no row was updated."""
        if connection.dialect.name == "postgresql":
            told = {f"told_{name}": value for name, value in row.items()}
            return connection.execute(self._both, {**update, **told}).rowcount == 1
        moved = connection.execute(self._update, update).rowcount == 1
        if moved:
            connection.execute(self._insert, row)
        return moved
