"""After the end: what it came to for the four people, why, and how it went."""

import pytest
from starlette.testclient import TestClient

from app.practice.debrief.debrief import FAR, NEAR, RING, distance
from tests.conftest import Clock
from tests.practice.playing import LADDER, Player, begin, content, settings

__all__ = ["content", "settings"]


@pytest.fixture
def player(visitor: TestClient) -> Player:
    player = begin(visitor)
    player.play("ask", "ring", "thank", ">")
    return player


def bar_of(page: str, chair: str) -> str:
    four = page.split('id="four"')[1].split("</section>", maxsplit=1)[0]
    return four.split(f"<span>{chair}</span>")[1].split("</div></li>")[0]


def debrief(player: Player) -> str:
    """Everything, for somebody who passes both questions by."""
    player.post("prediction", skip="1")
    player.post("guess", skip="1")
    return player.page(f"{player.url}/debrief")


def test_before_the_end_it_is_the_conversation(visitor: TestClient) -> None:
    player = begin(visitor)
    reply = visitor.get(f"{player.url}/debrief")
    assert (reply.status_code, reply.headers["location"]) == (303, player.url)


def test_it_says_who_came_closer_and_who_did_not(player: Player) -> None:
    assert "Three chairs moved closer to the table. You ended where you began." in debrief(player)


def test_the_figure_says_the_same_in_words(player: Player) -> None:
    figure = debrief(player).split('id="table-words"')[1].split("</desc>")[0]
    assert "Customer moved 1 step closer to the table. Organization moved 2 steps closer" in figure
    assert "You stayed at the same distance." in figure


def test_a_bar_stands_between_the_limits_with_its_reasons(player: Player) -> None:
    customer = bar_of(debrief(player), "Customer")
    assert "+1" in customer
    assert "from −3 to +2" in customer
    assert "She has to wait." in customer
    assert "She heard it." in customer
    assert "She leaves with nothing." not in customer


def test_every_line_has_its_debrief(player: Player) -> None:
    said = debrief(player).split('id="said"')[1].split("</section>")[0]
    for text in ("A good question, asked in passing.", "One call.", "It costs nothing."):
        assert text in said


def test_the_path_is_a_figure_and_a_list(player: Player) -> None:
    page = debrief(player)
    assert "reached ending 1 of 2" in page
    listed = page.split("Read the path as a list")[1].split("</ol>")[0]
    assert listed.count("<li>") == 4


def test_a_line_taken_back_is_told_and_not_counted(visitor: TestClient) -> None:
    player = begin(visitor)
    player.play("refuse")
    player.take_back()
    player.play("lend", ">")
    page = debrief(player)
    assert "You took one line back: “I can’t.”" in page
    assert "True, and no help." not in page


def test_the_phrase_can_be_kept(player: Player) -> None:
    assert "Keep this phrase" in debrief(player)
    kept = player.browser.post("/phrases", data={"kind": "scenario", "id": LADDER, "phrase": "phrase"})
    assert kept.status_code == 303
    assert "Kept in your phrases" in debrief(player)


def test_it_can_be_played_again(player: Player, clock: Clock) -> None:
    clock.advance(minutes=5)
    assert f'action="/practice/{LADDER}/attempts"' in debrief(player)
    again = begin(player.browser)
    assert again.url != player.url
    again.play("lend", ">")
    assert "second try" in debrief(again)


@pytest.mark.parametrize(
    ("total", "low", "high", "expected"),
    [
        (0, -3, 3, RING),
        (3, -3, 3, NEAR),
        (-3, -3, 3, FAR),
        (2, 0, 4, 116),
        (5, 5, 5, NEAR),
        (-2, -2, -2, FAR),
    ],
)
def test_the_further_from_the_table_the_lower_the_total(
    total: int, low: int, high: int, expected: float
) -> None:
    assert distance(total, low, high) == expected
