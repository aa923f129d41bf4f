from concurrent.futures import ThreadPoolExecutor

from fastapi import FastAPI
from sqlalchemy import func, select
from starlette.testclient import TestClient

from app.db import Database
from app.learners.actions.personal_data import merge_visitor
from app.learners.actions.subject_lock import lock
from app.phrases.book import PhraseBooks
from app.review import personal_data
from app.review.actions import recall
from app.review.models import REVIEW, REVIEW_CARD
from app.review.queries import Content, read_deck
from app.review.schedule import Rating
from app.slices import SLICES
from app.web.site import site_of
from tests.conftest import Browse, Clock
from tests.course import FIRST
from tests.reading.reader import answer, finish
from tests.review.reviewer import PHRASE, asked, recall_all
from tests.review.test_routes import the_state_follows_from_the_evidence
from tests.subjects import nth_subject


def test_two_peoples_recalls_become_ones(browse: Browse, database: Database, clock: Clock) -> None:
    one, other = browse(), browse()
    answer(one, "table", "pat")
    clock.advance(hours=1)
    answer(other, "table", "yes-again")
    other.post("/phrases", data=PHRASE)
    clock.advance(days=2)
    for browser in (other, one):
        recall_all(browser)
        clock.advance(hours=1)
    me, other_one = nth_subject(database), nth_subject(database, 2)
    with database.write() as db:
        assert merge_visitor(db, SLICES, source=other_one, target=me)
    the_state_follows_from_the_evidence(database)
    with database.read() as db:
        assert len(db.execute(select(REVIEW_CARD).where(REVIEW_CARD.c.subject_id == me)).all()) == 2
        assert db.execute(select(func.count()).where(REVIEW.c.subject_id == other_one)).scalar_one() == 0
        handed_out = personal_data.export(db, subject_id=me)
    assert len(handed_out["recalled"]) == 6
    assert sum(row["begins"] for row in handed_out["recalled"]) == 3
    assert asked(one) == {}


def test_two_tabs_count_to_three_together(
    visitor: TestClient, site: FastAPI, database: Database, clock: Clock
) -> None:
    finish(visitor, url=FIRST)
    for check in ("table", "cost", "no-words"):
        answer(visitor, check, "pat" if check == "table" else "nothing" if check == "cost" else "rule")
    clock.advance(days=5)
    here = site_of(site)
    content = Content(here.content.current.lessons, here.part(PhraseBooks).of(here.content.current))
    me = nth_subject(database)
    read = {"subject_id": me, "zone": "UTC", "now": clock()}
    with database.read() as db:
        keys = [*read_deck(db.connection(), content, **read).cards]  # type: ignore[arg-type]
    assert len(keys) == 6

    def race(key: tuple[str, ...]) -> str | None:
        with database.write() as db:
            lock(db.connection(), me)
            deck = read_deck(db.connection(), content, **read)  # type: ignore[arg-type]
            due = deck.day.due[0] if deck.day.due else key
            return recall(db, deck, due, Rating.GOOD, subject_id=me, option=None, now=clock())  # type: ignore[arg-type]

    with ThreadPoolExecutor(6) as threads:
        done = list(threads.map(race, keys))
    assert len([number for number in done if number]) == 3
    the_state_follows_from_the_evidence(database)
