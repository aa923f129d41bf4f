"""What becomes of certificates when two subjects turn out to be one, ask for their data, or leave."""

from typing import Any

from sqlalchemy import Select, delete, select, update
from sqlmodel import Session

from app.courses.models import CERTIFICATE, CERTIFICATE_CODE
from app.learners.actions.personal_data import copy_rows, delete_rows

EXPORT_NAME = "courses"
TABLES = (CERTIFICATE, CERTIFICATE_CODE)


def merge(db: Session, *, source: str, target: str) -> None:
    """They move over, even two of one course: either code may stand on somebody's paper."""
    copy_rows(db, CERTIFICATE, source=source, target=target)
    codes = CERTIFICATE_CODE.c.code.in_(_codes(source))
    db.execute(update(CERTIFICATE_CODE).where(codes).values(subject_id=target))
    delete_rows(db, CERTIFICATE, subject_id=source)


def export(db: Session, *, subject_id: str) -> list[dict[str, Any]]:
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


def erase(db: Session, *, subject_id: str) -> None:
    db.execute(delete(CERTIFICATE_CODE).where(CERTIFICATE_CODE.c.code.in_(_codes(subject_id))))
    delete_rows(db, CERTIFICATE, subject_id=subject_id)


def anonymize(db: Session, *, subject_id: str) -> None:
    """The name is the account's and goes with it; the code stays, to say that it was withdrawn."""


def _codes(subject_id: str) -> Select[tuple[str]]:
    return select(CERTIFICATE.c.id).where(CERTIFICATE.c.subject_id == subject_id)
