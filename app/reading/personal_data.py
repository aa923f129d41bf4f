"""What becomes of what was done in lessons when two subjects turn out to be one, ask for their data, or leave."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Table, delete, insert, select, update
from sqlmodel import Session

from app.reading.actions import progress_columns
from app.reading.marking import merge as merge_marks
from app.reading.marking import settle
from app.reading.marks import from_json
from app.reading.models import ANSWER, LESSON_PLAN, LESSON_PROGRESS
from app.reading.versions import stored_key

EXPORT_NAME = "lessons"


def merge(db: Session, *, source: int, target: int) -> None:
    """Answers move over; marks become one, as do plans: a saved one goes before a skipped one, then the later."""
    db.execute(update(ANSWER).where(ANSWER.c.subject_id == source).values(subject_id=target))
    for row in _all(db, LESSON_PROGRESS, source):
        _merge_progress(db, row, target)
    for row in _all(db, LESSON_PLAN, source):
        _merge_plan(db, row, target)
    for table in (LESSON_PROGRESS, LESSON_PLAN):
        db.execute(delete(table).where(table.c.subject_id == source))


def export(db: Session, *, subject_id: int) -> dict[str, Any]:
    return {
        "answers": [
            {
                "lesson": row.lesson_id,
                "check": row.check_id,
                "option": row.option_id,
                "at": row.at.isoformat(),
            }
            for row in _all(db, ANSWER, subject_id)
        ],
        "lessons": [_progress(row) for row in _all(db, LESSON_PROGRESS, subject_id)],
        "plans": [
            {
                "lesson": row.lesson_id,
                "when": row.when_text,
                "i_will_say": row.say_text,
                "skipped": row.skipped,
            }
            for row in _all(db, LESSON_PLAN, subject_id)
        ],
    }


def erase(db: Session, *, subject_id: int) -> None:
    for table in (ANSWER, LESSON_PROGRESS, LESSON_PLAN):
        db.execute(delete(table).where(table.c.subject_id == subject_id))


def anonymize(db: Session, *, subject_id: int) -> None:
    """The plan's words were for the learner alone; that there was one may be counted."""
    db.execute(
        update(LESSON_PLAN).where(LESSON_PLAN.c.subject_id == subject_id).values(when_text="", say_text="")
    )


def _merge_progress(db: Session, row: Row[Any], target: int) -> None:
    own = _one(db, LESSON_PROGRESS, target, LESSON_PROGRESS.c.lesson_id == row.lesson_id)
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


def _merge_plan(db: Session, row: Row[Any], target: int) -> None:
    same = (LESSON_PLAN.c.lesson_id == row.lesson_id, LESSON_PLAN.c.plan_id == row.plan_id)
    own = _one(db, LESSON_PLAN, target, *same)
    if own is not None and max(own, row, key=lambda one: (not one.skipped, one.at)) is own:
        return
    db.execute(delete(LESSON_PLAN).where(LESSON_PLAN.c.subject_id == target, *same))
    db.execute(insert(LESSON_PLAN).values({**row._mapping, "subject_id": target}))


def _progress(row: Row[Any]) -> dict[str, Any]:
    finished = row.completed_at
    return {
        "lesson": row.lesson_id,
        "started_at": row.started_at.isoformat(),
        "finished_at": finished.isoformat() if finished else None,
        "last_at": row.updated_at.isoformat(),
        "where": (place := from_json(row.marks).place) and place.block,
    }


def _all(db: Session, table: Table, subject_id: int) -> list[Row[Any]]:
    return list(db.execute(select(table).where(table.c.subject_id == subject_id)).all())


def _one(db: Session, table: Table, subject_id: int, *more: ColumnElement[bool]) -> Row[Any] | None:
    return db.execute(select(table).where(table.c.subject_id == subject_id, *more).with_for_update()).first()
