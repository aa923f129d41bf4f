"""Visitors who come no more are forgotten; learners and anonymous counts are not. Forget me does it at once."""

import threading
from datetime import datetime, timedelta

from sqlmodel import select
from starlette.testclient import TestClient

from app.db import Database
from app.learners.actions.clean_up import AT_ONCE, clean_up, erase_unseen
from app.learners.actions.personal_data import NO_SLICES, Slices
from app.learners.actions.rate_limits import spend
from app.learners.actions.sessions import keep, new_subject
from app.learners.limit import Limit
from app.learners.models import BrowserSession, RateLimit, ResetLink, SessionToken, Subject
from app.learners.who import NOBODY
from tests.conftest import Browse, Clock
from tests.learners.people import PASSWORD, is_signed_in, learner, row
from tests.learners.recorder import Recorder

KINDS = (BrowserSession, SessionToken, ResetLink, RateLimit)


def visit(browser: TestClient, database: Database, clock: Clock) -> str:
    with database.write() as db:
        who, token = keep(db, NOBODY, now=clock())
    browser.cookies.set("session", token, domain="127.0.0.1")
    return who.subject_id or ""


def subjects(database: Database) -> list[str]:
    with database.read() as db:
        return list(db.exec(select(Subject.id).order_by(Subject.id)))


def test_a_year_unseen_is_forgotten_and_a_day_less_is_not(database: Database, clock: Clock) -> None:
    recorder = Recorder()
    with database.write() as db:
        first, _ = keep(db, NOBODY, now=clock())
        clock.advance(days=1)
        later, _ = keep(db, NOBODY, now=clock())
    clock.advance(days=364.5)
    clean_up(Slices([recorder]), database, clock())
    clean_up(Slices([recorder]), database, clock())
    assert recorder.erased == [first.subject_id]
    assert subjects(database) == [later.subject_id]
    with database.read() as db:
        assert len(db.exec(select(BrowserSession)).all()) == 1


def test_learners_and_anonymous_counts_stay(
    browse: Browse, database: Database, clock: Clock, recorder: Recorder
) -> None:
    learner(browse)
    learner(browse, "ola@example.org", "Ola").post("/account/delete", data={"password": PASSWORD})
    clock.advance(days=800)
    clean_up(Slices([recorder]), database, clock())
    assert recorder.erased == []
    assert len(subjects(database)) == 2


def clean_all_up(database: Database, now: datetime) -> None:
    while clean_up(NO_SLICES, database, now):
        pass


def test_many_are_forgotten_some_at_a_time_and_by_two_at_once(database: Database, clock: Clock) -> None:
    with database.write() as db:
        for _ in range(2 * AT_ONCE + 5):
            new_subject(db, clock())
    clock.advance(days=366)
    with database.write() as db:
        assert erase_unseen(db, NO_SLICES, clock()) == AT_ONCE
    threads = [threading.Thread(target=clean_all_up, args=(database, clock())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert subjects(database) == []


def test_what_has_run_out_goes(browse: Browse, database: Database, clock: Clock) -> None:
    browser = learner(browse)
    with database.write() as db:
        spend(db, [Limit("key", 1, timedelta(hours=1))], clock())
        db.add(
            ResetLink(
                token_hash="x", subject_id=row(database).subject_id, created_at=clock(), expires_at=clock()
            )
        )
    clock.advance(days=30)
    clean_up(NO_SLICES, database, clock())
    assert not is_signed_in(browser)
    with database.read() as db:
        assert [db.exec(select(kind)).all() for kind in KINDS] == [[]] * len(KINDS)


def test_forget_me(browse: Browse, database: Database, clock: Clock, recorder: Recorder) -> None:
    browser = browse()
    visitor = visit(browser, database, clock)
    assert 'action="/forget-me"' in browser.get("/privacy").text
    reply = browser.post("/forget-me")
    assert reply.headers["location"] == "/privacy?notice=forgotten"
    assert "session" not in browser.cookies
    assert recorder.erased == [visitor]
    assert subjects(database) == []
    assert "nothing is kept" in browser.get("/privacy").text


def test_forgetting_twice_or_nobody_is_no_harm(browse: Browse, database: Database, clock: Clock) -> None:
    browser = browse()
    assert browser.post("/forget-me").status_code == 303
    visit(browser, database, clock)
    token = browser.cookies["session"]
    browser.post("/forget-me")
    browser.cookies.set("session", token, domain="127.0.0.1")
    assert browser.post("/forget-me").status_code == 303


def test_a_learner_is_not_forgotten_by_that_button(browse: Browse, database: Database) -> None:
    browser = learner(browse)
    assert 'action="/forget-me"' not in browser.get("/privacy").text
    assert browser.post("/forget-me").status_code == 409
    assert is_signed_in(browser)


def test_another_site_cannot_forget_me(browse: Browse, database: Database, clock: Clock) -> None:
    browser = browse()
    visit(browser, database, clock)
    assert browser.post("/forget-me", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert len(subjects(database)) == 1
