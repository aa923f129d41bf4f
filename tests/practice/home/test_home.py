"""The first line on the home page: nothing is made before it is said, and it is said once."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel
from starlette.testclient import TestClient

from app.db import Database
from app.main import create_app
from app.settings import Settings
from tests.conftest import Clock
from tests.practice.playing import HOME, Player, content, notice_of, settings

__all__ = ["content", "settings"]
PASSWORD = "a ladder is not a promise"


def form_of(browser: TestClient, choice: str = "lend") -> dict[str, str]:
    """What the home page sends for this line."""
    page = browser.get("/").text
    return {**dict(re.findall(r'name="(ticket|scene)" value="([^"]*)"', page)), "choice": choice}


def counts(database: Database) -> dict[str, int]:
    with database.read() as db:
        return {
            name: db.scalar(select(func.count()).select_from(SQLModel.metadata.tables[name])) or 0
            for name in ("subject", "browser_session", "attempt", "choice_taken")
        }


def test_looking_makes_nothing(visitor: TestClient, database: Database) -> None:
    assert "“I need the ladder.”" in visitor.get("/").text
    assert set(counts(database).values()) == {0}
    assert not visitor.cookies


def test_the_first_line_makes_all_of_it(visitor: TestClient, database: Database) -> None:
    reply = visitor.post("/", data=form_of(visitor))
    assert notice_of(reply) == ""
    assert set(counts(database).values()) == {1}
    assert "The lamp is out." in Player(visitor, reply.headers["location"]).page()


def test_the_order_shown_is_the_attempts_own(visitor: TestClient, database: Database) -> None:
    page = visitor.get("/").text
    shown = re.findall(r'name="choice" value="([^"]*)"', page)
    ticket = re.findall(r'name="ticket" value="([^"]*)"', page)[0]
    visitor.post("/", data={"ticket": ticket, "scene": "desk", "choice": "lend"})
    with database.read() as db:
        stored = db.scalar(select(SQLModel.metadata.tables["choice_taken"].c.order_shown))
    assert stored == " ".join(shown)


def test_the_same_form_again_finds_the_attempt(visitor: TestClient, database: Database) -> None:
    form = form_of(visitor)
    first = visitor.post("/", data=form)
    again = visitor.post("/", data=form)
    assert again.headers["location"] == f"{first.headers['location']}?notice=already-said"
    assert set(counts(database).values()) == {1}


def test_a_lost_cookie_is_set_again(browse: Callable[[], TestClient], database: Database) -> None:
    form = form_of(browse())
    first, second = browse(), browse()
    first.post("/", data=form)
    reply = second.post("/", data=form)
    assert second.cookies.get("session") == first.cookies.get("session")
    assert second.get(reply.headers["location"]).status_code == 200
    assert set(counts(database).values()) == {1}


def test_another_visitor_is_not_let_in(browse: Callable[[], TestClient]) -> None:
    form = form_of(browse())
    browse().post("/", data=form)
    other = browse()
    other.post("/practice/the-ladder/attempts")
    before = other.cookies.get("session")
    assert other.post("/", data=form).status_code == 404
    assert other.cookies.get("session") == before


def test_a_form_does_not_open_an_account(browse: Callable[[], TestClient]) -> None:
    first, second = browse(), browse()
    form = form_of(first)
    first.post("/", data=form)
    made = first.post(
        "/sign-up", data={"name": "Sam", "email": "sam@example.org", "password": PASSWORD, "next": "/today"}
    )
    assert made.status_code == 303, made.text
    assert second.post("/", data=form).status_code == 404
    assert not second.cookies


def test_two_at_once_make_one(browse: Callable[[], TestClient], database: Database) -> None:
    form = form_of(browse())
    browsers = [browse() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda browser: browser.post("/", data=form), browsers))
    assert {reply.status_code for reply in replies} == {303}
    assert sorted(notice_of(reply) for reply in replies) == ["", *["already-said"] * 3]
    assert set(counts(database).values()) == {1}


def test_a_page_lasts_a_day(visitor: TestClient, clock: Clock, database: Database) -> None:
    form = form_of(visitor)
    clock.advance(hours=25)
    assert notice_of(visitor.post("/", data=form)) == "page-too-old"
    assert set(counts(database).values()) == {0}


@pytest.mark.parametrize("ticket", ["", "x", "WyJhIiwiYiIsMV0.x", "é"])
def test_a_ticket_that_was_not_signed_here_is_none(visitor: TestClient, ticket: str) -> None:
    form = {**form_of(visitor), "ticket": ticket}
    assert notice_of(visitor.post("/", data=form)) == "page-too-old"


def test_a_rewritten_conversation_begins_anew(visitor: TestClient, content: Path, database: Database) -> None:
    form = form_of(visitor)
    file = content / "scenarios" / f"{HOME}.md"
    file.write_text(file.read_text(encoding="utf-8").replace("lamp", "light"), encoding="utf-8")
    assert notice_of(visitor.post("/", data=form)) == "conversation-changed"
    assert set(counts(database).values()) == {0}


def test_a_line_that_is_not_on_offer_begins_nothing_twice(visitor: TestClient, database: Database) -> None:
    form = form_of(visitor, "ring")
    assert notice_of(visitor.post("/", data=form)) == "not-offered"
    assert counts(database)["choice_taken"] == 0


def test_who_comes_back_can_go_on(visitor: TestClient) -> None:
    assert "Go on with" not in visitor.get("/").text
    url = visitor.post("/", data=form_of(visitor)).headers["location"]
    assert f'href="{url}"' in visitor.get("/").text


def test_below_it_are_the_chairs_and_all_there_is(visitor: TestClient) -> None:
    page = visitor.get("/").text
    for text in (
        "What is Four Chairs?",
        "The four chairs",
        "Not mine",
        "/learn/four-chairs/an-earlier-lesson",
    ):
        assert text in page


@pytest.mark.parametrize("broken", [True, False])
def test_without_the_conversation_it_is_still_a_page(
    settings: Settings, content: Path, clock: Clock, broken: bool
) -> None:
    file = content / "scenarios" / f"{HOME}.md"
    if broken:
        file.write_text("Nothing.", encoding="utf-8")
    else:
        file.unlink()
    with TestClient(create_app(settings, clock=clock), base_url="http://127.0.0.1:8000") as browser:
        page = browser.get("/").text
    assert "four people at the table" in page
    assert 'action="/"' not in page
