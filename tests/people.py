"""The cast of tests about who may what: one person of each kind, each with a browser of their own."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from starlette.testclient import TestClient

from app.db import Database
from app.learners.actions.sessions import new_subject, open_session
from app.learners.models import Learner
from app.learners.who import Role


class Person(StrEnum):
    NOBODY = "nobody"  # has never done anything worth keeping
    VISITOR = "visitor"
    LEARNER = "learner"
    STRANGER = "stranger"  # another learner
    TRAINER = "trainer"
    ADMIN = "admin"


ROLES = {
    Person.LEARNER: Role.LEARNER,
    Person.STRANGER: Role.LEARNER,
    Person.TRAINER: Role.TRAINER,
    Person.ADMIN: Role.ADMIN,
}


def browser_of(
    person: Person, *, database: Database, browse: Callable[[], TestClient], now: datetime
) -> tuple[TestClient, int]:
    """A new browser of a new person of this kind, and the number of their account, or 0."""
    browser, learner_id = browse(), 0
    if person is Person.NOBODY:
        return browser, 0
    with database.write() as db:
        subject_id = new_subject(db, now)
        if person in ROLES:
            learner = Learner(
                subject_id=subject_id,
                email=f"{person}-{subject_id}@example.org",
                name=person.title(),
                password_hash="",
                role=ROLES[person],
                created_at=now,
            )
            db.add(learner)
            db.flush()
            learner_id = learner.id or 0
        _, token = open_session(db, subject_id=subject_id, now=now, learner_id=learner_id or None)
    browser.cookies.set("session", token)
    return browser, learner_id
