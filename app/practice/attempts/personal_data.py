"""What becomes of attempts when two subjects turn out to be one, ask for their data, or leave."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, delete, select, update
from sqlmodel import Session

from app.practice.attempts.models import (
    ATTEMPT,
    ATTEMPT_PLAN,
    CHOICE_TAKEN,
    OWN_WORDS,
    PREDICTION,
    REFLECTION,
    REPLAY,
    TAKEN_BACK,
    TURNING_GUESS,
)

EXPORT_NAME = "scenarios"

OF_AN_ATTEMPT: dict[str, Table] = {
    "lines": CHOICE_TAKEN,
    "taken_back": TAKEN_BACK,
    "predicted": PREDICTION,
    "turning_point_guessed": TURNING_GUESS,
    "replay_of": REPLAY,
    "own_words": OWN_WORDS,
    "reflection": REFLECTION,
    "plan": ATTEMPT_PLAN,
}
"""All that hangs on one attempt, by the name it has among the data handed out."""
PRIVATE = {OWN_WORDS: ("text",), REFLECTION: ("text",), ATTEMPT_PLAN: ("when_text", "say_text")}


def merge(db: Session, *, source: int, target: int) -> None:
    """Attempts move over as they are; each stays one run from beginning to end."""
    db.execute(update(ATTEMPT).where(ATTEMPT.c.subject_id == source).values(subject_id=target))


def export(db: Session, *, subject_id: int) -> list[dict[str, Any]]:
    attempts = select(ATTEMPT).where(ATTEMPT.c.subject_id == subject_id).order_by(ATTEMPT.c.started_at)
    return [_attempt(db, row) for row in db.execute(attempts)]


def erase(db: Session, *, subject_id: int) -> None:
    mine = select(ATTEMPT.c.id).where(ATTEMPT.c.subject_id == subject_id)
    for table in OF_AN_ATTEMPT.values():
        db.execute(delete(table).where(table.c.attempt_id.in_(mine)))
    db.execute(delete(ATTEMPT).where(ATTEMPT.c.subject_id == subject_id))


def anonymize(db: Session, *, subject_id: int) -> None:
    """What the learner wrote is gone. The lines are the author’s words: that somebody said them may be counted."""
    mine = select(ATTEMPT.c.id).where(ATTEMPT.c.subject_id == subject_id)
    for table, names in PRIVATE.items():
        db.execute(update(table).where(table.c.attempt_id.in_(mine)).values(dict.fromkeys(names, "")))


def _attempt(db: Session, row: Row[Any]) -> dict[str, Any]:
    """Everything kept of one run. Chairs are named as authors name them."""
    totals = {"customer": row.customer, "organization": row.organization, "colleagues": row.colleagues}
    return {
        **{name: _plain(value) for name, value in row._mapping.items() if name not in (*totals, *_OWN)},
        "totals": {**totals, "self": row.self_},
        **{name: _rows(db, table, row.id) for name, table in OF_AN_ATTEMPT.items()},
    }


_OWN = ("subject_id", "self_")


def _rows(db: Session, table: Table, attempt: str) -> list[dict[str, Any]]:
    order = table.c.turn if table in (CHOICE_TAKEN, OWN_WORDS) else table.c.at
    found = db.execute(select(table).where(table.c.attempt_id == attempt).order_by(order))
    return [
        {name.rstrip("_"): _plain(value) for name, value in row._mapping.items() if name != "attempt_id"}
        for row in found
    ]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
