"""One row in every table that belongs to a subject, whatever tables there are."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Table, insert, select
from sqlmodel import Session

from app.migrations.tables import metadata

OWN = {"subject", "learner", "email_address", "browser_session", "session_token", "reset_link"}
OUTLIVING = {"event", "erasure"}
"""What says that somebody was here once: ids alone, for the log and for restores."""
SAME = {
    ("certificate_code", "code"): ("certificate", "id"),
    ("trainer_list", "workplace_id"): ("workplace_trainer", "workplace_id"),
    ("lead_list", "group_id"): ("lead", "group_id"),
    ("member_list", "group_id"): ("membership", "group_id"),
    ("calendar_token", "address_hash"): ("calendar_feed", "address_hash"),
    ("obligation", "group_id"): ("membership", "group_id"),
}
"""Columns of directories, and what they repeat."""
VALID = {"marks": "{}", "kind": "lesson", "source_kind": "lesson"}
"""What the code reads again must be what it can read."""


def kept_tables() -> list[Table]:
    """Every table with a subject, directories too; parents first."""
    found = (table for table in metadata.sorted_tables if "subject_id" in table.columns)
    return [table for table in found if table.name not in OWN | OUTLIVING]


class Filler:
    """Fills tables for one subject; what it put in is in `rows`, by the table’s name."""

    def __init__(self, db: Session, subject_id: str, now: datetime) -> None:
        self.db, self.subject_id, self.now = db, subject_id, now
        self.mark = str(subject_id)
        self.rows: dict[str, dict[str, Any]] = {}

    def fill(self, table: Table) -> dict[str, Any]:
        if table.name not in self.rows:
            given = {c.name: self._value(table, c) for c in table.columns}
            made = self.db.execute(insert(table).values(given).returning(*table.columns)).one()
            self.rows[table.name] = dict(made._mapping)
        return self.rows[table.name]

    def _value(self, table: Table, column: Column[Any]) -> Any:
        if column.name == "subject_id":
            return self.subject_id
        if repeated := SAME.get((table.name, column.name)):
            return self.fill(metadata.tables[repeated[0]])[repeated[1]]
        for key in column.foreign_keys:
            return self.fill(key.column.table)[key.column.name]
        kind = kind_of(column)
        if kind is datetime:
            return self.now + timedelta(
                seconds=len(self.rows), minutes=sorted(metadata.tables).index(table.name)
            )
        text = VALID.get(column.name, f"{table.name}.{column.name} of {self.mark}")
        return {int: 1, bool: False, bytes: text.encode(), str: text}[kind]


def kind_of(column: Column[Any]) -> type:
    return getattr(column.type, "impl_instance", column.type).python_type  # type: ignore[no-any-return]


def rows_of(db: Session, table: Table, subject_id: str) -> list[dict[str, Any]]:
    mine = select(table).where(table.c.subject_id == subject_id)
    return [dict(row._mapping) for row in db.execute(mine)]


def count(db: Session, table: Table) -> int:
    return len(db.execute(select(table)).all())
