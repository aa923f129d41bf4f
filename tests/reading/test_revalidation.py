"""A browser that holds a lesson's page is sent it again where, and only where, something on it is another now."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.db import Database
from app.reading.pages.page_cache import LessonPages
from app.reading.queries import NOTHING
from app.web.site import site_of
from tests.conftest import Browse, Clock
from tests.course import FIRST, SECOND
from tests.queries import counted
from tests.reading.reader import answer, finish, plan

PASSWORD = "seven quiet otters in a lift"


def tag(browser: TestClient, url: str = SECOND) -> str:
    reply = browser.get(url)
    assert reply.status_code == 200
    return reply.headers["etag"]


def again(browser: TestClient, held: str, url: str = SECOND) -> int:
    return browser.get(url, headers={"If-None-Match": held}).status_code


def sign_up(browser: TestClient, name: str = "Robin", email: str = "robin@example.org") -> None:
    reply = browser.post("/sign-up", data={"name": name, "email": email, "password": PASSWORD})
    assert reply.status_code == 303


def sql(database: Database, statement: str) -> None:
    with database.write() as db:
        db.connection().exec_driver_sql(statement)


def keep_phrase(browser: TestClient) -> None:
    page = browser.get(SECOND).text
    phrase = page.split('name="phrase" value="')[1].split('"')[0]
    browser.post("/phrases", data={"kind": "lesson", "id": "helpful-within-limits", "phrase": phrase})


CHANGES: dict[str, Callable[[TestClient, Database], object]] = {
    "an answer": lambda browser, _: answer(browser, "table", "pat"),
    "another answer": lambda browser, _: answer(browser, "whose-is-it", "yours"),
    "a plan": lambda browser, _: plan(browser, when="1", say="Not me, but Pat."),
    "other words of the plan": lambda browser, _: plan(browser, when="1", say="Pat."),
    "a plan passed by": lambda browser, _: plan(browser, skip="1"),
    "a place": lambda browser, _: browser.post(f"{SECOND}/position", data={"block": "takes"}),
    "a phrase kept": lambda browser, _: keep_phrase(browser),
    "the end": lambda browser, _: finish(browser),
    "an account": lambda browser, _: sign_up(browser),
    "signing out": lambda browser, _: browser.post("/sign-out"),
    "a name": lambda _, database: sql(database, "update learner set name = 'Sam'"),
    "a role": lambda _, database: sql(database, "update learner set role = 'admin'"),
    "a zone": lambda _, database: sql(database, "update learner set time_zone = 'Pacific/Auckland'"),
    "the session's end": lambda _, database: sql(
        database, "update browser_session set expires_at = created_at"
    ),
}
NEEDS = {
    "other words of the plan": ["a plan"],
    "a place": ["an answer"],
    "signing out": ["an account"],
    "a name": ["an account"],
    "a role": ["an account"],
    "a zone": ["an account"],
    "the session's end": ["an answer"],
}


def test_a_page_that_is_as_it_was_is_not_sent_again(visitor: TestClient) -> None:
    answer(visitor, "table", "pat")
    first = visitor.get(SECOND)
    assert first.headers["cache-control"] == "private, no-cache"
    held = first.headers["etag"]
    for header in (held, f"W/{held}", f'"other", {held}', "*"):
        reply = visitor.get(SECOND, headers={"If-None-Match": header})
        assert (reply.status_code, reply.content) == (304, b"")
        for name in ("etag", "cache-control", "vary", "content-security-policy"):
            assert reply.headers[name] == first.headers[name]
    assert again(visitor, '"other"') == 200


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_the_page_changes_its_tag(
    visitor: TestClient, database: Database, change: str
) -> None:
    for needed in NEEDS.get(change, []):
        CHANGES[needed](visitor, database)
    before = visitor.get(SECOND)
    held = before.headers["etag"]
    assert again(visitor, held) == 304
    CHANGES[change](visitor, database)
    after = visitor.get(SECOND, headers={"If-None-Match": held})
    assert (after.status_code, after.headers["etag"] != held) == (200, True)
    assert again(visitor, after.headers["etag"]) == 304
    if change != "a zone":  # shown only where there is a day
        assert after.text != before.text


def test_two_people_with_the_same_marks_and_name_have_tags_of_their_own(
    visitor: TestClient, browse: Browse
) -> None:
    other = browse()
    stranger = tag(visitor)
    assert again(other, stranger) == 304
    sign_up(visitor)
    sign_up(other, email="other@example.org")
    tags = {stranger, tag(visitor), tag(other)}
    assert len(tags) == 3


def test_a_page_with_a_notice_or_an_open_answer_is_made_each_time(visitor: TestClient) -> None:
    for query in ("notice=signed-in", "strongest=table", "notice=nonsense"):
        reply = visitor.get(f"{SECOND}?{query}", headers={"If-None-Match": "*"})
        assert reply.status_code == 200
        assert "etag" not in reply.headers
        assert reply.headers["cache-control"] == "no-store"


def test_asking_by_head_is_told_the_same(visitor: TestClient) -> None:
    held = tag(visitor)
    reply = visitor.head(SECOND)
    assert (reply.status_code, reply.headers["etag"]) == (200, held)
    assert visitor.head(SECOND, headers={"If-None-Match": held}).status_code == 304


def test_each_lesson_has_tags_of_its_own(visitor: TestClient) -> None:
    assert tag(visitor, FIRST) != tag(visitor)
    assert again(visitor, "*", "/learn/four-chairs/no-such") == 404


def test_another_wording_has_another_tag_and_a_new_process_the_same(
    site: FastAPI, visitor: TestClient
) -> None:
    held = tag(visitor)
    parts = site_of(site)
    pages = LessonPages(parts.templates, parts.settings.lessons_dir, reload=False)
    _, _, course, lesson = SECOND.split("/")
    assert pages.find(parts.content.current, course, lesson).etag(NOTHING) == held
    parts.templates.globals["asset"] = lambda path: f"/static/{path}?v=other"
    pages = LessonPages(parts.templates, parts.settings.lessons_dir, reload=False)
    assert pages.find(parts.content.current, course, lesson).etag(NOTHING) != held


def test_hearing_that_nothing_is_new_asks_the_database_once(
    visitor: TestClient, site: FastAPI, clock: Clock
) -> None:
    answer(visitor, "table", "pat")
    held = tag(visitor)
    clock.advance(minutes=1)
    with counted(site_of(site).database) as queries:
        assert again(visitor, held) == 304
    assert len(queries) == 1
