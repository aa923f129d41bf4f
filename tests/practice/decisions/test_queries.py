from app.db import Database
from app.practice.decisions.queries import first_plays
from app.practice.decisions.statistics import route_key
from tests.author.conftest import Finish
from tests.queries import counted

CALLED = (("desk", "call"), ("ravi", route_key("in-time")))
SENT_AWAY = (("desk", "brush-off"),)


def test_everybody_counts_once_with_their_first_finished_attempt(database: Database, finish: Finish) -> None:
    one = finish(well=False)
    finish(well=True, subject=one)
    finish(well=True)
    with database.read() as db:
        found = first_plays(db.connection(), "printer")
    assert sorted(play.steps for play in found) == [SENT_AWAY, CALLED]
    assert {play.steps: play.lowest for play in found} == {SENT_AWAY: 0.0, CALLED: 0.0}


def test_what_was_taken_back_does_not_count(database: Database, finish: Finish) -> None:
    finish(well=True, taken_back=True)
    with database.read() as db:
        (play,) = first_plays(db.connection(), "printer")
    assert play.steps == CALLED


def test_nobody_has_played(database: Database) -> None:
    with database.read() as db:
        assert first_plays(db.connection(), "printer") == []


def test_the_number_of_selects_does_not_grow(database: Database, finish: Finish) -> None:
    for number in range(7):
        finish(well=number % 2 == 0)
    with database.read() as db, counted(database) as queries:
        assert len(first_plays(db.connection(), "printer")) == 7
    assert len(queries) == 3
