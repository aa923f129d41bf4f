"""The group of the three accounts to try, as its trainer, its members and an admin find it on their pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from app import migrations
from app.commands.demo import content_of
from app.commands.project import Project
from app.db import Database
from app.demo import fill
from app.events.models import EVENT
from app.learners.actions.sessions import open_session
from app.learners.models import LEARNER
from app.main import create_app
from app.settings import Settings
from app.training.assignments.models import ASSIGNMENT, ASSIGNMENT_ITEM, OBLIGATION
from app.training.models import GROUP_CODE, MEMBER_LIST, TRAINING_GROUP
from tests.conftest import ROOT, SECRET, Browse
from tests.serving import CONTENT_CACHE
from tests.training.led import words

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PEOPLE = 100
TITLE = "Service desk, spring"
REASONS = {
    "overdue": r"was due (four|five) days ago\.",
    "quiet": r"Nothing for 1[78] days\. Stopped in",
    "stuck": r"Left “.+” 1[12] days ago, and has done other things since\.",
    "one chair": r"further from the table in three conversations running\.",
    "invited": r"Invited 12 days ago, and has not joined\.",
}


@dataclass
class Demo:
    database: Database
    browse: Browse

    def browser(self, role: str) -> TestClient:
        browser = self.browse()
        with self.database.write() as db:
            subject = db.scalar(select(LEARNER.c.subject_id).where(LEARNER.c.email == f"{role}@demo.example"))
            assert subject
            _, token = open_session(db, subject_id=subject, signed_in=True, now=NOW)
        browser.cookies.set("session", token)
        return browser

    @property
    def url(self) -> str:
        with self.database.read() as db:
            group = db.scalar(select(TRAINING_GROUP.c.id).where(TRAINING_GROUP.c.title == TITLE))
        return f"/teach/groups/{group}"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """On SQLite, with the course as it is shipped."""
    folder = tmp_path_factory.mktemp("demo")
    settings = Settings.read(
        database_url=f"sqlite:///{folder / 'demo.db'}",
        secret=SECRET,
        content_dir=ROOT,
        cache_dir=CONTENT_CACHE,
        erasures_file=folder / "site.erasures",
        port=8000,
    )
    database = Database(settings.database_url)
    migrations.upgrade(database)
    fill(database, content_of(Project(settings)), learners=PEOPLE, seed=1, now=NOW, password_hash="x")
    app = create_app(settings, clock=lambda: NOW)
    with TestClient(app):
        yield Demo(database, Browse(app))
    database.close()


def needs(page: str) -> list[str]:
    found = re.search(r'<ol class="needs.*?</ol>', page, re.S)
    return [words(one) for one in re.findall(r"<li>.*?</li>", found[0], re.S)] if found else []


def test_every_reason_to_need_a_word_occurs_once(demo: Demo) -> None:
    said = needs(demo.browser("trainer").get(demo.url).text)
    assert len(said) == len(REASONS)
    for one, pattern in zip(said, REASONS.values(), strict=True):
        assert re.search(pattern, one), one
