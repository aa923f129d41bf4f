"""The cast of tests about who may what: one person of each kind, each with a browser of their own."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from starlette.testclient import TestClient

from app.db import Database
from app.learners.actions.sessions import new_subject, open_session
from app.learners.actions.sign_in import make_learner
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
) -> tuple[TestClient, str]:
    """A new browser of a new person of this kind, and the id of its subject; nobody has none."""
    browser = browse()
    if person is Person.NOBODY:
        return browser, ""
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
            make_learner(db, learner)
        _, token = open_session(db, subject_id=subject_id, now=now, signed_in=person in ROLES)
    browser.cookies.set("session", token)
    return browser, subject_id
