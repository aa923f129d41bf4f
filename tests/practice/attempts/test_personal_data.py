"""Attempts when two subjects become one, when somebody asks for their data, and when they leave."""

import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, insert, select
from sqlmodel import SQLModel
from starlette.testclient import TestClient

from app.db import Database
from app.learners.actions.personal_data import export_all
from app.practice.attempts import personal_data
from app.record.models import ATTEMPT
from app.slices import SLICES
from tests.conftest import Clock
from tests.practice.playing import Player, begin, content, key_of, settings
from tests.queries import counted

__all__ = ["content", "settings"]


@pytest.fixture
def player(visitor: TestClient) -> Player:
    player = begin(visitor)
    player.play("ask", "lend")
    player.take_back()
    return player


def test_attempts_move_over(player: Player, browse: Callable[[], TestClient], database: Database) -> None:
    other = begin(browse())
    source, target = key_of(database, player).subject_id, key_of(database, other).subject_id
    with database.write() as db:
        personal_data.merge(db, source=source, target=target)
    assert Player(other.browser, player.url).page()
    assert player.browser.get(player.url).status_code == 404


def test_two_of_one_name_both_stay(
    player: Player, browse: Callable[[], TestClient], database: Database
) -> None:
    """As where one form of the home page was sent by a visitor, and by the learner the visitor becomes."""
    player.play("ring")
    other = begin(browse())
    source, target = key_of(database, player).subject_id, key_of(database, other).subject_id
    with database.write() as db:
        row = db.execute(select(ATTEMPT).where(ATTEMPT.c.subject_id == target)).one()
        db.execute(insert(ATTEMPT).values({**row._mapping, "id": player.attempt}))
        personal_data.merge(db, source=source, target=target)
        attempts = personal_data.export(db, subject_id=target)
    assert len({attempt["id"] for attempt in attempts}) == 3
    assert sorted(len(attempt["lines"]) for attempt in attempts) == [0, 0, 3]


def test_all_of_it_is_handed_out(player: Player, database: Database) -> None:
    with database.read() as db:
        (attempt,) = personal_data.export(db, subject_id=key_of(database, player).subject_id)
    assert [line["choice"] for line in attempt["lines"]] == ["ask", "lend"]
    assert attempt["totals"] == {"customer": -1, "organization": 1, "colleagues": 1, "self": 0}
    assert attempt["taken_back"][0]["turn"] == 1
    json.dumps(attempt)


def test_ten_attempts_take_as_many_selects_as_one(player: Player, database: Database, clock: Clock) -> None:
    def asked() -> list[str]:
        with counted(database) as queries, database.read() as db:
            export_all(db, SLICES, subject_id=subject, now=clock())
        return queries

    subject = key_of(database, player).subject_id
    first = asked()
    for _ in range(9):
        begin(player.browser).play("ask", "lend")
    tables = [re.findall(r"FROM (\S+)", query)[0] for query in asked()]
    assert len(tables) == len(set(tables)) == len(first)


def test_nothing_is_left_behind(player: Player, database: Database) -> None:
    with database.write() as db:
        personal_data.erase(db, subject_id=key_of(database, player).subject_id)
    with database.read() as db:
        for name in ("attempt", "choice_taken", "taken_back"):
            assert db.scalar(select(func.count()).select_from(SQLModel.metadata.tables[name])) == 0
