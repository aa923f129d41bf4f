"""Whom the rows are about: subjects by the order in which they were made."""

from datetime import datetime

from sqlalchemy import select

from app.db import Database
from app.learners.actions.sessions import new_subject
from app.learners.actions.sign_in import make_learner
from app.learners.models import SUBJECT, Learner
from app.learners.who import Role


def nth_subject(database: Database, number: int = 1) -> str:
    """The id of one, counted from 1."""
    with database.read() as db:
        return str(db.scalars(select(SUBJECT.c.id).order_by(SUBJECT.c.id).offset(number - 1)).first())


def new_learner(
    database: Database,
    *,
    email: str,
    name: str = "Dana",
    role: str = Role.LEARNER,
    password_hash: str = "",
    now: datetime,
) -> str:
    """The subject of a new account."""
    with database.write() as db:
        learner = Learner(
            subject_id=new_subject(db, now),
            email=email,
            name=name,
            role=role,
            password_hash=password_hash,
            created_at=now,
        )
        make_learner(db, learner)
        return learner.subject_id
