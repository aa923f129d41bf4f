"""One row in every table that belongs to a subject, whatever tables there are."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Table, insert, select
from sqlmodel import Session

from app.migrations.tables import metadata

OWN = {"subject", "learner", "browser_session", "reset_link"}
VALID = {"marks": "{}", "source_kind": "lesson"}
"""What the code reads again must be what it can read."""


def kept_tables() -> list[Table]:
    """Every table with a subject, or with a row of one that has; parents first."""
    found: set[str] = set()
    for table in metadata.sorted_tables:
        parents = {key.column.table.name for key in table.foreign_keys}
        if parents & ({"subject", "learner"} | (found - OWN)):
            found.add(table.name)
    return [table for table in metadata.sorted_tables if table.name in found - OWN]


class Filler:
    """Fills tables for one subject; what it put in is in `rows`, by the table’s name."""

    def __init__(self, db: Session, subject_id: int, now: datetime) -> None:
        self.db, self.subject_id, self.now = db, subject_id, now
        self.rows: dict[str, dict[str, Any]] = {}

    def fill(self, table: Table) -> dict[str, Any]:
        if table.name not in self.rows:
            given = {c.name: self._value(table, c) for c in table.columns if not self._is_counted(c)}
            made = self.db.execute(insert(table).values(given).returning(*table.columns)).one()
            self.rows[table.name] = dict(made._mapping)
        return self.rows[table.name]

    def _value(self, table: Table, column: Column[Any]) -> Any:
        for key in column.foreign_keys:
            if key.column.table.name == "subject":
                return self.subject_id
            return self.fill(key.column.table)[key.column.name]
        kind = kind_of(column)
        if kind is datetime:
            return self.now + timedelta(
                seconds=len(self.rows), minutes=sorted(metadata.tables).index(table.name)
            )
        text = VALID.get(column.name, f"{table.name}.{column.name} of {self.subject_id}")
        return {int: 1, bool: False, bytes: text.encode(), str: text}[kind]

    def _is_counted(self, column: Column[Any]) -> bool:
        return column.name == "id" and kind_of(column) is int


def kind_of(column: Column[Any]) -> type:
    return getattr(column.type, "impl_instance", column.type).python_type  # type: ignore[no-any-return]


def rows_of(db: Session, table: Table, subject_id: int) -> list[dict[str, Any]]:
    """The table’s rows of that subject, directly or by way of their parent."""
    if "subject_id" in table.columns:
        mine = select(table).where(table.c.subject_id == subject_id)
    else:
        parent = next(key for key in table.foreign_keys if "subject_id" in key.column.table.columns)
        theirs = select(parent.column).where(parent.column.table.c.subject_id == subject_id)
        mine = select(table).where(parent.parent.in_(theirs))
    return [dict(row._mapping) for row in db.execute(mine)]


def count(db: Session, table: Table) -> int:
    return len(db.execute(select(table)).all())
