"""What becomes of attempts when two subjects turn out to be one, ask for their data, or leave."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlmodel import Session

from app.scenarios.evidence import CHOICE_TAKEN, TAKEN_BACK
from app.scenarios.standing import ATTEMPT


def merge(db: Session, *, source: int, target: int) -> None:
    """Attempts move over as they are; each stays one run from beginning to end."""
    db.execute(update(ATTEMPT).where(ATTEMPT.c.subject_id == source).values(subject_id=target))


def export(db: Session, *, subject_id: int) -> list[dict[str, Any]]:
    attempts = select(ATTEMPT).where(ATTEMPT.c.subject_id == subject_id).order_by(ATTEMPT.c.started_at)
    return [_attempt(db, row) for row in db.execute(attempts)]


def erase(db: Session, *, subject_id: int) -> None:
    mine = select(ATTEMPT.c.id).where(ATTEMPT.c.subject_id == subject_id)
    for table in (CHOICE_TAKEN, TAKEN_BACK):
        db.execute(delete(table).where(table.c.attempt_id.in_(mine)))
    db.execute(delete(ATTEMPT).where(ATTEMPT.c.subject_id == subject_id))


def anonymize(db: Session, *, subject_id: int) -> None:
    """The lines are the author’s words: that somebody said them may be counted once nobody knows who."""


def _attempt(db: Session, row: Row[Any]) -> dict[str, Any]:
    """Everything kept of one run. Chairs are named as authors name them."""
    taken, back = CHOICE_TAKEN.c, TAKEN_BACK.c
    lines = db.execute(select(CHOICE_TAKEN).where(taken.attempt_id == row.id).order_by(taken.turn))
    undone = db.execute(select(TAKEN_BACK).where(back.attempt_id == row.id))
    totals = {"customer": row.customer, "organization": row.organization, "colleagues": row.colleagues}
    return {
        **{name: _plain(value) for name, value in row._mapping.items() if name not in (*totals, *_OWN)},
        "totals": {**totals, "self": row.self_},
        "lines": [_evidence(line) for line in lines],
        "taken_back": [_evidence(one) for one in undone],
    }


_OWN = ("subject_id", "self_")


def _evidence(row: Row[Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row._mapping.items() if name != "attempt_id"}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
