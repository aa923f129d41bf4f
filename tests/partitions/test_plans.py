"""What pages ask of the database: each statement, by its plan as carried out, meets one subject's partition alone.

Only what compares people does not: how others answered, beside a debrief.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.testclient import TestClient

from app.db import Database
from app.web.site import site_of
from tests.conftest import Browse
from tests.learners.people import PASSWORD, sign_up
from tests.partitions.schema import subject_tables
from tests.practice.playing import Player, begin, content, settings
from tests.queries import Statement, heard

__all__ = ["content", "settings"]

LESSON = "/learn/four-chairs/helpful-within-limits"
PHRASE = {"kind": "lesson", "id": "helpful-within-limits", "phrase": "need-first"}
PLAN = {"plan": "no-with-a-path", "when": "0", "say": "Pat can."}
SPREAD = re.compile(rf"({'|'.join(subject_tables())})_(\d)")
ABOUT_OTHERS = "ORDER BY attempt.finished_at DESC, attempt.id DESC"
A_ROW = re.compile(r"INSERT INTO \w+ \([^)]*\) VALUES (?!.* ON CONFLICT)", re.DOTALL)
"""An insert that names its subject: it goes where that one's rows are, and cannot be carried out twice."""
PAGES = [
    LESSON,
    "/today",
    "/plans",
    "/phrases",
    "/review",
    "/progress",
    "/account",
    "/account/data.json",
    "/",
]


@pytest.fixture
def learner(browse: Browse, database: Database) -> TestClient:
    """One of many, with something of everything."""
    for number in range(30):
        begin(browse()).play("ask") if number % 3 else browse().post("/phrases", data=PHRASE)
    browser = sign_up(browse())
    browser.post(f"{LESSON}/answers", data={"check": "table", "option": "pat"})
    browser.post(f"{LESSON}/plan", data=PLAN)
    browser.post("/phrases", data=PHRASE)
    finished(browser)
    with database.write() as db:
        db.execute(text("analyze"))
    return browser


def finished(browser: TestClient) -> Player:
    player = begin(browser)
    player.play("ask", "ring", "thank", ">")
    return player


def test_a_page_meets_one_partition(learner: TestClient, site: FastAPI) -> None:
    database = site_of(site).database
    for url in PAGES:
        with heard(database) as statements:
            assert learner.get(url).status_code == 200
        assert statements, url
        assert_one_partition(database, statements)


def test_whatever_is_done_meets_one_partition(learner: TestClient, site: FastAPI) -> None:
    database = site_of(site).database
    with heard(database) as statements:
        learner.post(f"{LESSON}/answers", data={"check": "whose-is-it", "option": "theirs"})
        learner.post(f"{LESSON}/position", data={"block": "takes"})
        player = begin(learner)
        player.say("ask")
        player.take_back()
        player.play("ask", "lend", ">", "hold")
        player.post("prediction", skip="1")
        player.post("guess", skip="1")
        player.post("plan", when="it rings", say="One moment.")
        player.post("reflection", text="Slower.")
        again = Player(learner, player.post("replays", turn="2").headers["location"])
        again.post("own-words", turn="0", text="My way.")
        learner.post("/sign-out")
        learner.post("/sign-in", data={"email": "dana@example.org", "password": PASSWORD})
    assert any("choice_taken" in statement for statement, _ in statements)
    assert_one_partition(database, statements)


def test_only_a_comparison_with_others_meets_more(learner: TestClient, site: FastAPI) -> None:
    database = site_of(site).database
    player = finished(learner)
    player.post("prediction", skip="1")
    player.post("guess", skip="1")
    with heard(database) as statements:
        assert player.page(f"{player.url}/debrief")
    assert sum(ABOUT_OTHERS in statement for statement, _ in statements) == 1
    assert_one_partition(database, [one for one in statements if ABOUT_OTHERS not in one[0]])


def assert_one_partition(database: Database, statements: list[Statement]) -> None:
    asked = [one for one in statements if not A_ROW.match(one[0])]
    met = {statement: partitions(database, statement, given) for statement, given in asked}
    assert {statement: found for statement, found in met.items() if len(found) > 1} == {}
    assert any(met.values())


def partitions(database: Database, statement: str, given: Any) -> set[str]:
    """Numbers of the partitions, of whichever tables, that were looked into when the statement was carried out."""
    with database.engine.connect() as connection, connection.begin() as transaction:
        connection.execute(text("set local session_replication_role = replica"))  # no keys are checked twice
        cursor = connection.connection.cursor()
        cursor.execute(f"explain (analyze, format json) {statement}", given)
        ((plan,),) = cursor.fetchone()
        transaction.rollback()
    return {
        found[2]
        for node in nodes(plan["Plan"])
        if node["Actual Loops"] and (found := SPREAD.fullmatch(node.get("Relation Name", "")))
    }


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)
