"""Workplaces, and the trainers that an admin names for them."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session, col

from app.db import upsert
from app.errors import Refused
from app.events.actions import record
from app.events.event import TrainerNamed, TrainerRemoved, WorkplaceMade
from app.learners.models import Learner
from app.learners.permissions import ROLES, Act
from app.learners.who import Who
from app.training.models import TRAINER_LIST, WORKPLACE, WORKPLACE_TRAINER
from app.ulid import new_id

NO_TRAINER = (
    "Only accounts that are trainers or admins can be named. Change the role first, on the person’s page."
)


def make_workplace(db: Session, *, who: Who, title: str, time_zone: str, now: datetime) -> str:
    """Its id."""
    workplace_id = new_id(now)
    row = {"id": workplace_id, "title": title, "time_zone": time_zone, "created_at": now}
    db.execute(insert(WORKPLACE).values(row))
    record(db.connection(), WorkplaceMade(subject=who.subject_id or "", workplace=workplace_id), now=now)
    return workplace_id


def change_workplace(db: Session, *, workplace_id: str, title: str, time_zone: str) -> None:
    db.execute(
        update(WORKPLACE).where(WORKPLACE.c.id == workplace_id).values(title=title, time_zone=time_zone)
    )


def name_trainer(db: Session, *, who: Who, workplace_id: str, subject_id: str, now: datetime) -> None:
    """Named twice, somebody is named once. Raises `Refused` for whoever is no trainer."""
    role = db.scalar(select(col(Learner.role)).where(col(Learner.subject_id) == subject_id))
    if role not in ROLES[Act.TEACH]:
        raise Refused(NO_TRAINER)
    key = {"subject_id": subject_id, "workplace_id": workplace_id}
    if upsert(db, WORKPLACE_TRAINER, {**key, "named_at": now}, key=["subject_id", "workplace_id"]):
        upsert(db, TRAINER_LIST, key, key=["workplace_id", "subject_id"])
        named = TrainerNamed(subject=subject_id, actor=who.subject_id or "", workplace=workplace_id)
        record(db.connection(), named, now=now)


def remove_trainer(db: Session, *, who: Who, workplace_id: str, subject_id: str, now: datetime) -> None:
    """They make no groups there any more; those that they lead they go on leading, until a lead is changed."""
    t, listed = WORKPLACE_TRAINER.c, TRAINER_LIST.c
    gone = db.execute(
        delete(WORKPLACE_TRAINER).where(t.subject_id == subject_id, t.workplace_id == workplace_id)
    )
    db.execute(
        delete(TRAINER_LIST).where(listed.subject_id == subject_id, listed.workplace_id == workplace_id)
    )
    if gone.rowcount:  # type: ignore[attr-defined]
        removed = TrainerRemoved(subject=subject_id, actor=who.subject_id or "", workplace=workplace_id)
        record(db.connection(), removed, now=now)
