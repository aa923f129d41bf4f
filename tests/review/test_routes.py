import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from starlette.testclient import TestClient

from app.db import Database
from app.review.card import CardKey
from app.review.models import REVIEW, REVIEW_CARD
from app.review.queries import rebuild
from app.review.schedule import from_json
from app.web.site import site_of
from tests.conftest import Browse, Clock
from tests.course import FIRST
from tests.lessons.folders import SECOND as SECOND_FILE
from tests.queries import counted
from tests.reading.reader import HTMX, QUESTIONS, answer, finish
from tests.review.reviewer import PHRASE, SECOND_ID, asked, recall, recall_all
from tests.subjects import nth_subject

WORDS = "What do you need to have by [time]?"


def answer_all(browser: TestClient, *, right: bool = True) -> None:
    for check in ("table", "cost", "no-words"):
        answer(browser, check, QUESTIONS[check][right])


def rows(database: Database) -> int:
    with database.read() as db:
        return int(db.execute(select(func.count()).select_from(REVIEW)).scalar_one())


def test_nobody_is_told_what_comes_here_and_nothing_is_kept(visitor: TestClient) -> None:
    reply = visitor.get("/review")
    assert "Nothing to recall yet" in reply.text
    assert "set-cookie" not in reply.headers
    posted = recall(
        visitor, {"kind": "check", "source_kind": "lesson", "source_id": "x", "item_id": "y"}, option="z"
    )
    assert posted.headers["location"] == "/review?notice=recall-moved-on"
    assert "set-cookie" not in posted.headers
    assert "recall today" not in visitor.get("/today").text


def test_a_check_answered_rightly_comes_back_in_two_days(visitor: TestClient, clock: Clock) -> None:
    answer(visitor, "table", "pat")
    page = visitor.get("/review").text
    assert "Nothing to recall today" in page
    assert "comes back on Wednesday" in page
    assert 'href="/review">comes back</a> on Wednesday' in visitor.get("/today").text
    clock.advance(days=2)
    assert "1 to recall today." in visitor.get("/today").text
    assert asked(visitor)["item_id"] == "table"


def test_a_check_answered_wrongly_comes_back_tomorrow_whatever_was_tried_then(
    visitor: TestClient, clock: Clock
) -> None:
    answer(visitor, "table", "yes-again")
    answer(visitor, "table", "pat")
    clock.advance(days=1)
    assert asked(visitor)["item_id"] == "table"


def test_the_recall_in_a_lesson_does_not_come_back_by_itself(visitor: TestClient, clock: Clock) -> None:
    answer(visitor, "whose-is-it", "theirs")
    clock.advance(days=9)
    assert asked(visitor) == {}


def test_right_is_explained_and_comes_back_later(visitor: TestClient, clock: Clock) -> None:
    answer(visitor, "table", "pat")
    clock.advance(days=2)
    reply = recall(visitor)
    page = visitor.get(reply.headers["location"]).text
    assert "Right." in page
    assert "The need is met, and you keep your morning" in page
    assert "Two minutes of handing over" in page
    assert "Pat learns something that only you knew." in page
    assert "This one comes back on 15 March." in page
    assert "That was all for today." in page


def test_wrong_is_explained_beside_the_strongest_answer(visitor: TestClient, clock: Clock) -> None:
    answer(visitor, "table", "pat")
    clock.advance(days=2)
    page = visitor.get(recall(visitor, option="yes-again").headers["location"]).text
    assert "Not the strongest answer." in page
    assert "A yes that sounds like a no" in page
    assert "The need is met, and you keep your morning" in page
    assert "This one comes back tomorrow." in page


def test_having_had_to_think_brings_it_back_sooner(browse: Browse, clock: Clock) -> None:
    soon, late = browse(), browse()
    for browser in (soon, late):
        answer(browser, "table", "pat")
    clock.advance(days=2)
    card = asked(soon)
    recall(soon, card, option="pat", thought="yes")
    recall(late, card, option="pat")
    clock.advance(days=10)
    assert (asked(soon), asked(late)) == (card, {})


def test_a_kept_phrase_is_asked_with_gaps_and_judged_by_the_learner(
    visitor: TestClient, clock: Clock
) -> None:
    visitor.post("/phrases", data=PHRASE)
    clock.advance(days=2)
    page = visitor.get("/review").text
    assert "6 words missing" in page
    assert "Helpful within limits" in page
    card = asked(visitor)
    assert card["kind"] == "phrase"
    back = visitor.get(recall(visitor, card, went="again").headers["location"]).text
    assert "not yet" in back
    assert WORDS in back
    assert "comes back tomorrow" in back


def test_at_most_three_a_day_and_the_rest_waits(visitor: TestClient, clock: Clock) -> None:
    finish(visitor, url=FIRST)
    answer_all(visitor)
    clock.advance(days=3)
    assert "3 to recall today." in visitor.get("/today").text
    assert len(recall_all(visitor)) == 3
    assert "next one comes back tomorrow" in visitor.get("/review").text
    assert "That was all to recall for today." in visitor.get("/today").text
    clock.advance(days=1)
    assert len(recall_all(visitor)) == 3


def test_the_learners_own_midnight_begins_a_day(
    visitor: TestClient, database: Database, clock: Clock
) -> None:
    fields = {"name": "Robin", "email": "robin@example.org", "password": "seven quiet otters in a lift"}
    visitor.post("/sign-up", data=fields)
    with database.write() as db:
        db.connection().exec_driver_sql("update learner set time_zone = 'Pacific/Auckland'")
    answer(visitor, "table", "yes-again")  # 22:00 in Auckland on 2 March
    clock.advance(hours=1, minutes=59)
    assert asked(visitor) == {}
    clock.advance(minutes=2)
    assert asked(visitor)["item_id"] == "table"


def test_what_is_left_of_a_day_does_not_depend_on_the_hour(visitor: TestClient, clock: Clock) -> None:
    clock.advance(hours=11)
    answer(visitor, "table", "yes-again")
    clock.advance(hours=5)
    assert asked(visitor)["item_id"] == "table"


def test_a_second_press_changes_nothing(visitor: TestClient, database: Database, clock: Clock) -> None:
    answer(visitor, "table", "pat")
    clock.advance(days=2)
    card = asked(visitor)
    recall(visitor, card)
    before = rows(database)
    again = recall(visitor, card)
    assert again.headers["location"] == "/review?notice=recall-moved-on"
    assert rows(database) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"option": "no-such"},
        {"option": ""},
        {"item_id": "no-such"},
        {"source_id": "no-such"},
        {"kind": "phrase", "went": "good"},
        {"source_kind": "scenario"},
    ],
)
def test_what_is_not_asked_cannot_be_recalled(
    visitor: TestClient, database: Database, clock: Clock, wrong: dict[str, str]
) -> None:
    answer(visitor, "table", "pat")
    clock.advance(days=2)
    given = {**asked(visitor), "option": "pat", **wrong}
    assert visitor.post("/review", data=given).headers["location"] == "/review?notice=recall-moved-on"
    assert rows(database) == 0


def test_what_is_no_form_of_ours_is_refused(visitor: TestClient, clock: Clock) -> None:
    answer(visitor, "table", "pat")
    clock.advance(days=2)
    card = asked(visitor)
    for wrong in ({"kind": "book"}, {"source_id": "../x"}, {"rating": "4"}, {"thought": "no"}):
        assert visitor.post("/review", data={**card, "option": "pat", **wrong}).status_code == 422


def test_htmx_gets_what_there_is_to_say_with_focus_on_it(visitor: TestClient, clock: Clock) -> None:
    answer(visitor, "table", "pat")
    clock.advance(days=2)
    reply = visitor.post("/review", data={**asked(visitor), "option": "pat"}, headers=HTMX)
    assert 'tabindex="-1" data-focus>Right.' in reply.text
    assert "<html" not in reply.text


def test_options_stand_in_one_order_until_they_are_answered(visitor: TestClient, clock: Clock) -> None:
    finish(visitor, url=FIRST)
    clock.advance(days=3)
    orders = [re.findall(r'name="option" value="([^"]+)"', visitor.get("/review").text) for _ in range(3)]
    assert orders[0] == orders[1] == orders[2] != []


def test_what_is_gone_from_the_site_is_left_out(visitor: TestClient, content: Path, clock: Clock) -> None:
    answer(visitor, "table", "pat")
    answer(visitor, "cost", "the-rest")
    visitor.post("/phrases", data=PHRASE)
    clock.advance(days=2)
    recall(visitor)
    file = content / "lessons" / SECOND_FILE
    file.write_text(file.read_text("utf-8").replace("::: check cost", "::: check price"), "utf-8")
    clock.advance(days=30)
    assert recall_all(visitor) == ["need-first", "table"]
    file.unlink()
    clock.advance(days=60)
    assert asked(visitor) == {}
    assert "Nothing to recall yet" in visitor.get("/review").text


def test_a_phrase_let_go_of_is_not_asked_and_goes_on_when_it_is_kept_again(
    visitor: TestClient, database: Database, clock: Clock
) -> None:
    visitor.post("/phrases", data=PHRASE)
    clock.advance(days=2)
    recall(visitor)
    visitor.post("/phrases", data=PHRASE)
    clock.advance(days=20)
    assert asked(visitor) == {}
    visitor.post("/phrases", data=PHRASE)
    assert asked(visitor)["item_id"] == "need-first"
    recall(visitor)
    the_state_follows_from_the_evidence(database)


def the_state_follows_from_the_evidence(database: Database) -> None:
    subject_id = nth_subject(database)
    with database.read() as db:
        cards = db.execute(select(REVIEW_CARD)).all()
        assert cards
        for row in cards:
            key = {name: row._mapping[name] for name in CardKey._fields}
            memory = from_json(row.state)
            assert memory == rebuild(db, subject_id=subject_id, key=key)
            assert memory
            assert memory.due == row.due


def test_the_state_follows_from_the_evidence(visitor: TestClient, database: Database, clock: Clock) -> None:
    answer_all(visitor, right=False)
    visitor.post("/phrases", data=PHRASE)
    for day in range(12):
        clock.advance(days=1, minutes=day)
        recall_all(visitor)
        if card := asked(visitor):
            recall(visitor, card, went="hard", option="nothing")
    the_state_follows_from_the_evidence(database)


def test_recalls_are_ones_own(browse: Browse, clock: Clock) -> None:
    mine, other = browse(), browse()
    for browser in (mine, other):
        answer(browser, "table", "pat")
    clock.advance(days=2)
    back = recall(mine).headers["location"]
    assert "Right." in mine.get(back).text
    assert "Right." not in other.get(back).text
    assert asked(other)["item_id"] == "table"
    for number in ("0", "-1", "9" * 30, "x", "1²", ""):
        assert mine.get(f"/review?recalled={number}").status_code == 200


def test_the_page_asks_the_database_a_few_things(visitor: TestClient, site: FastAPI, clock: Clock) -> None:
    finish(visitor, url=FIRST)
    answer_all(visitor)
    visitor.post("/phrases", data=PHRASE)
    clock.advance(days=2)
    back = recall(visitor).headers["location"]
    for url, most in (("/review", 5), (back, 6)):
        with counted(site_of(site).database) as queries:
            visitor.get(url)
        assert len(queries) == most


def test_the_lesson_it_is_from_is_named(visitor: TestClient, clock: Clock) -> None:
    answer(visitor, "table", "pat")
    clock.advance(days=2)
    page = visitor.get(recall(visitor).headers["location"]).text
    assert f'/{SECOND_ID}#table">Helpful within limits</a>' in page
