"""The learner thinks first: a prediction, then a guess, each once, and only then is the rest told."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from app.db import Database
from app.practice.attempts.models import PREDICTION, TURNING_GUESS
from app.practice.debrief import turning_point_text
from app.scenarios.analysis.analysis import Analysis
from app.scenarios.scenario import Scenario
from app.web.site import site_of
from tests.conftest import Clock
from tests.practice.playing import Player, begin, content, settings
from tests.queries import counted

__all__ = ["content", "settings"]


@pytest.fixture
def player(visitor: TestClient) -> Player:
    """Asked whose the ladder is, lent it all the same, and went away: the colleagues paid for it."""
    player = begin(visitor)
    player.play("ask", "lend", ">", "leave")
    return player


def debrief(player: Player) -> str:
    return player.page(f"{player.url}/debrief")


def test_before_the_prediction_there_is_the_ending_and_the_question(player: Player) -> None:
    page = debrief(player)
    assert "how did it go for each of the four?" in page
    assert "“Good night.”" in page
    assert "The four people at the table" not in page
    assert "What you said" not in page


def test_the_bars_come_with_the_prediction_beside_them(player: Player) -> None:
    reply = player.post("prediction", customer="same", colleagues="closer", organization="away")
    assert reply.headers["location"] == f"{player.url}/debrief"
    page = debrief(player)
    assert "You saw one of three coming." in page
    assert "You said the same. It is the same, as you said." in page
    assert "You said closer. It is further away." in page
    assert "You said further away. It is the same." in page


def test_a_prediction_is_made_once(player: Player, database: Database) -> None:
    player.post("prediction", customer="away")
    player.post("prediction", customer="closer")
    with database.read() as db:
        assert [row.customer for row in db.execute(select(PREDICTION))] == [-1]


def test_whoever_skips_sees_the_bars_alone(player: Player) -> None:
    player.post("prediction", customer="closer", skip="1")
    page = debrief(player)
    assert "The four people at the table" in page
    assert "You said closer" not in page


def test_what_turned_it_is_told_after_the_guess(player: Player) -> None:
    player.post("prediction", skip="1")
    page = debrief(player)
    assert "Which of your lines turned it?" in page
    for later in ("Closed the most", "What you said", "What was possible"):
        assert later not in page
    assert player.post("guess", turn="3").headers["location"] == f"{player.url}/debrief#turning"
    page = debrief(player)
    assert "You picked line 3. By what could still be reached, it was line 2." in page
    closed = page.split("Closed the most: line 2")[1].split("</li>")[0]
    for text in ("“Take it.”", "It took 30 of 100", "This kept more open:", "Ring Ben.", "Replay from here"):
        assert text in closed
    helped = page.split("Helped the most: line 1")[1].split("</li>")[0]
    for text in ("“Whose is it?”", "50 of 100 more to reach", "Nothing else on offer there kept more open."):
        assert text in helped


def test_a_guess_is_made_once_and_can_be_right(player: Player, database: Database) -> None:
    player.post("prediction", skip="1")
    player.post("guess", turn="1")
    player.post("guess", turn="3")
    with database.read() as db:
        assert [row.turn for row in db.execute(select(TURNING_GUESS))] == [1]
    assert "You picked line 2, and that is the one." in debrief(player)


def test_where_nothing_fell_it_says_so(visitor: TestClient) -> None:
    player = begin(visitor)
    player.play("ask", "ring", "thank", ">")
    player.post("prediction", skip="1")
    player.post("guess", skip="1")
    page = debrief(player)
    assert "Nothing fell" in page
    assert "Closed the most" not in page


def test_a_scenario_too_large_says_what_is_not_known(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    def tiny(scenario: Scenario) -> Analysis:
        return Analysis(scenario, states=2, points=1)

    monkeypatch.setattr(turning_point_text, "analysis_of", tiny)
    monkeypatch.setattr("app.practice.debrief.trade_off_figure.analysis_of", tiny)
    player.post("prediction", skip="1")
    player.post("guess", skip="1")
    page = debrief(player)
    assert "too many ways through it to know for certain" in page
    assert "Not known" in page


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("prediction", {"customer": "upwards"}),
        ("prediction", {"chair": "closer"}),
        ("guess", {"turn": "first"}),
        ("reflection", {"text": "x" * 4001}),
        ("plan", {"when": "x" * 301}),
        ("replays", {}),
    ],
)
def test_a_form_that_is_none_is_refused(player: Player, what: str, fields: dict[str, str]) -> None:
    assert player.post(what, **fields).status_code == 422


@pytest.mark.parametrize("what", ["prediction", "guess", "reflection", "plan"])
def test_nothing_is_asked_before_the_end(visitor: TestClient, what: str) -> None:
    assert begin(visitor).post(what).status_code == 409


def test_what_one_writes_is_there_again_and_for_nobody_else(
    player: Player, browse: Callable[[], TestClient]
) -> None:
    player.post("prediction", skip="1")
    player.post("guess", skip="1")
    saved = player.post("reflection", text="Ask <first>.\nThen lend.")
    assert saved.headers["location"].endswith("?notice=reflection-saved#reflection")
    player.post("plan", when="somebody asks for a tool", say="Whose is it?")
    raw = player.browser.get(f"{player.url}/debrief").text
    assert "Ask &lt;first&gt;.\nThen lend.</textarea>" in raw
    assert 'value="somebody asks for a tool"' in raw
    other = browse()
    begin(other)
    for what in ("debrief", ""):
        assert other.get(f"{player.url}/{what}".rstrip("/")).status_code == 404
    assert other.post(f"{player.url}/reflection", data={"text": "Mine."}).status_code == 404


def test_a_debrief_asks_the_database_a_few_things(player: Player) -> None:
    player.post("prediction", skip="1")
    player.post("guess", skip="1")
    debrief(player)
    with counted(site_of(player.browser.app).database) as seen:  # type: ignore[attr-defined]
        debrief(player)
    assert len(seen) == 9


def play(browser: TestClient, *steps: str) -> Player:
    player = begin(browser)
    player.play(*steps)
    return player


def test_how_others_answered_once_five_have(
    player: Player, browse: Callable[[], TestClient], clock: Clock
) -> None:
    player.post("prediction", skip="1")
    player.post("guess", skip="1")
    others = [play(browse(), "lend", ">") for _ in range(3)] + [play(browse(), "ask", "lend", ">", "leave")]
    clock.advance(minutes=1)
    play(others[0].browser, "refuse", ">", "leave")
    play(player.browser, "refuse", ">", "leave")
    page = debrief(player)
    assert "other people" not in page
    play(browse(), "refuse", ">", "hold")
    page = debrief(player)
    assert "60% of 5 other people said this here." in page  # one more lent it, after asking
    assert "20% of 5 other people said this here." in page
    assert "5 other people are dots." in page
    play(browse(), "refuse", ">")
    assert "of 5 other people" in debrief(player)


def test_what_others_took_back_they_did_not_say(
    player: Player, browse: Callable[[], TestClient], clock: Clock
) -> None:
    player.post("prediction", skip="1")
    player.post("guess", skip="1")
    for _ in range(5):
        other = begin(browse())
        other.play("ask")
        other.take_back()
        other.play("lend", ">")
    shares = re.findall(r"(\d+)% of (\d+) other people said this here", debrief(player))
    assert shares == [("0", "5"), ("100", "5")]


def test_what_was_possible_is_a_figure_and_a_table(player: Player) -> None:
    player.post("prediction", skip="1")
    player.post("guess", skip="1")
    section = debrief(player).split('id="possible"')[1].split("</section>")[0]
    assert "Your outcome:" in section
    assert "You: 2, Dark" in section
    assert "1, Light" in section
    assert "of 100 more" in section


def test_an_old_version_is_debriefed_as_it_was(player: Player, content: Path) -> None:
    file = content / "scenarios" / "the-ladder.md"
    file.write_text(file.read_text("utf-8").replace("Dark", "Night"), "utf-8")
    assert "Dark" in debrief(player)
