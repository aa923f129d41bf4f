"""How long a browser stays signed in, and that each can be signed out from any."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app.db import Database
from app.learners.actions.accounts import BROWSERS
from app.learners.actions.sessions import LEARNER_DAYS, LEARNER_LONGEST, VISITOR_DAYS, VISITOR_LONGEST
from app.learners.models import BrowserSession
from tests.conftest import Browse, Clock
from tests.learners.people import OTHER, PASSWORD, is_signed_in, learner, sign_in

ACTION = "/practice/the-printer-that-isnt-ours/attempts"
DAY = 86_400


def cookie_seconds(reply: object) -> int:
    """How long the reply says its session cookie lives; 0 without one."""
    cookies = [line for line in reply.headers.get_list("set-cookie") if line.startswith("session=")]  # type: ignore[attr-defined]
    found = re.search(r"max-age=(\d+)", cookies[-1].lower()) if cookies else None
    return int(found[1]) if found else 0


def test_a_learners_cookie_lives_as_long_as_the_session(browse: Browse, database: Database) -> None:
    data = {"name": "Dana", "email": "dana@example.org", "password": PASSWORD}
    assert cookie_seconds(browse().post("/sign-up", data=data)) == LEARNER_DAYS * DAY
    assert cookie_seconds(browse().post("/sign-in", data=data | {"name": ""})) == 0  # a field too many
    data.pop("name")
    browser = browse()
    assert cookie_seconds(browser.post("/sign-in", data=data)) == LEARNER_DAYS * DAY
    new = {"password": PASSWORD, "new_password": OTHER}
    assert cookie_seconds(browser.post("/account/password", data=new)) == LEARNER_DAYS * DAY
    assert cookie_seconds(browse().post(ACTION)) == VISITOR_DAYS * DAY


@pytest.mark.parametrize("kind", ["learner", "visitor"])
def test_use_makes_session_and_cookie_go_on_together(
    browse: Browse, database: Database, clock: Clock, kind: str
) -> None:
    days = LEARNER_DAYS if kind == "learner" else VISITOR_DAYS
    browser = learner(browse) if kind == "learner" else browse()
    browser.post(ACTION)
    assert cookie_seconds(browser.post(ACTION)) == 0  # a moment later, nothing changes
    clock.advance(days=days - 1)
    reply = browser.post(ACTION)
    assert cookie_seconds(reply) == days * DAY
    assert f"session={browser.cookies['session']}" in reply.headers["set-cookie"]
    with database.read() as db:
        assert {row.expires_at for row in db.exec(select(BrowserSession))} == {clock() + timedelta(days=days)}


def test_playing_makes_the_cookie_go_on(browse: Browse, clock: Clock) -> None:
    browser = learner(browse)
    attempt = browser.post(ACTION).headers["location"]
    clock.advance(days=20)
    assert (
        cookie_seconds(browser.post(f"{attempt}/own-words", data={"turn": "0", "text": "x"}))
        == LEARNER_DAYS * DAY
    )


def test_looking_makes_nothing_go_on(browse: Browse, clock: Clock) -> None:
    browser = learner(browse)
    clock.advance(days=20)
    assert "set-cookie" not in browser.get("/account").headers
    clock.advance(days=10)
    assert not is_signed_in(browser)


def test_signing_out_late_takes_the_cookie_away(browse: Browse, clock: Clock) -> None:
    browser = learner(browse)
    clock.advance(days=2)
    browser.post("/sign-out")
    assert "session" not in browser.cookies


@pytest.mark.parametrize("kind", ["learner", "visitor"])
def test_no_session_goes_on_for_ever(browse: Browse, database: Database, clock: Clock, kind: str) -> None:
    browser = learner(browse) if kind == "learner" else browse()
    signed_in = kind == "learner"
    step, longest = (LEARNER_DAYS, LEARNER_LONGEST) if signed_in else (VISITOR_DAYS, VISITOR_LONGEST)
    browser.post(ACTION)
    begun = clock()
    while clock() + timedelta(days=step - 1) < begun + timedelta(days=longest):
        clock.advance(days=step - 1)
        browser.post(ACTION)
    with database.read() as db:
        (ends,) = {row.expires_at for row in db.exec(select(BrowserSession))}
    assert ends == begun + timedelta(days=longest)


def rows_of(page: str) -> dict[str, str]:
    """Name in the form → what its row says."""
    rows = re.findall(r"<li>\s*<strong>.*?</li>", page, re.S)
    return {re.search(r'name="session" value="(\w+)"', row)[1]: row for row in rows}  # type: ignore[index]


def test_each_browser_can_be_signed_out_from_another(browse: Browse) -> None:
    here, there, third = learner(browse), sign_in(browse()), sign_in(browse())
    rows = rows_of(here.get("/account/sessions").text)
    assert sum("(this one)" in row for row in rows.values()) == 1
    own = next(name for name, row in rows.items() if "(this one)" in row)
    theirs = rows_of(there.get("/account/sessions").text)
    named = next(name for name, row in theirs.items() if "(this one)" in row)
    reply = here.post("/account/sessions/end", data={"session": named})
    assert reply.headers["location"] == "/account/sessions?notice=signed-out-there"
    assert [is_signed_in(browser) for browser in (here, there, third)] == [True, False, True]
    reply = here.post("/account/sessions/end", data={"session": own})
    assert reply.headers["location"] == "/?notice=signed-out"
    assert "session" not in here.cookies
    assert is_signed_in(third)


def test_a_foreign_session_is_as_unknown_as_none(browse: Browse) -> None:
    here, ola = learner(browse), learner(browse, "ola@example.org", "Ola")
    (foreign,) = rows_of(ola.get("/account/sessions").text)
    replies = [here.post("/account/sessions/end", data={"session": name}) for name in (foreign, "x" * 64)]
    assert [reply.status_code for reply in replies] == [404, 404]
    assert replies[0].content == replies[1].content
    assert is_signed_in(ola)


def test_a_thousand_browsers_come_page_by_page(browse: Browse, database: Database, clock: Clock) -> None:
    browser = learner(browse)
    with database.write() as db:
        mine = db.exec(select(BrowserSession)).one()
        for number in range(1000):
            row = {
                **mine.model_dump(),
                "token_hash": f"{number:064}",
                "created_at": clock() - timedelta(hours=number),
            }
            db.add(BrowserSession(**row))
    seen: set[str] = set()
    url = "/account/sessions"
    while url:
        page = browser.get(url).text
        assert len(page) < 100_000
        names = set(rows_of(page))
        assert 0 < len(names) <= BROWSERS
        assert not names & seen
        seen |= names
        more = re.search(r'href="(/account/sessions\?after=\w+)"', page)
        url = more[1] if more else ""
    assert len(seen) == 1001


def links(ada: TestClient, number: str) -> str:
    page = ada.post(f"/admin/people/{number}/reset")
    return re.search(r'value="http://127.0.0.1:8000(/reset/[^"]+)"', page.text)[1]  # type: ignore[index]


def test_a_new_password_ends_reset_links_made_before(
    browse: Browse, ada: TestClient, database: Database, dana: str
) -> None:
    link = links(ada, dana)
    browser = sign_in(browse())
    browser.post("/account/password", data={"password": PASSWORD, "new_password": OTHER})
    assert browse().get(link).status_code == 404
    assert browse().post(link, data={"new_password": f"{PASSWORD} anew"}).status_code == 404
    sign_in(browse(), password=OTHER)
