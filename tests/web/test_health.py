"""Readiness: what it finds is true, and asking for it without end costs next to nothing."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi import FastAPI
from sqlalchemy import event
from starlette.testclient import TestClient

from app.db import Database
from app.web.health import Heartbeat
from app.web.site import site_of
from tests.conftest import Clock


@pytest.fixture
def visitor(site: FastAPI) -> Iterator[TestClient]:
    """One whose requests run side by side on one loop, as a server’s do."""
    with TestClient(site, base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.fixture
def commits(visitor: TestClient) -> list[int]:
    """Grows by one with each commit."""
    found: list[int] = []
    database: Database = site_of(visitor.app).database  # type: ignore[attr-defined]
    event.listen(database.writes, "commit", lambda _: found.append(1))
    return found


def test_it_writes_at_most_once_in_a_few_seconds(
    visitor: TestClient, database: Database, clock: Clock, commits: list[int]
) -> None:
    with ThreadPoolExecutor(8) as pool:
        statuses = {reply.status_code for reply in pool.map(lambda _: visitor.get("/readyz"), range(40))}
    assert statuses == {200}
    assert len(commits) == 1
    clock.advance(seconds=2)
    visitor.get("/readyz")
    assert len(commits) == 1
    clock.advance(seconds=2)
    visitor.get("/readyz")
    assert len(commits) == 2
    with database.read() as db:
        assert db.get_one(Heartbeat, 1).at == clock()


def test_a_clock_that_was_set_back_is_no_reason_to_trust_an_old_beat(
    visitor: TestClient, clock: Clock, commits: list[int]
) -> None:
    visitor.get("/readyz")
    clock.advance(days=-1)
    visitor.get("/readyz")
    assert len(commits) == 2
