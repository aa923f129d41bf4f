"""What a learner does with a plan: says how it went, changes its words, or drops it."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Table, delete, insert, select, update
from sqlmodel import Session

from app.errors import NotFound
from app.plans.models import PLAN_REPORT
from app.plans.plan import Kind, PlanKey, Went
from app.practice.attempts.models import ATTEMPT, ATTEMPT_PLAN
from app.reading.actions import Sitting, drop_plan
from app.reading.models import LESSON_PLAN

A_SECOND_PRESS = timedelta(minutes=1)
GONE = "This plan is no longer here. Your plans are all on their page."


def report(db: Session, key: PlanKey, went: Went, note: str, *, subject_id: int, now: datetime) -> None:
    """Keep how it went. The same again within a minute is a second press. Raises NotFound."""
    _mine(db, key, subject_id)
    row = {"subject_id": subject_id, **key._asdict(), "went": went.value, "note": note}
    same = [PLAN_REPORT.c[name] == value for name, value in row.items()]
    if (
        db.execute(select(PLAN_REPORT.c.id).where(*same, PLAN_REPORT.c.at > now - A_SECOND_PRESS)).first()
        is None
    ):
        db.execute(insert(PLAN_REPORT).values(**row, at=now))


def adjust(db: Session, key: PlanKey, *, when: str, say: str, subject_id: int, now: datetime) -> None:
    """Put other words in place of the plan's; how they go is asked anew. Raises NotFound."""
    table, rows = _mine(db, key, subject_id)
    db.execute(update(table).where(*rows).values(when_text=when, say_text=say, at=now))


def drop(db: Session, key: PlanKey, lesson: Sitting | None, *, subject_id: int, now: datetime) -> None:
    """The words are gone. `lesson` is where the plan is still on offer: it counts as skipped there.

    Raises NotFound.
    """
    table, rows = _mine(db, key, subject_id)
    if key.kind is Kind.DEBRIEF:
        db.execute(delete(table).where(*rows))
    elif lesson:
        drop_plan(lesson, key.plan_id)
    else:
        db.execute(update(table).where(*rows).values(when_text="", say_text="", skipped=True, at=now))


def _mine(db: Session, key: PlanKey, subject_id: int) -> tuple[Table, list[ColumnElement[bool]]]:
    """The plan's table, and what picks its row."""
    if key.kind is Kind.DEBRIEF:
        attempts = select(ATTEMPT.c.id).where(ATTEMPT.c.subject_id == subject_id)
        table, rows = (
            ATTEMPT_PLAN,
            [
                ATTEMPT_PLAN.c.attempt_id == key.source_id,
                ATTEMPT_PLAN.c.attempt_id.in_(attempts),
            ],
        )
    else:
        p = LESSON_PLAN.c
        table, rows = (
            LESSON_PLAN,
            [
                p.subject_id == subject_id,
                p.lesson_id == key.source_id,
                p.plan_id == key.plan_id,
                p.skipped.is_(False),
            ],
        )
    if db.execute(select(table.c.at).where(*rows)).first() is None:
        raise NotFound(GONE)
    return table, rows
