"""Marks from evidence alone, to prove that what is stored of a learner follows from what they did."""

from dataclasses import replace

from sqlalchemy import select
from sqlmodel import Session

from app.reading import marking
from app.reading.marks import Marks, PlanState
from app.reading.models import ANSWER
from app.reading.versions import stored_key


def rebuild(db: Session, *, subject_id: int, lesson_id: str) -> Marks:
    """Everything but the place and what was seen on the way, of which there is no evidence."""
    marks = Marks()
    of_them = (ANSWER.c.subject_id == subject_id, ANSWER.c.lesson_id == lesson_id)
    for row in db.execute(select(ANSWER).where(*of_them).order_by(ANSWER.c.at, ANSWER.c.id)).all():
        key = stored_key(db.connection(), row.version)
        if key and row.check_id == key.plan:
            marks = marking.decide_plan(marks, key, row.check_id, PlanState(row.option_id), at=row.at)
        elif key:
            marks = marking.answer(marks, key, row.check_id, row.option_id, at=row.at)
    return without_place(marks)


def without_place(marks: Marks) -> Marks:
    return replace(marks, place=None, seen=frozenset())
