"""What admins do with people: find them, and change what they may do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, tuple_, update
from sqlmodel import Session, col

from app.errors import NotFound
from app.events.actions import record
from app.events.event import RoleChanged
from app.learners.actions.accounts import require_another_admin
from app.learners.actions.sessions import close_sessions
from app.learners.actions.subject_lock import lock
from app.learners.models import Learner
from app.learners.who import Role, Who

PAGE = 50
NOBODY_THERE = "There is nobody here by that number."


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    email: str
    role: str
    created_at: datetime
    email_proved_at: datetime | None


@dataclass(frozen=True)
class People:
    """A page of people, the newest first; `before` leads to the next page, where there is one."""

    found: list[Person]
    before: str | None


COLUMNS = (
    col(Learner.subject_id),
    col(Learner.name),
    col(Learner.email),
    col(Learner.role),
    col(Learner.created_at),
    col(Learner.email_proved_at),
)


NEWEST = (col(Learner.created_at), col(Learner.subject_id))


def people(db: Session, *, search: str = "", before: str | None = None) -> People:
    """Those whose name or address holds `search`; only accounts older than that of `before`, a subject's id."""
    rows = select(*COLUMNS).order_by(*(column.desc() for column in NEWEST)).limit(PAGE + 1)
    if search:
        parts = (search, search.lower())
        texts = (col(Learner.name), func.lower(col(Learner.name)), col(Learner.email))
        rows = rows.where(or_(*(text.contains(part, autoescape=True) for text in texts for part in parts)))
    if before is not None:
        place = select(*NEWEST).where(col(Learner.subject_id) == before).scalar_subquery()
        rows = rows.where(tuple_(*NEWEST) < place)
    found = [Person(*row) for row in db.execute(rows)]
    return People(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def person(db: Session, subject_id: str) -> Person:
    """Raises `NotFound`."""
    row = db.execute(select(*COLUMNS).where(col(Learner.subject_id) == subject_id)).first()
    if row is None:
        raise NotFound(NOBODY_THERE)
    return Person(*row)


def names_of(db: Session, subjects: Collection[str]) -> Mapping[str, str]:
    """By subject; whoever has no account is left out."""
    rows = select(col(Learner.subject_id), col(Learner.name)).where(col(Learner.subject_id).in_(subjects))
    return {row.subject_id: row.name for row in db.execute(rows)}


def change_role(db: Session, admin: Who, *, subject_id: str, role: str, now: datetime) -> bool:
    """The new role, and every browser of theirs signed out but the one in which the admin does this.

    False where it was theirs before, and nothing happens. Raises `NotFound`, and `Refused` where nobody would be
    left who is an admin.
    """
    lock(db.connection(), subject_id)
    found = person(db, subject_id)
    if found.role == role:
        return False
    if role != Role.ADMIN:
        require_another_admin(db, subject_id)
    db.execute(update(Learner).where(col(Learner.subject_id) == subject_id).values(role=role))
    close_sessions(db, subject_id=subject_id, except_hash=admin.token_hash)
    changed = RoleChanged(subject=subject_id, actor=admin.subject_id or "", before=found.role, after=role)
    record(db.connection(), changed, now=now)
    return True
