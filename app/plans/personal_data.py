"""What becomes of plans when two subjects turn out to be one, ask for their data, or leave."""

from typing import Any

from sqlalchemy import Row, Table, insert, select, update
from sqlmodel import Session

from app.learners.actions.personal_data import copy_rows, delete_rows
from app.plans.actions import remove_plan
from app.plans.models import PLAN, PLAN_REPORT
from app.plans.plan import Kind, PlanKey

EXPORT_NAME = "plans"
TABLES = (PLAN, PLAN_REPORT)


def merge(db: Session, *, source: str, target: str) -> None:
    """Reports move over. Of a plan that both made, a saved one goes before a skipped one, then the later."""
    copy_rows(db, PLAN_REPORT, source=source, target=target)
    own = {_key(row): row for row in _all(db, PLAN, target)}
    for row in _all(db, PLAN, source):
        if max(own.get(_key(row), row), row, key=lambda one: (not one.skipped, one.at)) is row:
            remove_plan(db, _key(row), subject_id=target)
            db.execute(insert(PLAN).values({**row._mapping, "subject_id": target}))
    erase(db, subject_id=source)


def export(db: Session, *, subject_id: str) -> dict[str, Any]:
    return {
        "made": [
            {
                **_named(row),
                "when": row.when_text,
                "i_will_say": row.say_text,
                "skipped": row.skipped,
                "at": row.at.isoformat(),
            }
            for row in _all(db, PLAN, subject_id)
        ],
        "reports": [
            {**_named(row), "went": row.went, "note": row.note, "at": row.at.isoformat()}
            for row in _all(db, PLAN_REPORT, subject_id)
        ],
    }


def erase(db: Session, *, subject_id: str) -> None:
    delete_rows(db, PLAN, PLAN_REPORT, subject_id=subject_id)


def anonymize(db: Session, *, subject_id: str) -> None:
    """Words and notes were for the learner alone; that there was a plan, and how it went, may be counted."""
    for table, emptied in ((PLAN, {"when_text": "", "say_text": ""}), (PLAN_REPORT, {"note": ""})):
        db.execute(update(table).where(table.c.subject_id == subject_id).values(emptied))


def _all(db: Session, table: Table, subject_id: str) -> list[Row[Any]]:
    mine = select(table).where(table.c.subject_id == subject_id).with_for_update()
    return list(db.execute(mine.order_by(table.c.at, *table.primary_key.columns)).all())


def _key(row: Row[Any]) -> PlanKey:
    return PlanKey(Kind(row.kind), row.source_id, row.plan_id)


def _named(row: Row[Any]) -> dict[str, str]:
    return {"made_in": row.kind, "id": row.source_id, "plan": row.plan_id}
