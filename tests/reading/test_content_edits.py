"""What an author's edit does to learners who are in the middle of a lesson."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.testclient import TestClient

from app.db import Database
from app.main import create_app
from app.reading.marks import from_json
from app.reading.queries import rebuild, without_place
from app.settings import Settings
from app.web.site import site_of
from tests.conftest import Browse, Clock
from tests.course import COURSE, SECOND
from tests.lessons.folders import ONE_MORE_CHECK
from tests.lessons.folders import SECOND as FILE
from tests.reading.reader import QUESTIONS, answer, finish, plan


@pytest.fixture
def file(content: Path) -> Path:
    return content / "lessons" / FILE


def edit(file: Path, *changes: tuple[str, str]) -> None:
    before = file.read_text(encoding="utf-8")
    after = before
    for old, new in changes:
        assert old in after
        after = after.replace(old, new)
    file.write_text(after + "\n" * (len(before) % 7 + 1), encoding="utf-8")


def without_check(file: Path, check: str) -> None:
    before = file.read_text(encoding="utf-8")
    start = before.index(f"::: check {check}")
    file.write_text(before[:start] + before[before.index(":::\n", start + 4) + 4 :], encoding="utf-8")


def add_check(file: Path) -> None:
    edit(file, ("## plan: Your plan", ONE_MORE_CHECK))


def make_admin(database: Database) -> None:
    with database.write() as db:
        db.execute(text("update learner set role = 'admin'"))


def sign_up(browser: TestClient) -> None:
    fields = {"name": "Robin", "email": "robin@example.org", "password": "seven quiet otters in a lift"}
    assert browser.post("/sign-up", data=fields).status_code == 303


def test_an_edit_shows_on_the_next_request(visitor: TestClient, file: Path) -> None:
    visitor.get(SECOND)
    edit(file, ("Kindness has a budget.", "Kindness has a purse."))
    assert "Kindness has a purse." in visitor.get(SECOND).text


def test_a_new_title_shows_on_the_course_page(visitor: TestClient, file: Path) -> None:
    visitor.get(COURSE)
    edit(file, ("title: Helpful within limits", "title: Kind within limits"))
    assert "Kind within limits" in visitor.get(COURSE).text


def test_a_broken_edit_goes_on_serving_the_last_good_version(visitor: TestClient, file: Path) -> None:
    visitor.get(SECOND)
    edit(file, ("Kindness has a budget.", "Kindness has a purse."), ("  - best\n", ""))
    page = visitor.get(SECOND)
    assert page.status_code == 200
    assert "Kindness has a budget." in page.text
    assert "L156" not in page.text
    assert any("L156" in problem for problem in visitor.get("/readyz").json()["content"])
    assert answer(visitor, "table", "pat").status_code == 303


def test_an_admin_sees_what_is_wrong_and_where(visitor: TestClient, file: Path, database: Database) -> None:
    sign_up(visitor)
    make_admin(database)
    assert "needs a look" not in visitor.get(SECOND).text
    edit(file, ("  - best\n", ""))
    page = visitor.get(SECOND).text
    assert f"{FILE}:" in page
    assert "L156" in page


def test_correcting_a_typo_takes_nothing_away(visitor: TestClient, file: Path) -> None:
    finish(visitor)
    edit(file, ("Two minutes of handing over", "Two minutes of handing it over"))
    page = visitor.get(SECOND).text
    assert "Finished on 2 March 2026." in page
    assert "Updated since" not in page


@pytest.mark.parametrize("change", ["key", "removed", "added"])
def test_another_question_says_so_and_finished_stays_finished(
    visitor: TestClient, file: Path, change: str
) -> None:
    finish(visitor)
    if change == "key":
        edit(file, ("- [yes-again] “All", "- [once-more] “All"))
    elif change == "removed":
        add_check(file)
        without_check(file, "cost")
    else:
        add_check(file)
    page = visitor.get(SECOND).text
    assert "Finished on 2 March 2026." in page
    assert "Updated since you finished." in page


def test_everybody_can_reach_exactly_all_of_it_after_an_edit(
    browse: Browse, file: Path, clock: Clock
) -> None:
    half, none = browse(), browse()
    for check in ("whose-is-it", "cost"):
        answer(half, check, QUESTIONS[check][0])
    assert "40% done" in half.get(COURSE).text
    add_check(file)
    without_check(file, "cost")
    assert "20% done" in half.get(COURSE).text
    clock.advance(minutes=1)
    for browser in (half, none):
        for check in ("whose-is-it", "table", "no-words"):
            answer(browser, check, QUESTIONS[check][1])
        assert answer(browser, "cost", "nothing").headers["location"].endswith("?notice=lesson-changed")
        answer(browser, "one-more", "this")
        assert "Finished on" not in browser.get(SECOND).text
        plan(browser, skip="1")
        assert "Finished on" in browser.get(SECOND).text


def test_a_place_that_is_gone_leads_to_the_one_before_it(visitor: TestClient, file: Path) -> None:
    add_check(file)
    answer(visitor, "cost", "nothing")
    assert 'href="#cost">Go on' in visitor.get(SECOND).text
    without_check(file, "cost")
    assert 'href="#table">Go on' in visitor.get(SECOND).text


def test_what_is_kept_follows_from_the_evidence(
    visitor: TestClient, file: Path, database: Database, clock: Clock
) -> None:
    for check, options in QUESTIONS.items():
        for option in options:
            clock.advance(seconds=5)
            answer(visitor, check, option)
    edit(file, ("- [yes-again] “All", "- [once-more] “All"))
    answer(visitor, "table", "once-more")
    plan(visitor, skip="1")
    clock.advance(days=1)
    plan(visitor, when="0", say="My own line.")
    with database.read() as db:
        row = db.execute(text("select subject_id, lesson_id, marks from lesson_progress")).one()
        assert rebuild(db, subject_id=row.subject_id, lesson_id=row.lesson_id) == without_place(
            from_json(row.marks)
        )


def test_a_broken_file_at_start_is_left_out_and_the_rest_works(
    file: Path, settings: Settings, clock: Clock
) -> None:
    edit(file, ("  - best\n", ""))
    app: FastAPI = create_app(settings, clock=clock)
    browser = Browse(app)()
    assert browser.get(SECOND).status_code == 404
    assert browser.get(COURSE).status_code == 200
    assert "An earlier lesson" in browser.get(COURSE).text
    assert any(FILE in problem for problem in browser.get("/readyz").json()["content"])
    site_of(app).database.close()
