"""People who finish courses."""

from datetime import datetime
from pathlib import Path

from starlette.testclient import TestClient

from app.db import Database
from tests.course import COURSE, FIRST, SECOND
from tests.progress.history import played
from tests.reading.reader import finish

PAGE = f"{COURSE}/certificate"


def sign_up(browser: TestClient, name: str = "Robin", email: str = "robin@example.org") -> None:
    fields = {"name": name, "email": email, "password": "seven quiet otters in a lift"}
    assert browser.post("/sign-up", data=fields).status_code == 303


def finish_everything(browser: TestClient, database: Database, content: Path, now: datetime) -> None:
    """As the first subject: both lessons, and the scenario once."""
    for url in (FIRST, SECOND):
        finish(browser, url=url)
    played(database, content, 1, now)


def certify(browser: TestClient) -> str:
    """The address of the certificate."""
    reply = browser.post(PAGE)
    assert reply.status_code == 303, reply.text
    return reply.headers["location"].partition("?")[0]
