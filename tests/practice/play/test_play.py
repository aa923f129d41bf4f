"""A conversation, as somebody plays it: what the page says, what counts, and what never counts twice."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from app.db import Database
from app.practice.attempts.models import CHOICE_TAKEN
from app.site_notices import NOTICES
from app.web.site import site_of
from tests.practice.playing import HTMX, Player, begin, content, notice_of, settings
from tests.queries import counted

__all__ = ["content", "settings"]


@pytest.fixture
def player(visitor: TestClient) -> Player:
    return begin(visitor)


def steps_taken(database: Database) -> int:
    with database.read() as db:
        return db.scalar(select(func.count()).select_from(CHOICE_TAKEN)) or 0


def test_a_line_moves_the_conversation_on(player: Player) -> None:
    assert player.say("lend").headers["location"] == player.url
    page = player.page()
    assert "“Take it.”" in page
    assert "She is gone." in page
    assert "The lamp is out." in page


def test_it_says_who_moved_and_why_without_numbers(player: Player) -> None:
    player.say("ask")
    around = player.page().split('id="around"')[1].split("</section>")[0]
    words = re.sub(r"<[^>]+>", " ", around)
    assert "Customer moved away She has to wait." in " ".join(words.split())
    assert "You held still" in " ".join(words.split())
    assert not re.search(r"\d", words)


def test_who_speaks_has_a_name_a_role_and_a_tone(player: Player) -> None:
    page = player.page()
    heading = page.split('id="now"')[1].split("</h2>")[0]
    assert "Ana" in heading
    assert "nurse" in heading
    assert "out of breath" in heading


def test_turns_are_counted_in_lines_of_the_learners(player: Player) -> None:
    assert "Turn 1" in player.page()
    player.play("ask", "ring", "thank")
    assert "<title>Go on: The ladder" in player.page()


def test_a_hidden_line_is_not_shown_and_cannot_be_said(player: Player) -> None:
    assert sorted(player.lines()) == ["ask", "lend", "refuse"]
    assert notice_of(player.say("ring")) == "not-offered"
    player.play("ask")
    assert sorted(player.lines()) == ["lend", "ring"]
    assert notice_of(player.say("ask")) == "not-offered"


def test_the_order_stays_as_it_was_shown(player: Player, database: Database) -> None:
    shown = player.lines()
    assert player.lines() == shown
    player.play("lend")
    with database.read() as db:
        assert db.scalar(select(CHOICE_TAKEN.c.order_shown)) == " ".join(shown)


def test_the_same_line_twice_counts_once(player: Player, database: Database) -> None:
    form = player.hidden()
    player.post("choices", **form, choice="lend")
    again = player.post("choices", **form, choice="lend")
    assert notice_of(again) == "already-said"
    assert NOTICES["already-said"] in player.page(again.headers["location"])
    assert steps_taken(database) == 1


def test_another_line_from_an_old_tab_does_not_count(player: Player, database: Database) -> None:
    old = player.hidden()
    player.play("lend")
    assert notice_of(player.post("choices", **old, choice="refuse")) == "moved-on"
    assert steps_taken(database) == 1


def test_continue_leads_on_once(player: Player, database: Database) -> None:
    player.play("refuse")
    form = player.hidden()
    assert notice_of(player.post("continue", **form)) == ""
    assert notice_of(player.post("continue", **form)) == "moved-on"
    assert "She looks up." in player.page()
    assert steps_taken(database) == 2


def test_neither_continue_nor_a_line_where_there_is_none(player: Player) -> None:
    assert notice_of(player.post("continue", **player.hidden())) == "not-offered"
    player.play("lend")
    assert notice_of(player.say("lend")) == "not-offered"


def test_nothing_is_said_after_the_end(player: Player) -> None:
    player.play("lend", ">")
    assert "The lamp is on." in player.page()
    assert "See the debrief" in player.page()
    for reply in (
        player.post("choices", turn="2", scene="light", choice="lend"),
        player.post("continue", turn="2", scene="light"),
        player.post("take-back", turn="2"),
    ):
        assert notice_of(reply) == "finished"


def test_a_line_taken_back_does_not_count_and_is_kept(player: Player, database: Database) -> None:
    player.play("refuse", ">")
    assert notice_of(player.take_back()) == "taken-back"
    assert "I need the ladder." in player.page()
    assert sorted(player.lines()) == ["ask", "lend", "refuse"]
    assert steps_taken(database) == 2


def test_a_line_is_taken_back_once(player: Player) -> None:
    player.play("ask")
    assert "Take back my last line" in player.page()
    player.take_back()
    player.play("ask")
    assert "Take back my last line" not in player.page()
    assert notice_of(player.post("take-back", **{"turn": player.hidden()["turn"]})) == "cannot-take-back"


def test_there_is_nothing_to_take_back_at_the_beginning(player: Player) -> None:
    assert "Take back my last line" not in player.page()
    assert notice_of(player.post("take-back", turn="0")) == "cannot-take-back"


def test_a_tab_from_before_the_taking_back_is_old(player: Player, database: Database) -> None:
    player.play("ask")
    before = player.hidden()
    player.take_back()
    assert notice_of(player.post("choices", **before, choice="lend")) == "moved-on"
    assert steps_taken(database) == 1


def test_the_conversation_so_far_can_be_read(player: Player) -> None:
    player.play("ask", "ring")
    so_far = player.page().split("The conversation so far")[1]
    assert "“I need the ladder.”" in so_far
    assert "“Whose is it?”" in so_far
    assert "Ring Ben." in so_far


def test_a_page_with_a_script_gets_the_scene_alone(player: Player) -> None:
    reply = player.browser.post(
        f"{player.url}/choices", data={**player.hidden(), "choice": "ask"}, headers=HTMX
    )
    assert reply.status_code == 303
    piece = player.browser.get(reply.headers["location"], headers=HTMX).text
    assert "<html" not in piece
    assert piece.lstrip().startswith("<title>Turn 2: The ladder")
    assert piece.count("data-focus") == 1


@pytest.mark.parametrize("what", ["", "/debrief"])
def test_somebody_elses_conversation_is_not_there(
    player: Player, browse: Callable[[], TestClient], what: str
) -> None:
    stranger = browse()
    assert stranger.get(f"{player.url}{what}").status_code == 404
    begin(stranger)
    assert stranger.get(f"{player.url}{what}").status_code == 404


@pytest.mark.parametrize("what", ["choices", "continue", "take-back"])
def test_nobody_moves_somebody_elses_conversation(
    player: Player, browse: Callable[[], TestClient], database: Database, what: str
) -> None:
    form = {**player.hidden(), "choice": "lend"}
    stranger = browse()
    begin(stranger)
    assert stranger.post(f"{player.url}/{what}", data=form).status_code == 404
    assert player.browser.post(f"/play/no-such-attempt/{what}", data=form).status_code == 404
    assert steps_taken(database) == 0


@pytest.mark.parametrize(
    "fields",
    [{}, {"turn": "-1"}, {"turn": str(2**63)}, {"turn": "x"}, {"choice": "x" * 81}, {"more": "1"}],
)
def test_a_form_that_is_none_changes_nothing(
    player: Player, database: Database, fields: dict[str, str]
) -> None:
    form = {"turn": "0", "scene": "desk", "choice": "lend", **fields} if fields else {}
    assert player.post("choices", **form).status_code == 422
    assert steps_taken(database) == 0


def test_a_line_costs_one_select_and_one_update_with_its_insert(player: Player, database: Database) -> None:
    """On PostgreSQL those two are one statement, and so need no transaction around them."""
    form = player.hidden()
    with counted(site_of(player.browser.app).database) as seen:  # type: ignore[attr-defined]
        player.post("choices", **form, choice="lend")
    writes = ["update", "insert"] if database.is_sqlite else ["with"]
    assert [statement.split()[0].lower() for statement in seen] == ["select", *writes]


@pytest.mark.parametrize(("lines", "selects"), [(("ask", "ring"), 4), (("ask", "ring", "thank"), 3)])
def test_a_page_costs_three_selects_and_one_for_help(
    player: Player, lines: tuple[str, ...], selects: int
) -> None:
    """Where there is nothing to choose there is nothing to help with."""
    player.play(*lines)
    with counted(site_of(player.browser.app).database) as seen:  # type: ignore[attr-defined]
        player.page()
    assert len(seen) == selects
