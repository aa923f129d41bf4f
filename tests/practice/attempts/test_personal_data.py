"""Attempts when two subjects become one, when somebody asks for their data, and when they leave."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel
from starlette.testclient import TestClient

from app.db import Database
from app.practice.attempts import personal_data
from app.practice.attempts.models import ATTEMPT
from tests.practice.playing import Player, begin, content, settings

__all__ = ["content", "settings"]


@pytest.fixture
def player(visitor: TestClient) -> Player:
    player = begin(visitor)
    player.play("ask", "lend")
    player.take_back()
    return player


def subject_of(database: Database, player: Player) -> int:
    with database.read() as db:
        return int(db.scalar(select(ATTEMPT.c.subject_id).where(ATTEMPT.c.id == player.attempt)) or 0)


def test_attempts_move_over(player: Player, browse: Callable[[], TestClient], database: Database) -> None:
    other = begin(browse())
    source, target = subject_of(database, player), subject_of(database, other)
    with database.write() as db:
        personal_data.merge(db, source=source, target=target)
    assert Player(other.browser, player.url).page()
    assert player.browser.get(player.url).status_code == 404


def test_all_of_it_is_handed_out(player: Player, database: Database) -> None:
    with database.read() as db:
        (attempt,) = personal_data.export(db, subject_id=subject_of(database, player))
    assert [line["choice"] for line in attempt["lines"]] == ["ask", "lend"]
    assert attempt["totals"] == {"customer": -1, "organization": 1, "colleagues": 1, "self": 0}
    assert attempt["taken_back"][0]["turn"] == 1
    json.dumps(attempt)


def test_nothing_is_left_behind(player: Player, database: Database) -> None:
    with database.write() as db:
        personal_data.erase(db, subject_id=subject_of(database, player))
    with database.read() as db:
        for name in ("attempt", "choice_taken", "taken_back"):
            assert db.scalar(select(func.count()).select_from(SQLModel.metadata.tables[name])) == 0
