"""A 303 that was sent is a row that is there, whatever happens to the server next."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.db import Database
from app.practice.attempts.models import ChoiceTaken
from app.record.models import Attempt
from tests.databases import FreshDatabases
from tests.faults.playing import Crowd, Step, shipped_scenario
from tests.serving import Server

ROUNDS = 20 if "SOAK" in os.environ else 3
WITHIN_SECONDS = 10.0

pytestmark = pytest.mark.soak


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, databases: FreshDatabases) -> Iterator[str]:
    with databases.fresh(request.param) as url:
        yield url


def stored(url: str) -> set[Step]:
    """Every step there is, once the totals and turns of the attempts have been found to agree with them."""
    database = Database(url)
    with database.read() as db:
        rows = db.execute(
            select(ChoiceTaken.attempt_id, ChoiceTaken.turn, ChoiceTaken.scene, ChoiceTaken.choice)
        )
        steps = [Step(*row) for row in rows]
        turns = {row[0]: row[1] for row in db.execute(select(Attempt.id, Attempt.turn))}
        if database.is_sqlite:
            assert db.scalar(text("pragma integrity_check")) == "ok"
    database.close()
    assert len(steps) == len({(step.attempt, step.turn) for step in steps})
    counted = Counter(step.attempt for step in steps)
    assert {attempt: turn for attempt, turn in turns.items() if turn} == dict(counted)
    return set(steps)


def test_nothing_acknowledged_is_lost_by_a_kill(url: str, tmp_path: Path) -> None:
    chance, scenario, kept = random.Random(11), shipped_scenario(), set[Step]()
    server, size = Server(tmp_path, url), 6
    for number in range(ROUNDS):
        server.start()
        with Crowd(server, scenario, seed=number, size=size) as crowd:
            time.sleep(chance.uniform(0.3, 1.5))
            server.kill()
        there = stored(url)
        assert crowd.strange == []
        kept |= set(crowd.kept)
        assert kept - there == set()
        assert len(there - kept) <= size * (number + 1)  # saved, and killed before it could say so
    assert len(kept) > 10 * ROUNDS


def test_a_server_that_is_asked_to_end_finishes_what_it_began(url: str, tmp_path: Path) -> None:
    server = Server(tmp_path, url).start()
    with Crowd(server, shipped_scenario(), seed=1) as crowd:
        time.sleep(1)
        asked = time.monotonic()
        status = server.stop()
        took = time.monotonic() - asked
    assert status == -signal.SIGTERM  # uvicorn ends by the signal, once it is done
    assert "Finished server process" in server.log.read_text()
    assert took < WITHIN_SECONDS
    assert crowd.strange == []
    assert set(crowd.kept) == stored(url)
