"""What every change of an assignment has in common: what was there before is kept, and the change is counted.

Each is done in the transaction that holds the assignment’s row, and told as an event in it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlmodel import Session

from app.assignments.change import ChangeKind
from app.db import upsert
from app.learners.who import Who
from app.training.assignments.models import ASSIGNMENT, ASSIGNMENT_CHANGE, OWN_CHANGE

A = ASSIGNMENT.c


def keep(
    db: Session,
    *,
    who: Who,
    row: Row[Any],
    kind: ChangeKind,
    before: str,
    now: datetime,
    values: Mapping[str, object] | None = None,
    subject_id: str = "",
) -> None:
    """A change for all sets `values`, too; one for a subject alone is set in what they owe."""
    table, key = _where(row.id, kind, subject_id)
    kept = {"before": before, "at": now, "by_id": who.subject_id or ""}
    upsert(db, table, {**key, **kept}, key=list(key), update=list(kept))
    edited = {"edits": A.edits + 1, "edited_at": now, "edited_by": who.subject_id or ""}
    for_all = {} if subject_id else {"changed_at": now, "sequence": A.sequence + 1, **(values or {})}
    db.execute(update(ASSIGNMENT).where(A.id == row.id).values({**edited, **for_all}))


def kept(db: Session, row: Row[Any], kind: ChangeKind, subject_id: str) -> Row[Any] | None:
    """The last change of this kind, with `before` and `at`; None where there was none, or it was undone."""
    table, key = _where(row.id, kind, subject_id)
    mine = [table.c[name] == value for name, value in key.items()]
    return db.execute(select(table.c.before, table.c.at).where(*mine)).first()


def forget(db: Session, row: Row[Any], kind: ChangeKind, subject_id: str) -> None:
    """It can be undone no more."""
    table, key = _where(row.id, kind, subject_id)
    db.execute(delete(table).where(*(table.c[name] == value for name, value in key.items())))


def _where(assignment_id: str, kind: ChangeKind, subject_id: str) -> tuple[Any, dict[str, str]]:
    key = {"assignment_id": assignment_id, "kind": kind.value}
    return (OWN_CHANGE, {"subject_id": subject_id, **key}) if subject_id else (ASSIGNMENT_CHANGE, key)
