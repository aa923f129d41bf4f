"""What becomes of attempts when two subjects turn out to be one, ask for their data, or leave."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, case, select, update
from sqlmodel import Session

from app.learners.actions.personal_data import copy_rows, delete_rows
from app.plans.actions import rename_source
from app.plans.plan import Kind
from app.practice.attempts.models import (
    CHOICE_TAKEN,
    OWN_WORDS,
    PREDICTION,
    REFLECTION,
    REPLAY,
    TAKEN_BACK,
    TURNING_GUESS,
)
from app.record.models import ATTEMPT, CHAIR_COLUMNS
from app.record.queries import totals_of
from app.ulid import new_id

EXPORT_NAME = "scenarios"

OF_AN_ATTEMPT: dict[str, Table] = {
    "lines": CHOICE_TAKEN,
    "taken_back": TAKEN_BACK,
    "predicted": PREDICTION,
    "turning_point_guessed": TURNING_GUESS,
    "replay_of": REPLAY,
    "own_words": OWN_WORDS,
    "reflection": REFLECTION,
}
"""All that hangs on one attempt, by the name it has among the data handed out."""
TABLES = (ATTEMPT, *OF_AN_ATTEMPT.values())
PRIVATE = (OWN_WORDS, REFLECTION)


def merge(db: Session, *, source: str, target: str) -> None:
    """Attempts move over as they are; each stays one run from beginning to end.

    The two can only share an id where one form of the home page was sent by both; then the source's gets another.
    """
    names = _new_names(db, source, target)
    for old, new in names.items():
        rename_source(db, Kind.DEBRIEF, old, new, subject_id=source)
    for table in TABLES:
        naming = [column for column in table.columns if column.name in _NAMING[table is ATTEMPT]]
        changed = {c.name: case(names, value=c, else_=c) for c in naming} if names else {}
        copy_rows(db, table, source=source, target=target, changed=changed)
    delete_rows(db, *reversed(TABLES), subject_id=source)


def export(db: Session, *, subject_id: str) -> list[dict[str, Any]]:
    """A select for each table, however many attempts there are."""
    a = ATTEMPT.c
    attempts = select(ATTEMPT).where(a.subject_id == subject_id).order_by(a.started_at, a.id)
    beside = {name: _by_attempt(db, table, subject_id) for name, table in OF_AN_ATTEMPT.items()}
    return [_attempt(row, beside) for row in db.execute(attempts)]


def erase(db: Session, *, subject_id: str) -> None:
    delete_rows(db, *reversed(TABLES), subject_id=subject_id)


def anonymize(db: Session, *, subject_id: str) -> None:
    """What the learner wrote is gone. The lines are the author’s words: that somebody said them may be counted."""
    for table in PRIVATE:
        db.execute(update(table).where(table.c.subject_id == subject_id).values(text=""))


def _new_names(db: Session, source: str, target: str) -> dict[str, str]:
    a, theirs = ATTEMPT.c, select(ATTEMPT.c.id).where(ATTEMPT.c.subject_id == target)
    both = select(a.id, a.started_at).where(a.subject_id == source, a.id.in_(theirs))
    return {row.id: new_id(row.started_at) for row in db.execute(both)}


def _attempt(row: Row[Any], beside: Mapping[str, Mapping[str, list[dict[str, Any]]]]) -> dict[str, Any]:
    """Everything kept of one run. Chairs are named as authors name them."""
    apart = ("subject_id", *CHAIR_COLUMNS)
    return {
        **{name: _plain(value) for name, value in row._mapping.items() if name not in apart},
        "totals": {name.rstrip("_"): total for name, total in totals_of(row)._asdict().items()},
        **{name: found.get(row.id, []) for name, found in beside.items()},
    }


_NAMING = {True: ("id",), False: ("attempt_id", "source_id")}
_KEY = ("subject_id", "attempt_id")


def _by_attempt(db: Session, table: Table, subject_id: str) -> Mapping[str, list[dict[str, Any]]]:
    mine = select(table).where(table.c.subject_id == subject_id).order_by(*table.primary_key.columns)
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in db.execute(mine):
        values = {name: value for name, value in row._mapping.items() if name not in _KEY}
        found[row.attempt_id].append({name.rstrip("_"): _plain(value) for name, value in values.items()})
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
