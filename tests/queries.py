"""Counts what a page asks of the database, and in how many transactions."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from app.db import Database

NOT_QUERIES = ("begin", "select set_config", "select pg_catalog", "show ", "select current_schema", "pragma")


Statement = tuple[str, Any]


@contextmanager
def heard(database: Database) -> Iterator[list[Statement]]:
    """The statements that run meanwhile, with what they are given, but for those that only open a connection."""
    seen: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if not statement.lower().startswith(NOT_QUERIES):
            seen.append((statement, parameters))

    engines = set(database.engines)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements alone, once they have run."""
    seen: list[str] = []
    with heard(database) as statements:
        yield seen
        seen += [statement for statement, _ in statements]


@contextmanager
def transactions(database: Database) -> Iterator[list[str]]:
    """One entry for each transaction that begins meanwhile."""
    seen: list[str] = []

    def note(_connection: Any) -> None:
        seen.append("begun")

    engines = set(database.engines)
    for engine in engines:
        event.listen(engine, "begin", note)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "begin", note)
