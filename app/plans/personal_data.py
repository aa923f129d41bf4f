"""What becomes of reports on plans when two subjects turn out to be one, ask for their data, or leave."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import Session

from app.plans.models import PLAN_REPORT

EXPORT_NAME = "plans"


def merge(db: Session, *, source: int, target: int) -> None:
    """Evidence moves over; the plans themselves are the lessons’ and scenarios’ to bring together."""
    db.execute(update(PLAN_REPORT).where(PLAN_REPORT.c.subject_id == source).values(subject_id=target))


def export(db: Session, *, subject_id: int) -> list[dict[str, Any]]:
    mine = (
        select(PLAN_REPORT)
        .where(PLAN_REPORT.c.subject_id == subject_id)
        .order_by(PLAN_REPORT.c.at, PLAN_REPORT.c.id)
    )
    return [
        {
            "made_in": row.kind,
            "id": row.source_id,
            "plan": row.plan_id,
            "went": row.went,
            "note": row.note,
            "at": row.at.isoformat(),
        }
        for row in db.execute(mine)
    ]


def erase(db: Session, *, subject_id: int) -> None:
    db.execute(delete(PLAN_REPORT).where(PLAN_REPORT.c.subject_id == subject_id))


def anonymize(db: Session, *, subject_id: int) -> None:
    """Notes were for the learner alone; how often a plan was used may be counted."""
    db.execute(update(PLAN_REPORT).where(PLAN_REPORT.c.subject_id == subject_id).values(note=""))
