"""Whose clock counts: guessed from the browser at the first thing kept, shown, and for anybody to change."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app.db import Database
from app.learners.models import Learner, Subject
from app.web.pages import day, hour
from tests.conftest import Browse, Clock
from tests.learners.people import PASSWORD, learner

BEGIN = "/practice/the-printer-that-isnt-ours/attempts"
TOKYO = {"browser_time_zone": "Asia/Tokyo"}


def zone_shown(browser: TestClient) -> str:
    page = browser.get("/privacy").text
    return page.partition("as a clock in ")[2].partition(" has them")[0]


def subject_zones(database: Database) -> list[str | None]:
    with database.read() as db:
        return list(db.exec(select(Subject.time_zone)))


def test_the_browser_says_it_at_the_first_thing_worth_keeping(browse: Browse, database: Database) -> None:
    browser = browse()
    assert zone_shown(browser) == "UTC"
    assert browser.post(BEGIN, data=TOKYO).status_code == 303
    assert zone_shown(browser) == "Tokyo"
    browser.post(BEGIN, data={"browser_time_zone": "Europe/Oslo"})  # on a journey
    assert zone_shown(browser) == "Tokyo"


@pytest.mark.parametrize(
    "path",
    ["/phrases", "/learn/four-chairs/a-path-not-a-wall/answers", "/sign-in", "/plans", "/", "/time-zone"],
)
def test_no_form_stumbles_over_it(browse: Browse, path: str) -> None:
    without, with_it = browse().post(path, data={}), browse().post(path, data=TOKYO)
    assert (with_it.status_code, with_it.text) == (without.status_code, without.text)


@pytest.mark.parametrize(
    "said", ["", "Mars/Olympus", "../etc/passwd", "localtime", "x" * 5000, "\u202e", "Asia/Tokyo "]
)
def test_what_is_no_zone_is_not_believed(browse: Browse, database: Database, said: str) -> None:
    browser = browse()
    assert browser.post(BEGIN, data={"browser_time_zone": said}).status_code == 303
    assert subject_zones(database) == [None]
    assert zone_shown(browser) == "UTC"
    browser.post(BEGIN, data=TOKYO)  # known at last
    assert zone_shown(browser) == "Tokyo"


def test_a_visitor_can_choose_another(browse: Browse, database: Database) -> None:
    browser = browse()
    assert 'value="UTC" selected' in browser.get("/time-zone").text
    reply = browser.post("/time-zone", data={"time_zone": "Europe/Oslo", **TOKYO})
    assert reply.headers["location"] == "/privacy?notice=details-saved"
    assert zone_shown(browser) == "Oslo"
    assert browser.post("/time-zone", data={"time_zone": "Mars/Olympus"}).status_code == 422
    assert subject_zones(database) == ["Europe/Oslo"]


def test_an_account_begins_with_the_visitors_zone_or_the_browsers(browse: Browse, database: Database) -> None:
    visitor = browse()
    visitor.post("/time-zone", data={"time_zone": "Europe/Oslo"})
    for browser, email in (
        (visitor, "ola@example.org"),
        (browse(), "aiko@example.org"),
        (browse(), "x@example.org"),
    ):
        zone = TOKYO if email != "x@example.org" else {}
        data = {"name": "N", "email": email, "password": PASSWORD, **zone}
        assert browser.post("/sign-up", data=data).status_code == 303
    with database.read() as db:
        zones = dict(db.exec(select(Learner.email, Learner.time_zone)).all())
    assert zones == {
        "ola@example.org": "Europe/Oslo",
        "aiko@example.org": "Asia/Tokyo",
        "x@example.org": "UTC",
    }


def test_a_learners_choice_is_the_accounts(browse: Browse, database: Database) -> None:
    browser = learner(browse)
    browser.post("/time-zone", data={"time_zone": "Europe/Oslo"})
    assert zone_shown(browser) == "Oslo"
    assert "Oslo" in browser.get("/account").text
    assert subject_zones(database) == [None]


def test_a_deleted_account_leaves_no_zone(browse: Browse, database: Database) -> None:
    browser = browse()
    browser.post(BEGIN, data=TOKYO)
    data = {"name": "Dana", "email": "dana@example.org", "password": PASSWORD}
    browser.post("/sign-up", data=data)
    browser.post("/account/delete", data={"password": PASSWORD})
    assert subject_zones(database) == [None]


def test_today_ends_at_the_visitors_midnight(browse: Browse, clock: Clock) -> None:
    """What is answered at eleven in the evening in Tokyo was today there, while it is afternoon in Greenwich."""
    clock.moment = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
    browser = browse()
    browser.post("/time-zone", data={"time_zone": "Asia/Tokyo"})
    learn = "/learn/four-chairs/a-path-not-a-wall"
    browser.post(f"{learn}/plan", data={"plan": "your-plan", "own": "It rings", "say": "Hello"})
    clock.advance(hours=2)
    assert "3 March 2026" not in browser.get("/plans").text


def test_hours_are_those_of_the_readers_clock() -> None:
    moment = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert hour(moment, "Europe/Berlin") == "29 March 2026, 01:59"
    assert hour(moment.replace(hour=1, minute=0), "Europe/Berlin") == "29 March 2026, 03:00"
    assert hour(moment, "America/New_York") == "28 March 2026, 20:59"
    assert day(moment, "America/New_York") == "28 March 2026"
