"""The author’s desk is tested on a course of the tests’ own, whose files they may break."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.db import Database
from app.learners.actions.sessions import new_subject
from app.practice.attempts.models import ChoiceTaken, ScenarioVersion, TakenBack
from app.practice.attempts.versions import limit_columns
from app.record.models import Attempt
from app.scenarios.format.scenario_file import read_stored
from tests.conftest import Browse, Clock
from tests.course import content, settings
from tests.people import Person, browser_of

__all__ = ["content", "settings"]

CALLED = (("desk", "call"), ("ravi", None))
SENT_AWAY = (("desk", "brush-off"),)
Finish = Callable[..., str]


@pytest.fixture
def trainer(database: Database, browse: Browse, clock: Clock) -> TestClient:
    return browser_of(Person.TRAINER, database=database, browse=browse, now=clock())[0]


@pytest.fixture
def finish(database: Database, content: Path, clock: Clock) -> Finish:
    """A function that plays “printer” to its end as somebody new, or as `subject` again; says as whom."""
    number = 0

    def finish(well: bool, subject: str = "", *, taken_back: bool = False) -> str:
        nonlocal number
        number += 1
        clock.advance(minutes=1)
        source = (content / "scenarios/printer.md").read_bytes()
        sha, now = hashlib.sha256(source).hexdigest(), clock()
        steps = [*(SENT_AWAY if taken_back else ()), *(CALLED if well else SENT_AWAY)]
        chairs = (2, 1, 1, 1) if well else (-2, -1, -1, 2)
        with database.write() as db:
            if db.get(ScenarioVersion, sha) is None:
                played = read_stored("printer", source)
                assert played is not None
                limits = limit_columns(played)
                db.add(
                    ScenarioVersion(sha=sha, scenario_id="printer", source=source, stored_at=now, **limits)
                )
                db.flush()
            who = subject or new_subject(db, now)
            ending, name = ("in-time" if well else "alone"), f"attempt-{number}"
            totals = dict(zip(("customer", "organization", "colleagues", "self_"), chairs, strict=True))
            ends = {
                "started_at": now,
                "updated_at": now,
                "finished_at": now,
                "scene": ending,
                "ending": ending,
            }
            db.add(Attempt(id=name, subject_id=who, scenario_id="printer", version=sha, **ends, **totals))
            db.flush()
            key = {"subject_id": who, "attempt_id": name}
            turns = [0, *range(2, 9)] if taken_back else range(9)
            for turn, (scene, choice) in zip(turns, steps, strict=False):
                db.add(ChoiceTaken(**key, turn=turn, scene=scene, choice=choice, at=now))
            if taken_back:
                db.add(TakenBack(**key, turn=0, until=1, at=now))
        return who

    return finish
