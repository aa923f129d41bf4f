"""What becomes of what was done in lessons when two subjects turn out to be one, ask for their data, or leave."""

from typing import Any

from sqlalchemy import Row, Select, Table, insert, select, update
from sqlmodel import Session

from app.learners.actions.personal_data import copy_rows, delete_rows
from app.reading.actions import progress_columns
from app.reading.marking import merge as merge_marks
from app.reading.marking import settle
from app.reading.marks import from_json
from app.reading.models import ANSWER
from app.reading.versions import stored_key
from app.record.models import LESSON_PROGRESS

EXPORT_NAME = "lessons"
TABLES = (ANSWER, LESSON_PROGRESS)


def merge(db: Session, *, source: str, target: str) -> None:
    """Answers move over; marks become one."""
    copy_rows(db, ANSWER, source=source, target=target)
    for row in db.execute(_mine(LESSON_PROGRESS, source).with_for_update()).all():
        _merge_progress(db, row, target)
    erase(db, subject_id=source)


def export(db: Session, *, subject_id: str) -> dict[str, Any]:
    return {
        "answers": [
            {
                "lesson": row.lesson_id,
                "check": row.check_id,
                "option": row.option_id,
                "at": row.at.isoformat(),
            }
            for row in db.execute(_mine(ANSWER, subject_id).order_by(ANSWER.c.at, ANSWER.c.id))
        ],
        "lessons": [_progress(row) for row in db.execute(_mine(LESSON_PROGRESS, subject_id))],
    }


def erase(db: Session, *, subject_id: str) -> None:
    delete_rows(db, ANSWER, LESSON_PROGRESS, subject_id=subject_id)


def anonymize(db: Session, *, subject_id: str) -> None:
    """Answers are the site's own words: that somebody gave them may be counted once nobody knows who."""


def _merge_progress(db: Session, row: Row[Any], target: str) -> None:
    this = _mine(LESSON_PROGRESS, target).where(LESSON_PROGRESS.c.lesson_id == row.lesson_id)
    own = db.execute(this.with_for_update()).first()
    if own is None:
        db.execute(insert(LESSON_PROGRESS).values({**row._mapping, "subject_id": target}))
        return
    latest = max(row, own, key=lambda one: one.updated_at)
    marks = merge_marks(from_json(own.marks), from_json(row.marks))
    key = stored_key(db.connection(), latest.version)
    values = {
        **progress_columns(settle(marks, key) if key else marks),
        "version": latest.version,
        "started_at": min(row.started_at, own.started_at),
        "updated_at": latest.updated_at,
    }
    same = (LESSON_PROGRESS.c.subject_id == target, LESSON_PROGRESS.c.lesson_id == row.lesson_id)
    db.execute(update(LESSON_PROGRESS).where(*same).values(values))


def _progress(row: Row[Any]) -> dict[str, Any]:
    finished = row.completed_at
    return {
        "lesson": row.lesson_id,
        "started_at": row.started_at.isoformat(),
        "finished_at": finished.isoformat() if finished else None,
        "last_at": row.updated_at.isoformat(),
        "where": row.place,
    }


def _mine(table: Table, subject_id: str) -> Select[Any]:
    return select(table).where(table.c.subject_id == subject_id)
