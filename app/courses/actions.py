"""Make a certificate, once for each course, and find it again by its code."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select
from sqlmodel import Session, col

from app.courses.certificate_text import Shown
from app.courses.models import CERTIFICATE, CERTIFICATE_CODE
from app.courses.outline import CourseOutline
from app.courses.queries import completion
from app.errors import Refused
from app.events.actions import record
from app.events.event import CertificateMade
from app.learners.actions.subject_lock import lock
from app.learners.models import Learner
from app.spoken_code import new_code, read_code


def make_certificate(db: Session, outline: CourseOutline, *, subject_id: str, now: datetime) -> str:
    """Its code; made before, the one there is. Raises `Refused` where something is not finished."""
    lock(db.connection(), subject_id)
    made = [one for one in certificates_of(db, subject_id=subject_id) if one.course_id == outline.course.id]
    if made:
        return made[0].code
    finished_at = completion(db.connection(), outline, subject_id=subject_id).finished_at
    if finished_at is None:
        raise Refused("The course is not finished yet. Its certificate’s page says what is missing.")
    code = new_code()
    values = {
        "id": code,
        "subject_id": subject_id,
        "course_id": outline.course.id,
        "course_title": outline.course.title,
        "lessons": len(outline.lessons),
        "scenarios": len(outline.scenarios),
        "finished_at": finished_at,
        "made_at": now,
    }
    db.execute(insert(CERTIFICATE_CODE).values(code=code, subject_id=subject_id))
    db.execute(insert(CERTIFICATE).values(values))
    record(db.connection(), CertificateMade(subject=subject_id, course=outline.course.id), now=now)
    return code


def certificates_of(db: Session, *, subject_id: str) -> Sequence[Shown]:
    """Somebody's own, the first made first."""
    return _shown(db, CERTIFICATE.c.subject_id == subject_id)


def certificate(db: Session, code: str) -> Shown | None:
    """Whoever has the code may see it, however it was typed from paper."""
    code = read_code(code)
    whose = select(CERTIFICATE_CODE.c.subject_id).where(CERTIFICATE_CODE.c.code == code).scalar_subquery()
    return next(iter(_shown(db, CERTIFICATE.c.subject_id == whose, CERTIFICATE.c.id == code)), None)


def _shown(db: Session, *conditions: ColumnElement[bool]) -> Sequence[Shown]:
    rows = db.execute(
        select(CERTIFICATE, col(Learner.name), col(Learner.time_zone))
        .outerjoin(Learner, col(Learner.subject_id) == CERTIFICATE.c.subject_id)
        .where(*conditions)
        .order_by(CERTIFICATE.c.made_at, CERTIFICATE.c.id)
    ).all()
    return [_one(row) for row in rows]


def _one(row: Row[Any]) -> Shown:
    return Shown(
        code=row.id,
        subject_id=row.subject_id,
        course_id=row.course_id,
        course_title=row.course_title,
        lessons=row.lessons,
        scenarios=row.scenarios,
        finished_at=row.finished_at,
        name=row.name or "",
        time_zone=row.time_zone or "UTC",
    )
