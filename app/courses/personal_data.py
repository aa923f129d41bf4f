"""What becomes of certificates when two subjects turn out to be one, ask for their data, or leave."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import Session

from app.courses.models import CERTIFICATE

EXPORT_NAME = "courses"


def merge(db: Session, *, source: int, target: int) -> None:
    """They move over, even two of one course: either code may stand on somebody's paper."""
    db.execute(update(CERTIFICATE).where(CERTIFICATE.c.subject_id == source).values(subject_id=target))


def export(db: Session, *, subject_id: int) -> list[dict[str, Any]]:
    rows = select(CERTIFICATE).where(CERTIFICATE.c.subject_id == subject_id).order_by(CERTIFICATE.c.made_at)
    return [
        {
            "code": row.id,
            "course": row.course_id,
            "title": row.course_title,
            "finished_at": row.finished_at.isoformat(),
            "made_at": row.made_at.isoformat(),
        }
        for row in db.execute(rows)
    ]


def erase(db: Session, *, subject_id: int) -> None:
    db.execute(delete(CERTIFICATE).where(CERTIFICATE.c.subject_id == subject_id))


def anonymize(db: Session, *, subject_id: int) -> None:
    """The name is the account's and goes with it; the code stays, to say that it was withdrawn."""
