"""Statements that the two databases spell differently."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from importlib import import_module
from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    ColumnElement,
    Connection,
    Insert,
    Select,
    String,
    Table,
    Update,
    any_,
    bindparam,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy.sql.schema import ColumnElementColumnDefault
from sqlmodel import Session


def insert_of(connection: Connection) -> Callable[[Table], Any]:
    """The dialect's own `insert`, which can say what is to be done about a row that is there.

    The other database's is not loaded: PostgreSQL's dialects take 2 MB.
    """
    insert: Callable[[Table], Any] = import_module(f"sqlalchemy.dialects.{connection.dialect.name}").insert
    return insert


def upsert(
    db: Session | Connection,
    table: Table,
    values: dict[str, Any],
    *,
    key: Sequence[str],
    update: Sequence[str] = (),
) -> bool:
    """Insert a row; where `key` is taken, set the columns in `update`, or leave the row alone if there are none.

    False where it was left alone.
    """
    connection = db if isinstance(db, Connection) else db.connection()
    statement = insert_of(connection)(table).values(values)
    if update:
        changes = {name: statement.excluded[name] for name in update}
        statement = statement.on_conflict_do_update(index_elements=list(key), set_=changes)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=list(key))
    # an insert’s count is gone on PostgreSQL once its cursor is closed, unless it is asked for before
    return connection.execute(statement.execution_options(preserve_rowcount=True)).rowcount > 0


def one_of(connection: Connection, column: ColumnElement[str], texts: Collection[str]) -> ColumnElement[bool]:
    """That the column is one of these, which are one parameter however many they are.

    One text is asked for by itself, so that the plan is the simplest.
    """
    if len(texts) == 1:
        return column == next(iter(texts))
    if connection.dialect.name == "postgresql":
        return column == any_(literal(list(texts), ARRAY(String)))
    return column.in_(select(func.json_each(json.dumps(list(texts))).table_valued("value").c.value))


def lock_rows(connection: Connection, rows: Select[Any], values: Mapping[str, Any] | None = None) -> None:
    """Nobody else changes them until the transaction ends. On SQLite whoever writes is alone, and nothing is asked."""
    if connection.dialect.name == "postgresql":
        connection.execute(rows, values)


class Move:
    """An update of one row and, where there was such a row, inserts that tell of it, one into each table.

    PostgreSQL does all of it in one statement, which is a transaction by itself. SQLite has no such statement: there
    they are several, in the transaction of the caller.
    """

    def __init__(self, update: Update, *tables: Table) -> None:
        self._update, self._tables = update, tables
        moved = update.returning(literal_column("1")).cte("moved")
        *before, last = [_told(table, moved) for table in tables]
        told = [insert.returning(literal_column("1")).cte() for insert in before]
        self._whole = last.add_cte(*told).execution_options(preserve_rowcount=True)

    def run(self, connection: Connection, update: Mapping[str, Any], *rows: Mapping[str, Any]) -> bool:
        """`update` gives the update its parameters, `rows` the values of each table in turn, by column.

        False, with nothing changed, where no row was updated.
        """
        both = list(zip(self._tables, rows, strict=True))
        if connection.dialect.name == "postgresql":
            told = {f"{table}_{name}": value for table, row in both for name, value in row.items()}
            return connection.execute(self._whole, {**update, **told}).rowcount == 1
        moved = connection.execute(self._update, update).rowcount == 1
        if moved:
            for table, row in both:
                connection.execute(table.insert(), row)
        return moved


def _told(table: Table, moved: CTE) -> Insert:
    """The insert of one row, given by parameters named after table and column, as far as none is given by default."""
    values = [
        (
            column.default.arg
            if isinstance(column.default, ColumnElementColumnDefault)
            else bindparam(f"{table}_{column.name}", type_=column.type)
        ).label(column.name)
        for column in table.columns
    ]
    return table.insert().from_select(
        [column.name for column in table.columns], select(*values).select_from(moved)
    )
