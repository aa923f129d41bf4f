"""An order of rows in which a reader misses none, although transactions end out of order.

On PostgreSQL a row bears the number of the transaction that wrote it. Those are given out when a transaction first
writes, so one with a lower number may still be under way: a reader goes only as far as the lowest of them.
SQLite has one writer at a time, so there each row simply has one more than the highest, and all can be seen.
Source: postgresql.org/docs/current/functions-info.html, “Transaction ID and Snapshot Information Functions”.
"""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Table, literal_column, true
from sqlalchemy.ext.compiler import compiles


class TransactionNumber(ColumnElement[int]):
    """What a row written now has in its column `transaction`; only inside a transaction that may write."""

    inherit_cache = True
    type = BigInteger()

    def __init__(self, table: str) -> None:
        self.table = table


@compiles(TransactionNumber, "postgresql")
def _on_postgresql(_element: TransactionNumber, _compiler: Any, **_kw: Any) -> str:
    return "pg_current_xact_id()::text::bigint"


@compiles(TransactionNumber, "sqlite")
def _on_sqlite(element: TransactionNumber, _compiler: Any, **_kw: Any) -> str:
    return f'(select coalesce(max("transaction"), 0) + 1 from {element.table})'  # noqa: S608


def is_settled(connection: Connection, table: Table) -> ColumnElement[bool]:
    """Whether a row is one of those before which no other can still appear."""
    if connection.dialect.name == "postgresql":
        return table.c.transaction < literal_column("pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    return true()
