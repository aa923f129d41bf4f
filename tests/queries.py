"""Counts what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from app.db import Database

NOT_QUERIES = ("begin", "select set_config", "select pg_catalog", "show ", "select current_schema", "pragma")


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that run meanwhile, without those that only open a transaction or a connection."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.lower().startswith(NOT_QUERIES):
            seen.append(statement)

    engines = set(database.engines)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
