"""Help during play: the coach, unasked at first and asked later, and words of one’s own."""

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from app.db import Database
from app.practice.attempts.models import OWN_WORDS
from app.web.site import site_of
from tests.conftest import Clock
from tests.practice.playing import HOME, HTMX, LADDER, Player, begin, content, notice_of, settings

__all__ = ["content", "settings"]

THIRD = "a-third"


@pytest.fixture
def player(visitor: TestClient) -> Player:
    return begin(visitor)


def coach(player: Player, url: str = "") -> str:
    return player.page(url or player.url).split('id="coach"')[1].split("</div>")[0]


def test_in_the_first_two_scenarios_it_speaks_unasked(visitor: TestClient, clock: Clock) -> None:
    for name in (LADDER, HOME):
        assert "Who has thought of the organization yet?" in coach(begin(visitor, name))
        clock.advance(minutes=1)


def test_in_a_third_it_waits_to_be_asked(visitor: TestClient, content: object, clock: Clock) -> None:
    folder = site_of(visitor.app).settings.scenarios_dir  # type: ignore[attr-defined]
    (folder / f"{THIRD}.md").write_text((folder / f"{LADDER}.md").read_text("utf-8"), "utf-8")
    for name in (LADDER, HOME):
        begin(visitor, name)
        clock.advance(minutes=1)
    third = begin(visitor, THIRD)
    assert "Ask the coach" in coach(third)
    assert "thought of" not in coach(third)
    assert "Who has thought of the organization yet?" in coach(third, f"{third.url}?coach=ask")
    assert "Ask the coach" in coach(third)
    first = begin(visitor, LADDER)
    assert "Who has thought of" in coach(first)


def test_where_there_is_nothing_to_choose_there_is_no_help(player: Player) -> None:
    player.play("lend")
    page = player.page()
    assert 'id="coach"' not in page
    assert 'id="own-words"' not in page


def test_the_piece_holds_it_too(player: Player) -> None:
    piece = player.browser.get(player.url, headers=HTMX).text
    assert 'id="coach"' in piece


def test_own_words_are_kept_and_shown_beside_the_line(player: Player) -> None:
    reply = player.post("own-words", turn="0", text=" Not mine to lend, <sorry>. ")
    assert reply.headers["location"] == f"{player.url}?notice=own-words-kept#own-words"
    assert "Not mine to lend, <sorry>.</textarea>" in player.page()
    player.play("ask")
    assert "Not mine to lend" not in player.page()
    player.play("lend", ">", "hold")
    player.post("prediction", skip="1")
    player.post("guess", skip="1")
    page = player.browser.get(f"{player.url}/debrief").text
    line = page.split('id="line-1"')[1].split("</li>")[0]
    assert "Not mine to lend, &lt;sorry&gt;." in line
    assert page.count("In your own words") == 1


def test_they_can_be_changed_and_taken_away(player: Player, database: Database) -> None:
    for text in ("One.", "Two.", ""):
        player.post("own-words", turn="0", text=text)
    with database.read() as db:
        assert [row.text for row in db.execute(select(OWN_WORDS))] == [""]


def test_they_change_nothing_in_the_conversation(player: Player) -> None:
    form = player.hidden()
    player.post("own-words", turn="0", text="Mine.")
    assert player.post("choices", **form, choice="ask").headers["location"] == player.url


def test_an_older_page_is_told_so(player: Player, database: Database) -> None:
    player.play("ask")
    assert notice_of(player.post("own-words", turn="0", text="Late.")).startswith("moved-on")
    with database.read() as db:
        assert db.execute(select(OWN_WORDS)).all() == []
