"""Rows to insert, gathered by table."""

from collections import defaultdict
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from app.events.actions import row_of
from app.events.event import Event
from app.migrations.tables import metadata
from app.ulid import RANDOM_BITS, ulid

Row = dict[str, Any]
LATER = 1 << 33
"""A second long after all that is invented."""


def event_number(at: datetime) -> int:
    """In place of a transaction’s: by time, and below zero, so that whatever happens from now on comes after."""
    return int(at.timestamp()) - LATER


def id_at(rng: Random, at: datetime) -> str:
    """An id as it would have been made then; the same for the same draw."""
    return ulid(at, rng.getrandbits(RANDOM_BITS))


class Rows:
    def __init__(self) -> None:
        self._by_table: defaultdict[str, list[Row]] = defaultdict(list)

    def add(self, table: str, **values: Any) -> None:
        self._by_table[table].append(values)

    def tell(self, rng: Random, at: datetime, *events: Event) -> None:
        """As it would have been recorded then."""
        for event in events:
            self.add("event", **row_of(event, at) | {"id": id_at(rng, at), "transaction": event_number(at)})

    def blank(self, table: str, subject: str, *columns: str) -> None:
        """Empty these texts of a subject."""
        for row in self._by_table[table]:
            if row["subject_id"] == subject:
                row.update(dict.fromkeys(columns, ""))

    def insert(self, db: Session) -> None:
        """Parents before children. Rows of one table have the same columns."""
        for table in metadata.sorted_tables:
            if rows := self._by_table.pop(table.name, None):
                db.execute(insert(table), rows)
