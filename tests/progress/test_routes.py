import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.db import Database
from app.web.site import site_of
from tests.conftest import Browse, Clock
from tests.course import COURSE, FIRST, SECOND
from tests.progress.history import WORST, played
from tests.queries import counted, transactions
from tests.reading.reader import answer, finish

PAGES = ("/learn", COURSE, "/today", "/progress", "/phrases", "/sources")


def finish_all_lessons(visitor: TestClient) -> None:
    for url in (FIRST, SECOND):
        finish(visitor, url=url)


@pytest.mark.parametrize("url", PAGES)
def test_every_page_works_for_a_stranger_and_keeps_nothing(visitor: TestClient, url: str) -> None:
    reply = visitor.get(url)
    assert reply.status_code in (200, 303)
    assert "set-cookie" not in reply.headers


def test_with_one_course_learn_is_its_page(visitor: TestClient) -> None:
    assert visitor.get("/learn").headers["location"] == COURSE


def test_with_two_courses_learn_lists_them(visitor: TestClient, content: Path) -> None:
    (content / "lessons/another.md").write_text(
        "---\ntitle: Another\nsummary: More.\nmodules: [others]\n---\n", "utf-8"
    )
    assert f'href="{COURSE}"' in visitor.get("/learn").text
    assert "Another" in visitor.get("/learn").text


def test_the_course_lists_lessons_and_conversations_in_order(visitor: TestClient) -> None:
    page = visitor.get(COURSE).text
    places = [
        page.index(title) for title in ("An earlier lesson", "Helpful within limits", "The printer that")
    ]
    assert places == sorted(places)
    assert "0 of 3 finished" in page
    assert primary(page) == FIRST


def test_the_course_knows_how_far_one_is(
    visitor: TestClient, database: Database, content: Path, clock: Clock
) -> None:
    answer(visitor, "whose-is-it", "theirs")
    finish(visitor, url=FIRST)
    played(database, content, 1, clock())
    played(database, content, 2, clock())
    page = visitor.get(COURSE).text
    assert "20% done" in page
    assert f'href="{SECOND}#whose-is-it"' in page
    assert "2 of 3 finished" in page
    assert "Played twice" in page


def test_no_such_course_is_not_found(visitor: TestClient) -> None:
    assert visitor.get("/courses/no-such").status_code == 404


def primary(page: str) -> str:
    found = re.search(r'<a class="btn primary" href="([^"]*)"', page)
    return found[1] if found else ""


def test_today_begins_at_the_beginning(visitor: TestClient) -> None:
    page = visitor.get("/today").text
    assert primary(page) == FIRST
    assert "A good place to begin." in page


def test_today_goes_on_where_one_left_off(
    visitor: TestClient, database: Database, content: Path, clock: Clock
) -> None:
    answer(visitor, "whose-is-it", "theirs")
    assert primary(visitor.get("/today").text) == f"{SECOND}#whose-is-it"
    clock.advance(hours=1)
    played(database, content, 1, clock(), begun=True)
    assert primary(visitor.get("/today").text) == "/play/attempt-1"


def test_today_goes_through_the_course_and_then_back_to_the_weakest_chair(
    visitor: TestClient, database: Database, content: Path, clock: Clock
) -> None:
    finish(visitor, url=FIRST)
    assert primary(visitor.get("/today").text) == SECOND
    finish(visitor, url=SECOND)
    assert primary(visitor.get("/today").text) == "/practice/printer"
    played(database, content, 1, clock(), WORST)
    page = visitor.get("/today").text
    assert primary(page) == "/practice/printer"
    assert "Customer came off worst" in page


def test_a_site_without_content_says_so_calmly(visitor: TestClient, content: Path) -> None:
    for file in [*content.rglob("*.md")]:
        file.unlink()
    assert "Nothing to do here yet" in visitor.get("/today").text
    for url in ("/learn", "/progress", "/phrases", "/sources"):
        assert visitor.get(url).status_code == 200


def test_progress_is_empty_before_the_first_action(visitor: TestClient) -> None:
    page = visitor.get("/progress").text
    assert "Nothing here yet." in page
    assert "<table" not in page


def test_progress_shows_attempts_with_their_outcome_and_debrief(
    visitor: TestClient, database: Database, content: Path, clock: Clock
) -> None:
    answer(visitor, "whose-is-it", "theirs")
    played(database, content, 1, clock(), WORST)
    clock.advance(days=1)
    played(database, content, 2, clock())
    clock.advance(days=1)
    played(database, content, 3, clock(), begun=True)
    page = visitor.get("/progress").text
    assert "Moved away: Customer, Organization, Colleagues" in page
    assert "All four closer" in page
    assert 'href="/play/attempt-2/debrief"' in page
    assert 'href="/play/attempt-3"' in page
    assert "from 0 to 100" in page
    assert "from 100 to 0" in page
    assert page.count("<polyline") == 4
    assert "3 March 2026" in page
    page = page.split('id="attempts"')[1]
    assert page.index("attempt-1") < page.index("First<") < page.index("attempt-2")
    assert page.index("attempt-2") < page.index("Best for whoever came off worst") < page.index("attempt-3")


def test_progress_proposes_what_serves_the_weakest_chair(
    visitor: TestClient, database: Database, content: Path, clock: Clock
) -> None:
    answer(visitor, "whose-is-it", "theirs")
    assert "Practice next" not in visitor.get("/progress").text
    played(database, content, 1, clock(), WORST)
    page = visitor.get("/progress").text
    proposed = page.split('id="practice"')[1].split("</section>")[0]
    assert "Customer has come off worst so far" in proposed
    assert 'href="/practice/printer"' in proposed


def test_attempts_outlive_their_file(
    visitor: TestClient, database: Database, content: Path, clock: Clock
) -> None:
    answer(visitor, "whose-is-it", "theirs")
    played(database, content, 1, clock())
    (content / "scenarios/printer.md").unlink()
    page = visitor.get("/progress").text
    assert "A conversation that is no longer here" in page
    assert "All four closer" in page


def test_progress_is_ones_own(browse: Browse, database: Database, content: Path, clock: Clock) -> None:
    mine, other = browse(), browse()
    answer(mine, "whose-is-it", "theirs")
    answer(other, "whose-is-it", "theirs")
    played(database, content, 1, clock())
    assert "attempt-1" in mine.get("/progress").text
    assert "attempt-1" not in other.get("/progress").text


def test_time_is_the_learners_own(
    visitor: TestClient, database: Database, content: Path, clock: Clock
) -> None:
    fields = {"name": "Robin", "email": "robin@example.org", "password": "seven quiet otters in a lift"}
    visitor.post("/sign-up", data=fields)
    with database.write() as db:
        db.connection().exec_driver_sql("update learner set time_zone = 'Pacific/Auckland'")
    clock.advance(hours=8)
    played(database, content, 1, clock())
    assert "3 March 2026" in visitor.get("/progress").text


@pytest.mark.parametrize(("url", "most"), [(COURSE, 3), ("/today", 8), ("/progress", 5)])
def test_a_page_asks_the_database_a_few_things_however_much_there_is(
    visitor: TestClient, site: FastAPI, clock: Clock, url: str, most: int
) -> None:
    content = site_of(site).settings.content_dir
    finish(visitor, url=FIRST)
    answer(visitor, "whose-is-it", "theirs")
    for number in range(5):
        played(site_of(site).database, content, number, clock())
    visitor.get(url)
    with counted(site_of(site).database) as queries, transactions(site_of(site).database) as begun:
        visitor.get(url)
    assert len(queries) == most
    assert len(begun) == 1  # so that all of the page is of one moment
