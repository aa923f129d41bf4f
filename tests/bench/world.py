"""A site with somebody in it: a learner with marks in a lesson, and attempts waiting for their first line."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from app.commands.demo import content_of
from app.commands.project import Project
from app.db import Database
from app.demo.filling import versions
from app.demo.rows import Rows, id_at
from app.demo.studying import Reading
from app.learners.actions.sessions import open_session
from app.lessons.lesson import Lesson
from app.practice.attempts.attempt import columns_of
from app.scenarios.engine import start
from app.scenarios.scenario import Scenario
from app.settings import Settings
from app.ulid import ulid
from tests.serving import ROOT

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SOMEBODY = ulid(NOW, 1)


@dataclass(frozen=True)
class World:
    cookie: str
    page: str
    posts: Path


def populate(database: Database, folder: Path, *, attempts: int) -> World:
    """One signed-in learner, half way through the first lesson, at the start of many attempts."""
    settings = Settings.read(needs_secret=False, content_dir=ROOT)
    project = Project(settings)
    (lesson, _), *_ = content_of(project).lessons
    (scenario, _), *_ = content_of(project).scenarios
    rows, rng = versions(content_of(project), NOW), Random(1)
    rows.add("subject", id=SOMEBODY, created_at=NOW, seen_at=datetime.now(UTC), merged_into=None)
    rows.add("email_address", email="somebody@example.org", subject_id=SOMEBODY)
    rows.add(
        "learner",
        subject_id=SOMEBODY,
        email="somebody@example.org",
        name="Somebody",
        password_hash="",
        role="learner",
        time_zone="UTC",
        created_at=NOW,
    )
    Reading(rng, rows, lesson, subject=SOMEBODY, at=NOW).read(skill=0.5)
    ids = [id_at(rng, NOW) for _ in range(attempts)]
    _wait(rows, scenario, ids)
    with database.write() as db:
        rows.insert(db)
        _, token = open_session(db, subject_id=SOMEBODY, signed_in=True, now=datetime.now(UTC))
    first = scenario.scenes[scenario.start].choices[0].id
    posts = folder / "posts.txt"
    body = f"turn=0&scene={scenario.start}&choice={first}"
    posts.write_text("".join(f"/play/{one}/choices {body}\n" for one in ids))
    return World(f"session={token}", _page(project, lesson), posts)


def _wait(rows: Rows, scenario: Scenario, ids: list[str]) -> None:
    for one in ids:
        rows.add(
            "attempt",
            id=one,
            subject_id=SOMEBODY,
            scenario_id=scenario.id,
            version=scenario.version,
            started_at=NOW,
            updated_at=NOW,
            finished_at=None,
            turn=0,
            ending=None,
            **columns_of(start(scenario)),
        )


def _page(project: Project, lesson: Lesson) -> str:
    course = next(one for one in project.lessons.courses.values() if lesson.module in one.modules)
    return f"/learn/{course.id}/{lesson.id}"
