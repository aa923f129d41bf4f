from fastapi import FastAPI
from sqlalchemy import text
from starlette.testclient import TestClient

from app.db import Database
from app.web.site import site_of
from tests.conftest import Clock
from tests.course import FIRST, SECOND
from tests.queries import counted
from tests.reading.reader import HTMX, PLAN, answer, done_parts, finish, plan, question


def rows(database: Database, table: str) -> int:
    with database.read() as db:
        return int(db.execute(text(f"select count(*) from {table}")).scalar_one())  # noqa: S608


def test_a_stranger_reads_a_lesson_and_nothing_is_kept(visitor: TestClient, database: Database) -> None:
    reply = visitor.get(SECOND)
    assert reply.status_code == 200
    assert "set-cookie" not in reply.headers
    assert rows(database, "subject") == 0
    for words in (
        "Helpful within limits",
        "Lesson 2 of 2",
        "The reluctant yes",
        "“Sure. Give it here.”",
        "Try it today",
    ):
        assert words in reply.text


def test_a_lesson_is_only_in_its_course(visitor: TestClient) -> None:
    for url in (
        "/learn/four-chairs/no-such",
        "/learn/no-such/helpful-within-limits",
        "/learn/four-chairs/%00",
    ):
        assert 400 <= visitor.get(url).status_code < 500


def test_an_answer_opens_that_options_own_explanation(visitor: TestClient) -> None:
    reply = answer(visitor, "table", "yes-again")
    assert (reply.status_code, reply.headers["location"]) == (303, f"{SECOND}#table")
    shown = question(visitor.get(SECOND).text, "table")
    assert "A yes that sounds like a no" in shown
    assert "She hears a reproach" in shown
    assert "loses the morning anyway." in shown
    assert "Two minutes of handing over" not in shown
    assert "Try another answer" in shown


def test_another_try_counts_and_shows_its_own_explanation(visitor: TestClient, clock: Clock) -> None:
    answer(visitor, "table", "yes-again")
    clock.advance(minutes=1)
    answer(visitor, "table", "pat")
    shown = question(visitor.get(SECOND).text, "table")
    assert "Two minutes of handing over" in shown
    assert "A yes that sounds like a no" not in shown


def test_the_strongest_answer_can_be_seen_without_giving_it(visitor: TestClient, database: Database) -> None:
    answer(visitor, "table", "yes-again")
    shown = question(visitor.get(f"{SECOND}?strongest=table").text, "table")
    assert "The strongest answer of these." in shown
    assert "Two minutes of handing over" in shown
    assert rows(database, "answer") == 1
    assert "A yes that sounds like a no" in question(visitor.get(SECOND).text, "table")


def test_htmx_gets_the_question_and_the_marks_that_follow_from_it(visitor: TestClient) -> None:
    reply = answer(visitor, "whose-is-it", "theirs", htmx=True)
    assert reply.status_code == 200
    assert reply.text.startswith('<div class="question" id="whose-is-it"')
    assert 'tabindex="-1" data-focus' in reply.text
    assert 'id="lesson_rail" hx-swap-oob="true"' in reply.text
    assert "<html" not in reply.text
    assert "Recall" in done_parts(reply.text)
    strongest = visitor.get(f"{SECOND}?strongest=whose-is-it", headers=HTMX)
    assert strongest.text.startswith('<div class="question" id="whose-is-it"')


def test_an_answer_to_nothing_that_is_there_keeps_nothing(visitor: TestClient, database: Database) -> None:
    for reply in (
        answer(visitor, "table", "no-such"),
        answer(visitor, "no-such", "pat"),
        plan(visitor, plan="no-such"),
    ):
        assert reply.headers["location"] == f"{SECOND}?notice=lesson-changed"
    assert (
        answer(visitor, "no-such", "pat", htmx=True).headers["hx-redirect"]
        == f"{SECOND}?notice=lesson-changed"
    )
    assert "please choose again" in visitor.get(f"{SECOND}?notice=lesson-changed").text
    assert (
        visitor.post(f"{SECOND}/answers", data={"check": "table", "option": "pat", "at": "1"}).status_code
        == 422
    )
    assert rows(database, "subject") == 0


def test_the_same_answer_twice_is_one_answer(visitor: TestClient, database: Database) -> None:
    answer(visitor, "table", "pat")
    answer(visitor, "table", "pat")
    assert rows(database, "answer") == 1


def test_a_plan_is_saved_in_the_learners_own_words(visitor: TestClient) -> None:
    reply = plan(visitor, when="1", own="", say="Not <me>, but Pat.")
    assert reply.headers["location"] == f"{SECOND}#{PLAN}"
    page = visitor.get(SECOND).text
    assert "Your plan is saved." in page
    assert "Not &lt;me&gt;, but Pat." in page
    assert '<option value="1" selected>it only takes a minute</option>' in page
    plan(visitor, when="1", own='when "she" asks', say="Later.")
    page = visitor.get(SECOND).text
    assert 'value="when &#34;she&#34; asks"' in page or "when &quot;she&quot; asks" in page
    assert " selected" not in page


def test_skipping_leaves_a_saved_plan_alone(visitor: TestClient) -> None:
    plan(visitor, when="0", say="My own line.")
    plan(visitor, skip="1")
    assert "My own line." in visitor.get(SECOND).text


def test_a_skipped_plan_can_be_made_later(visitor: TestClient) -> None:
    plan(visitor, skip="1")
    assert "Skipped this time." in visitor.get(SECOND).text
    plan(visitor, when="0", say="My own line.")
    assert "Your plan is saved." in visitor.get(SECOND).text


def test_a_lesson_is_finished_when_all_is_answered_and_the_plan_is_decided(visitor: TestClient) -> None:
    finish(visitor)
    page = visitor.get(SECOND).text
    assert "Finished on 2 March 2026." in page
    assert len(done_parts(page)) == 7
    assert "Updated since" not in page


def test_the_rail_says_where_the_learner_is(visitor: TestClient) -> None:
    assert done_parts(visitor.get(SECOND).text) == []
    answer(visitor, "whose-is-it", "theirs")
    page = visitor.get(SECOND).text
    assert done_parts(page) == ["Recall"]
    assert '<a href="#moment" aria-current="step">' in page


def test_the_place_is_kept_only_of_somebody_who_has_begun(visitor: TestClient, database: Database) -> None:
    assert visitor.post(f"{SECOND}/position", data={"block": "takes"}).status_code == 204
    assert rows(database, "subject") == 0
    answer(visitor, "whose-is-it", "theirs", url=SECOND)
    assert visitor.post(f"{FIRST}/position", data={"block": "takes"}).status_code == 204
    assert rows(database, "lesson_progress") == 1
    assert visitor.post(f"{SECOND}/position", data={"block": "takes"}).status_code == 204
    assert 'href="#takes">Go on where you left off: Two takes' in visitor.get(SECOND).text
    assert visitor.post(f"{SECOND}/position", data={"block": "no-such"}).status_code == 204
    assert 'href="#takes">Go on' in visitor.get(SECOND).text


def test_the_next_step_is_the_conversation_or_today(visitor: TestClient) -> None:
    assert "/practice/printer" in visitor.get(SECOND).text
    assert f'href="{SECOND}"' in visitor.get(FIRST).text


def test_the_page_says_the_notice_it_was_sent_with(visitor: TestClient) -> None:
    assert "Welcome back." in visitor.get(f"{SECOND}?notice=signed-in").text
    assert 'class="notice"' not in visitor.get(f"{SECOND}?notice=<b>").text


def test_a_lesson_page_asks_the_database_once(visitor: TestClient, site: FastAPI) -> None:
    answer(visitor, "whose-is-it", "theirs")
    visitor.get(SECOND)
    with counted(site_of(site).database) as queries:
        visitor.get(SECOND)
    assert len(queries) == 1
    with counted(site_of(site).database) as queries:
        answer(visitor, "table", "pat")
    holds_the_subject = not site_of(site).database.is_sqlite
    assert len(queries) <= 6 + holds_the_subject


def test_the_sources_page_names_every_source(visitor: TestClient) -> None:
    page = visitor.get("/sources").text
    assert "A post" in page
    assert "Somebody" in page
