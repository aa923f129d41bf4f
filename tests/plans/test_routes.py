from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from starlette.testclient import TestClient

from app.db import Database
from app.learners.actions.personal_data import merge_visitor
from app.plans import personal_data
from app.plans.models import PLAN_REPORT
from app.practice.attempts.attempt import AttemptKey
from app.practice.debrief.actions import make_plan
from app.practice.debrief.notes import Plan
from app.reading.marks import from_json
from app.reading.queries import rebuild, without_place
from app.record.models import LESSON_PROGRESS
from app.slices import SLICES
from app.web.site import site_of
from tests.conftest import Browse, Clock
from tests.course import SECOND
from tests.lessons.folders import SECOND as SECOND_FILE
from tests.progress.history import played
from tests.queries import counted
from tests.reading.reader import answer, plan
from tests.subjects import nth_subject

KEY = "lesson.helpful-within-limits.no-with-a-path"
DEBRIEF = "debrief.attempt-1"
SAY = "I can’t right now, but Pat can."
TODAY = {"Referer": "http://127.0.0.1:8000/today"}


def saved(browser: TestClient, **more: str) -> None:
    assert plan(browser, say=SAY, **more).status_code == 303


def say_how(browser: TestClient, went: str, *, key: str = KEY, note: str = "", **headers: Any) -> Any:
    return browser.post("/plans/reports", data={"plan": key, "went": went, "note": note}, **headers)


def reports(database: Database) -> list[str]:
    with database.read() as db:
        return [row.went for row in db.execute(select(PLAN_REPORT).order_by(PLAN_REPORT.c.id))]


@pytest.fixture
def debriefed(visitor: TestClient, database: Database, content: Path, clock: Clock) -> TestClient:
    """Somebody who made a plan in the debrief of a conversation."""
    answer(visitor, "table", "pat")
    played(database, content, 1, clock())
    with database.write() as db:
        make_plan(
            db,
            AttemptKey(nth_subject(database), "attempt-1"),
            Plan("a printer is down", "Let me ring Ravi."),
            now=clock(),
        )
    return visitor


def test_nobody_has_plans_and_is_told_where_they_are_made(visitor: TestClient) -> None:
    reply = visitor.get("/plans")
    assert "No plan yet." in reply.text
    assert "set-cookie" not in reply.headers
    for url, more in (("", {"when": "x", "say": "y"}), ("/drop", {}), ("/reports", {"went": "used"})):
        assert visitor.post(f"/plans{url}", data={"plan": KEY, **more}).status_code == 404


def test_plans_of_lessons_and_debriefs_are_on_one_page(debriefed: TestClient, clock: Clock) -> None:
    clock.advance(days=1)
    saved(debriefed)
    page = debriefed.get("/plans").text
    assert page.index(SAY) < page.index("Let me ring Ravi.")
    assert f'<a href="{SECOND}">Helpful within limits</a>, 3 March 2026' in page
    assert '<a href="/play/attempt-1/debrief">The printer that' in page
    assert debriefed.get("/today").text.count("How did it go?") == 0


def test_a_plan_that_was_passed_by_is_none(visitor: TestClient) -> None:
    plan(visitor, skip="1")
    assert "No plan yet." in visitor.get("/plans").text


def test_a_plan_without_words_is_none_and_half_a_plan_is_one(
    debriefed: TestClient, database: Database, clock: Clock
) -> None:
    for when, say, shown in (("", "", False), ("it jams", "", True)):
        with database.write() as db:
            make_plan(db, AttemptKey(nth_subject(database), "attempt-1"), Plan(when, say), now=clock())
        page = debriefed.get("/plans").text
        assert ("When it jams, " in page) is shown
        assert ("No plan yet." in page) is not shown


@pytest.mark.parametrize(("went", "again"), [("used", False), ("badly", False), ("no-chance", True)])
def test_today_asks_after_three_days_and_again_where_there_was_no_chance(
    visitor: TestClient, clock: Clock, went: str, again: bool
) -> None:
    saved(visitor)
    clock.advance(days=2)
    assert "How did it go?" not in visitor.get("/today").text
    clock.advance(days=1)
    page = visitor.get("/today").text
    assert "How did it go?" in page
    assert SAY in page
    say_how(visitor, went)
    assert "How did it go?" not in visitor.get("/today").text
    clock.advance(days=3)
    assert ("How did it go?" in visitor.get("/today").text) is again


def test_no_chance_leads_back_to_where_it_was_asked(visitor: TestClient) -> None:
    saved(visitor)
    back = say_how(visitor, "no-chance", headers=TODAY).headers["location"]
    assert back == "/today?notice=plan-no-chance"
    assert "asked again in three days" in visitor.get(back).text
    elsewhere = say_how(visitor, "no-chance", headers={"Referer": "https://evil.example/today/../x"})
    assert elsewhere.headers["location"] == "/plans?notice=plan-no-chance"


@pytest.mark.parametrize(("went", "words"), [("used", "You used it"), ("badly", "It went badly")])
def test_after_a_use_the_words_are_open_for_a_change(visitor: TestClient, went: str, words: str) -> None:
    saved(visitor)
    back = say_how(visitor, went, note="She <smiled>", headers=TODAY).headers["location"]
    assert back.startswith(f"/plans?notice=plan-{went}&change={KEY}")
    page = visitor.get(back.partition("#")[0]).text
    assert words in page
    assert "She &lt;smiled&gt;" in page
    assert '<details class="does" open>' in page


def test_changed_words_are_asked_about_anew(visitor: TestClient, clock: Clock) -> None:
    saved(visitor)
    say_how(visitor, "badly")
    clock.advance(days=1)
    changed = visitor.post("/plans", data={"plan": KEY, "when": " it is late ", "say": "Tomorrow at nine."})
    assert changed.headers["location"] == f"/plans?notice=plan-changed#{KEY}"
    page = visitor.get("/plans").text
    assert "When it is late, " in page
    assert SAY not in page
    assert "It went badly" in page
    assert 'value="it is late"' in visitor.get(SECOND).text
    clock.advance(days=3)
    assert "Tomorrow at nine." in visitor.get("/today").text


def test_a_plan_needs_a_moment_and_words(visitor: TestClient) -> None:
    saved(visitor)
    for wrong in ({"when": " "}, {"say": ""}, {"say": "x" * 2001}, {"plan": "lesson.x"}, {"other": "x"}):
        given = {"plan": KEY, "when": "a", "say": "b", **wrong}
        assert visitor.post("/plans", data=given).status_code == 422
    assert SAY in visitor.get("/plans").text


def test_a_dropped_plan_is_gone_and_its_lesson_offers_one_again(
    visitor: TestClient, database: Database
) -> None:
    saved(visitor)
    assert visitor.post("/plans/drop", data={"plan": KEY}).headers["location"] == "/plans?notice=plan-dropped"
    assert "No plan yet." in visitor.get("/plans").text
    lesson = visitor.get(SECOND).text
    assert SAY not in lesson
    assert "Your plan is saved" not in lesson
    with database.read() as db:
        marks = from_json(db.execute(select(LESSON_PROGRESS.c.marks)).scalar_one())
        found = rebuild(db, subject_id=nth_subject(database), lesson_id="helpful-within-limits")
    assert found == without_place(marks)
    saved(visitor)
    assert SAY in visitor.get("/plans").text


def test_a_plan_outlives_its_lesson(visitor: TestClient, content: Path) -> None:
    saved(visitor)
    (content / "lessons" / SECOND_FILE).unlink()
    assert "no longer here" in visitor.get("/plans").text
    visitor.post("/plans", data={"plan": KEY, "when": "it is late", "say": "Tomorrow."})
    assert "Tomorrow." in visitor.get("/plans").text
    assert visitor.post("/plans/drop", data={"plan": KEY}).status_code == 303
    assert "No plan yet." in visitor.get("/plans").text


def test_a_debriefs_plan_is_changed_and_dropped_the_same_way(debriefed: TestClient) -> None:
    debriefed.post("/plans", data={"plan": DEBRIEF, "when": "it jams", "say": "I know who has it."})
    assert "I know who has it." in debriefed.get("/plans").text
    say_how(debriefed, "used", key=DEBRIEF)
    assert "You used it" in debriefed.get("/plans").text
    debriefed.post("/plans/drop", data={"plan": DEBRIEF})
    assert "No plan yet." in debriefed.get("/plans").text


def test_plans_are_ones_own(debriefed: TestClient, browse: Browse, database: Database) -> None:
    saved(debriefed)
    other = browse()
    answer(other, "table", "pat")
    assert "No plan yet." in other.get("/plans").text
    for key in (KEY, DEBRIEF):
        assert say_how(other, "used", key=key).status_code == 404
        assert other.post("/plans", data={"plan": key, "when": "a", "say": "b"}).status_code == 404
        assert other.post("/plans/drop", data={"plan": key}).status_code == 404
    assert reports(database) == []
    assert SAY in debriefed.get("/plans").text


def test_a_second_press_is_one_report(visitor: TestClient, database: Database, clock: Clock) -> None:
    saved(visitor)
    for _ in range(2):
        say_how(visitor, "used")
        clock.advance(seconds=5)
    assert reports(database) == ["used"]
    clock.advance(days=1)
    say_how(visitor, "used")
    assert reports(database) == ["used", "used"]


def test_reports_follow_a_visitor_and_lose_their_words_with_the_account(
    browse: Browse, database: Database
) -> None:
    one, other = browse(), browse()
    answer(one, "table", "pat")
    saved(other)
    say_how(other, "badly", note="I froze")
    me = nth_subject(database)
    with database.write() as db:
        assert merge_visitor(db, SLICES, source=nth_subject(database, 2), target=me)
    assert "I froze" in one.get("/plans").text
    with database.write() as db:
        assert [row["note"] for row in personal_data.export(db, subject_id=me)["reports"]] == ["I froze"]
        assert [row["i_will_say"] for row in personal_data.export(db, subject_id=me)["made"]] == [SAY]
        personal_data.anonymize(db, subject_id=me)
        assert [row["note"] for row in personal_data.export(db, subject_id=me)["reports"]] == [""]
        assert [row["i_will_say"] for row in personal_data.export(db, subject_id=me)["made"]] == [""]
        personal_data.erase(db, subject_id=me)
        assert personal_data.export(db, subject_id=me) == {"made": [], "reports": []}


def test_the_page_asks_the_database_five_things(debriefed: TestClient, site: FastAPI) -> None:
    saved(debriefed)
    say_how(debriefed, "used")
    with counted(site_of(site).database) as queries:
        debriefed.get("/plans")
    assert len(queries) == 5
