"""Pages of one's own stay small however much there is, and lead through all of it."""

import html
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlmodel import Session
from starlette.testclient import TestClient

from app.db import Database
from app.phrases.models import KEPT_PHRASE
from app.plans.models import PLAN, PLAN_REPORT
from app.plans.queries import PAGE, REPORTS, REPORTS_OF_ONE
from app.practice.attempts.models import SCENARIO_VERSION
from app.record.models import ATTEMPT
from app.ulid import new_id
from tests.conftest import Browse, Clock
from tests.people import Person, browser_of

MANY = 1_000
SMALL = 200_000  # bytes, of an unpacked page
Fill = Callable[[Session, str, Clock], None]


def plans(db: Session, subject_id: str, clock: Clock) -> None:
    rows = [
        {
            "subject_id": subject_id,
            "kind": "lesson",
            "source_id": f"lesson-{number % 7}",
            "plan_id": f"plan-{number}",
            "when_text": f"moment {number:04}.",
            "say_text": "word " * 300,
            "skipped": False,
            "at": clock() + timedelta(seconds=number // 3),  # several at one moment
        }
        for number in range(MANY)
    ]
    db.execute(insert(PLAN), rows)


def reports(db: Session, subject_id: str, clock: Clock) -> None:
    key = {"subject_id": subject_id, "kind": "lesson", "source_id": "a-lesson", "plan_id": "a-plan"}
    db.execute(insert(PLAN).values(**key, when_text="w", say_text="s", skipped=False, at=clock()))
    rows = [
        {
            **key,
            "id": new_id(clock() + timedelta(seconds=number)),
            "went": "no-chance",
            "note": f"moment {number:04}. " + "word " * 390,
            "at": clock() + timedelta(seconds=number),
        }
        for number in range(MANY)
    ]
    db.execute(insert(PLAN_REPORT), rows)


def attempts(db: Session, subject_id: str, clock: Clock) -> None:
    version = {"sha": "v", "scenario_id": "gone-0", "source": b"", "stored_at": clock()}
    db.execute(insert(SCENARIO_VERSION).values(version))
    rows = [
        {
            "subject_id": subject_id,
            "id": f"moment-{number:04}.",
            "scenario_id": f"gone-{number % 3}",
            "version": "v",
            "started_at": clock() + timedelta(seconds=number // 2),
            "updated_at": clock() + timedelta(seconds=number),
            "turn": 1,
            "scene": "a",
            "flags": "",
            "used": "",
        }
        for number in range(MANY)
    ]
    db.execute(insert(ATTEMPT), rows)


def phrases(db: Session, subject_id: str, clock: Clock) -> None:
    rows = [
        {
            "subject_id": subject_id,
            "source_kind": "lesson",
            "source_id": "gone",
            "phrase_id": f"p-{number}",
            "text": f"moment {number:04}. {'word ' * 40}",
            "kept_at": clock() + timedelta(seconds=number // 2),
        }
        for number in range(MANY)
    ]
    db.execute(insert(KEPT_PHRASE), rows)


@pytest.fixture
def browser_with(browse: Browse, database: Database, clock: Clock) -> Callable[[Fill], TestClient]:
    """A function that opens the browser of a learner who has a thousand of something."""

    def opened(fill: Fill) -> TestClient:
        browser, subject_id = browser_of(Person.LEARNER, database=database, browse=browse, now=clock())
        with database.write() as db:
            fill(db, subject_id, clock)
        return browser

    return opened


def read_through(browser: TestClient, url: str, link: str) -> list[list[str]]:
    """What stands on each page, from the first to the last; `link` is in the address of the next one."""
    pages = []
    while url:
        page = browser.get(url)
        assert page.status_code == 200
        assert len(page.content) < SMALL
        pages.append(sorted(set(re.findall(r"moment.(\d{4})\.", page.text))))
        found = re.search(rf'href="([^"]*{link}[^"]*)"', page.text)
        url = html.unescape(found[1]) if found else ""
        assert len(pages) <= MANY
    return pages


@pytest.mark.parametrize(
    ("fill", "url", "link", "each"),
    [
        (plans, "/plans", "after=", PAGE),
        (reports, "/plans?only=lesson.a-lesson.a-plan", "before=", REPORTS_OF_ONE),
        (attempts, "/progress", "before=", 50),
        (phrases, "/phrases", "after=", 100),
        (phrases, "/phrases?by=chair&q=moment", "after=", 100),
    ],
)
def test_a_thousand_come_page_by_page(
    browser_with: Callable[[Fill], TestClient], fill: Fill, url: str, link: str, each: int
) -> None:
    pages = read_through(browser_with(fill), url, link)
    assert {len(page) for page in pages} == {each}
    every = [one for page in pages for one in page]
    assert len(every) == len(set(every)) == MANY
    assert every[0] > every[-1]  # the latest come first


def test_beside_its_plan_only_the_latest_reports_stand(browser_with: Callable[[Fill], TestClient]) -> None:
    page = browser_with(reports).get("/plans").text
    assert re.findall(r"moment (\d{4})", page) == [f"{MANY - REPORTS + n:04}" for n in range(REPORTS)]
    assert "only=lesson.a-lesson.a-plan" in page


@pytest.mark.parametrize("fill", [plans, reports, attempts, phrases])
def test_today_stays_small(browser_with: Callable[[Fill], TestClient], fill: Fill) -> None:
    browser = browser_with(fill)
    for path in ("/today", "/practice", "/review"):
        page = browser.get(path)
        assert page.status_code == 200
        assert len(page.content) < SMALL


@pytest.mark.parametrize(
    "query",
    ["after=x", "after=lesson.no.such", "before=x", "before=%00", "after=" + "x" * 5000, "change=debrief.x"],
)
def test_a_place_that_is_none_is_no_fault(browser_with: Callable[[Fill], TestClient], query: str) -> None:
    browser = browser_with(plans)
    for path in (
        "/plans",
        "/phrases",
        "/progress",
        "/progress/attempts",
        "/account/sessions",
        "/admin/people",
    ):
        assert browser.get(f"{path}?{query}").status_code in {200, 303, 400, 403, 404, 422}


def test_a_plan_to_change_is_shown_from_whatever_page(browser_with: Callable[[Fill], TestClient]) -> None:
    browser = browser_with(plans)
    page = browser.get("/plans?change=lesson.lesson-0.plan-0").text
    assert re.findall(r"moment (\d{4})", page)[0] == "0000"
    assert browser.get("/plans?only=lesson.lesson-0.plan-9999").status_code == 404
