"""Somebody to test with: browsers that sign up and in, as a person would."""

import re

from sqlmodel import select
from starlette.testclient import TestClient

from app.db import Database
from app.learners.models import Learner
from tests.conftest import Browse

PASSWORD = "a teapot of quiet rain"
OTHER = "seven lamps under the stairs"


def sign_up(browser: TestClient, email: str = "dana@example.org", name: str = "Dana") -> TestClient:
    reply = browser.post("/sign-up", data={"name": name, "email": email, "password": PASSWORD})
    assert reply.status_code == 303, faults(reply.text)
    return browser


def sign_in(browser: TestClient, email: str = "dana@example.org", password: str = PASSWORD) -> TestClient:
    reply = browser.post("/sign-in", data={"email": email, "password": password})
    assert reply.status_code == 303, faults(reply.text)
    return browser


def learner(browse: Browse, email: str = "dana@example.org", name: str = "Dana") -> TestClient:
    return sign_up(browse(), email, name)


def is_signed_in(browser: TestClient) -> bool:
    return browser.get("/account").status_code == 200


def faults(page: str) -> list[str]:
    """The sentences of the summary that a form with faults opens with."""
    summary = re.search(r'<div class="faults".*?</div>', page, re.S)
    return re.findall(r"<li>\s*(?:<a [^>]*>)?([^<]+)", summary[0]) if summary else []


def row(database: Database, name: str = "Dana") -> Learner:
    with database.read() as db:
        return db.exec(select(Learner).where(Learner.name == name)).one()


def set_role(database: Database, email: str, role: str) -> str:
    with database.write() as db:
        row = db.exec(select(Learner).where(Learner.email == email)).one()
        row.role = role
        return row.subject_id


def admin(browse: Browse, database: Database, email: str = "admin@example.org") -> TestClient:
    browser = learner(browse, email, "Ada Admin")
    set_role(database, email, "admin")
    return browser
