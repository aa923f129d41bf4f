"""Replaying from a line: a new attempt with the same past, and the old one as it was."""

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from app.db import Database
from app.practice.attempts.attempt import columns_of
from app.practice.attempts.models import CHOICE_TAKEN, REPLAY
from app.practice.attempts.queries import read_evidence, read_standing
from app.record.models import ATTEMPT
from app.scenarios import engine
from tests.conftest import Browse, Clock
from tests.practice.playing import Player, begin, content, key_of, scenario, settings

__all__ = ["content", "settings"]


@pytest.fixture
def player(visitor: TestClient) -> Player:
    player = begin(visitor)
    player.play("ask", "lend", ">", "hold")
    return player


def replay(player: Player, turn: int) -> Player:
    reply = player.post("replays", turn=str(turn))
    assert reply.status_code == 303, reply.text
    return Player(player.browser, reply.headers["location"])


def debrief(player: Player) -> str:
    player.post("prediction", skip="1")
    player.post("guess", skip="1")
    return player.page(f"{player.url}/debrief")


def rows(database: Database, attempt: str) -> list[object]:
    with database.read() as db:
        taken = select(CHOICE_TAKEN).where(CHOICE_TAKEN.c.attempt_id == attempt).order_by(CHOICE_TAKEN.c.turn)
        whole = select(ATTEMPT).where(ATTEMPT.c.id == attempt)
        return [tuple(row)[2:] for row in db.execute(taken)] + [tuple(db.execute(whole).one())]


def test_it_stands_where_the_line_was_about_to_be_said(
    player: Player, database: Database, clock: Clock
) -> None:
    before = rows(database, player.attempt)
    clock.advance(minutes=5)
    again = replay(player, 1)
    assert again.url != player.url
    assert "Turn 2" in again.page()
    assert set(again.lines()) == {"lend", "ring"}
    assert rows(database, player.attempt) == before
    assert rows(database, again.attempt)[:1] == before[:1]


@pytest.mark.parametrize("turn", [0, 1, 3])
def test_its_state_follows_from_its_evidence(player: Player, database: Database, turn: int) -> None:
    again = replay(player, turn)
    with database.read() as db:
        key = key_of(database, again)
        standing, evidence = read_standing(db.connection(), key), read_evidence(db.connection(), key)
        whole = {row.id: row.is_replay for row in db.execute(select(ATTEMPT))}
        replayed = db.execute(select(REPLAY).where(REPLAY.c.attempt_id == again.attempt)).one()
    assert whole == {player.attempt: False, again.attempt: True}
    assert standing
    assert (standing.turn, evidence.turn, replayed.shared) == (turn, turn, turn)
    assert columns_of(standing.state) == columns_of(engine.replay(scenario(), evidence.choices))
    assert replayed.source_id == player.attempt


def test_beginning_twice_begins_once(player: Player) -> None:
    again = replay(player, 1)
    assert replay(player, 1).url == again.url
    again.play("ring")
    assert replay(player, 1).url != again.url


def test_steps_taken_back_stay_behind(visitor: TestClient, database: Database) -> None:
    player = begin(visitor)
    player.play("refuse")
    player.take_back()
    player.play("ask", "lend", ">", "hold")
    again = replay(player, 3)
    with database.read() as db:
        evidence = read_evidence(db.connection(), key_of(database, again))
    assert (evidence.choices, evidence.turn) == (["ask"], 1)
    again.play("ring", "thank", ">")


def test_both_paths_are_told_side_by_side(player: Player, clock: Clock) -> None:
    clock.advance(minutes=1)
    again = replay(player, 1)
    again.play("ring", "thank", ">")
    page = debrief(again)
    both = page.split('id="paths"')[1].split("</section>")[0]
    assert "1 line in common, then they part" in both
    assert both.index("“Take it.”") < both.index("Ring Ben.")
    assert "One chair got more this time" in both or "chairs got more this time" in both
    colleagues = both.split("<tbody>")[1].split("<span>Colleagues</span>")[1].split("</tr>")[0]
    assert [cell.split("<")[0] for cell in colleagues.split('class="num">')[1:]] == ["−1", "+3", "+4"]
    assert "second try" in page


def test_the_first_debrief_leads_to_its_replays(player: Player) -> None:
    again = replay(player, 1)
    assert "Go on with the replay" in debrief(player)
    again.play("ring", "thank", ">")
    assert f'href="{again.url}/debrief">See both paths side by side' in debrief(player)


def test_a_replay_is_not_counted_as_another_answer(player: Player, browse: Browse) -> None:
    again = replay(player, 1)
    again.play("ring", "thank", ">")
    mine = begin(browse())
    mine.play("ask", "ring", "thank", ">")
    for _ in range(3):
        begin(other := browse())
        Player(other, begin(other).url).play("ask", "ring", "thank", ">")
    assert "other people" not in debrief(mine)


@pytest.mark.parametrize("turn", [2, 9])
def test_only_from_a_line_of_ones_own(player: Player, turn: int) -> None:
    assert player.post("replays", turn=str(turn)).status_code == 404


def test_not_before_the_end(visitor: TestClient) -> None:
    player = begin(visitor)
    player.play("ask")
    assert player.post("replays", turn="0").status_code == 409
