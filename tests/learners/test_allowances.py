"""Nobody fills the site by writing without end: every form has limits by person and by network."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlmodel import func, select
from starlette.testclient import TestClient

from app.content.wording import duration
from app.db import Database
from app.errors import TooMany
from app.events.event import LimitReached
from app.events.queries import log_page
from app.learners.actions.sessions import MOST_OPEN, new_subject, open_session
from app.learners.allowances import ALLOWANCES, NEW, REMEMBERED, Allowance, Meter
from app.learners.models import BrowserSession, SessionToken, Subject
from tests.conftest import Browse, Clock
from tests.parts import put_part
from tests.people import Person, browser_of
from tests.route_list import addresses

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BEGIN = "/practice/the-printer-that-isnt-ours/attempts"
NOW = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)


def all_at(subject: int, network: int) -> Meter:
    return Meter({name: one._replace(subject=subject, network=network) for name, one in ALLOWANCES.items()})


@pytest.mark.parametrize("person", [Person.ADMIN, Person.VISITOR])
def test_every_form_has_a_limit(
    site: FastAPI, browse: Browse, database: Database, clock: Clock, person: Person
) -> None:
    """A new route with a form is refused here until it names its limit; for visitors, what is not for them is."""
    browser, _ = browser_of(person, database=database, browse=browse, now=clock())
    put_part(site, all_at(0, 0))
    statuses = {}
    for method, path in addresses(site):
        if method != "GET":
            reply = browser.request(method, re.sub(r"{[^}]+}", "x", path), headers=FORM)
            to_sign_in = reply.headers.get("location", "").startswith("/sign-in?next=")
            statuses[path] = 429 if person is Person.VISITOR and to_sign_in else reply.status_code
    assert len(statuses) > 30
    assert {path: status for path, status in statuses.items() if status != 429} == {}


def test_past_a_limit_a_sentence_says_so_until_the_window_is_over(
    site: FastAPI, browse: Browse, clock: Clock
) -> None:
    browser = browse()
    browser.post(BEGIN)
    put_part(site, all_at(2, 99))
    assert [browser.post(BEGIN).status_code for _ in range(3)] == [303, 303, 429]
    reply = browser.post(BEGIN)
    assert 0 < int(reply.headers["retry-after"]) <= 3600
    assert "begin conversations that often" in reply.text
    clock.advance(hours=1)
    assert browser.post(BEGIN).status_code == 303


def test_a_network_has_a_limit_over_all_its_people(site: FastAPI, browse: Browse) -> None:
    people = [browse() for _ in range(3)]
    for browser in people:
        browser.post(BEGIN)
    put_part(site, all_at(99, 2))
    assert [browser.post(BEGIN).status_code for browser in people] == [303, 303, 429]


def test_one_persons_limit_is_not_anothers(site: FastAPI, browse: Browse) -> None:
    first, second = browse(), browse()
    for browser in (first, second):
        browser.post(BEGIN)
    put_part(site, all_at(1, 99))
    assert [first.post(BEGIN).status_code for _ in range(2)] == [303, 429]
    assert second.post(BEGIN).status_code == 303


def test_one_network_makes_only_so_many_visitors(site: FastAPI, browse: Browse, database: Database) -> None:
    """Others get in, whoever is there already goes on, and the refused leave nothing."""
    there = browse()
    there.post(BEGIN)
    put_part(site, Meter({**ALLOWANCES, "visitors": ALLOWANCES["visitors"]._replace(network=3)}))
    assert [browse().post(BEGIN).status_code for _ in range(5)] == [303, 303, 303, 429, 429]
    refused = browse().post(BEGIN)
    assert "begin as somebody new that often" in refused.text
    assert "set-cookie" not in refused.headers
    assert browse("198.51.100.7").post(BEGIN).status_code == 303
    assert there.post(BEGIN).status_code == 303
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Subject)) == 5


def test_people_without_a_session_share_no_allowance(site: FastAPI, browse: Browse) -> None:
    put_part(site, all_at(1, 99))
    form = {"turn": "0", "scene": "x", "choice": "x"}
    assert [browse().post("/play/x/choices", data=form).status_code for _ in range(3)] == [404] * 3


def test_a_limit_that_was_reached_is_written_down_once(
    site: FastAPI, browse: Browse, database: Database
) -> None:
    browser = browse()
    browser.post(BEGIN)
    put_part(site, all_at(0, 99))
    assert [browser.post(BEGIN).status_code for _ in range(3)] == [429] * 3
    with database.look() as connection:
        noted = [one.event for one in log_page(connection, kind=LimitReached.KIND).events]
    assert noted == [LimitReached(limit="begin conversations")]


def test_it_is_said_though_it_cannot_be_written_down_and_written_down_once_it_can(
    site: FastAPI, browse: Browse, database: Database
) -> None:
    browser = browse()
    browser.post(BEGIN)
    put_part(site, all_at(0, 99))
    with database.change() as connection:
        connection.execute(text("alter table event rename to gone"))
    assert [browser.post(BEGIN).status_code for _ in range(2)] == [429] * 2
    with database.change() as connection:
        connection.execute(text("alter table gone rename to event"))
    assert [browser.post(BEGIN).status_code for _ in range(3)] == [429] * 3
    with database.look() as connection:
        noted = [one.event for one in log_page(connection, kind=LimitReached.KIND).events]
    assert noted == [LimitReached(limit="begin conversations")]


def test_looking_is_not_limited(site: FastAPI, visitor: TestClient) -> None:
    put_part(site, all_at(0, 0))
    for path in ("/", "/today", "/practice", "/phrases", "/sign-in"):
        assert visitor.get(path).status_code == 200


def spend(
    meter: Meter, times: int, address: str = "192.0.2.1", now: datetime = NOW, subject: str = ""
) -> int:
    """How many of so many went through."""
    through = 0
    for _ in range(times):
        try:
            meter.spend("answers", now, subject=subject, address=address)
        except TooMany:
            continue
        through += 1
    return through


def test_exactly_as_many_as_allowed_and_anew_in_the_next_window() -> None:
    meter = Meter({"answers": Allowance(5, 100, "answer", timedelta(minutes=10))})
    assert spend(meter, 9, subject="a") == 5
    assert spend(meter, 9, subject="b") == 5
    assert spend(meter, 9, subject="a", now=NOW + timedelta(minutes=10)) == 5


def test_a_customer_with_many_networks_has_a_limit_too() -> None:
    meter = Meter({"answers": Allowance(5, 10, "answer")})
    through = sum(spend(meter, 10, f"2001:db8:7:{number:x}::1") for number in range(20))
    assert through == 60
    assert spend(meter, 10, "2001:db8:8::1") == 10


def test_counting_takes_bounded_memory() -> None:
    meter = Meter()
    for number in range(REMEMBERED + 500):
        spend(meter, 1, f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert len(meter._counts) <= REMEMBERED


def test_allowances_are_far_above_what_a_person_does() -> None:
    """A person does one thing in five seconds for an hour at most, and a network holds a company."""
    for name, one in ALLOWANCES.items():
        if name not in NEW:
            assert one.network >= 10 * one.subject
            assert one.subject >= 60


def test_a_learner_is_signed_in_with_so_many_browsers_at_most(database: Database, clock: Clock) -> None:
    with database.write() as db:
        subject_id = new_subject(db, clock())
        for _ in range(MOST_OPEN + 5):
            clock.advance(seconds=1)
            open_session(db, subject_id=subject_id, now=clock(), signed_in=True)
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(BrowserSession)) == MOST_OPEN
        assert db.scalar(select(func.count()).select_from(SessionToken)) == MOST_OPEN


def test_waiting_is_said_so_that_it_is_enough() -> None:
    said = {1: "a minute", 60: "a minute", 61: "2 minutes", 3599: "an hour", 3601: "2 hours"}
    assert {seconds: duration(seconds) for seconds in said} == said
