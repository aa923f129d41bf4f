"""Finding, outlining and certifying a course in a browser: by keyboard, without JavaScript, on paper."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.db import Database
from tests.browser.conftest import Console, on_screen
from tests.course import COURSE, FIRST, SECOND, write_course
from tests.databases import FreshDatabases
from tests.progress.history import played
from tests.reading.reader import PLAN, QUESTIONS
from tests.serving import Server


@pytest.fixture
def server(databases: FreshDatabases, tmp_path: Path) -> Iterator[Server]:
    """A site with the tests' own small course, which can be finished in a moment."""
    content = write_course(tmp_path / "content")
    with databases.fresh("sqlite") as url, Server(tmp_path, url, content=content) as server:
        yield server


def sign_up(page: Page) -> None:
    page.goto("/sign-up")
    page.get_by_label("Name").fill("Zoë Łukasiewicz")
    page.get_by_label("Email address").fill("zoe@example.org")
    page.get_by_label("Password", exact=True).fill("seven calm printers on a shelf")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("status").first).to_contain_text("Your account is ready")


def finish_everything(page: Page, server: Server, tmp_path: Path) -> None:
    def post(url: str, form: dict[str, Any]) -> None:
        assert page.request.post(url, form=form, headers={"Origin": server.url}).ok

    for url in (FIRST, SECOND):
        shown = page.request.get(url).text()
        for check, (option, _) in QUESTIONS.items():
            if f'value="{check}"' in shown:
                post(f"{url}/answers", {"check": check, "option": option})
        post(f"{url}/plan", {"plan": PLAN, "skip": "1"})
    database = Database(server.environment["DATABASE_URL"])
    played(database, tmp_path / "content", 1, datetime(2026, 3, 2, tzinfo=UTC))
    database.close()


def test_a_word_is_found_by_keyboard_alone(page: Page, server: Server, console: Console) -> None:
    page.goto("/today")
    field = page.get_by_role("banner").get_by_role("searchbox")
    for _ in range(20):
        page.keyboard.press("Tab")
        if field.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.type("doorw")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=doorw")
    hit = page.get_by_role("main").get_by_role("listitem").get_by_role("link").first
    for _ in range(20):
        page.keyboard.press("Tab")
        if hit.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**#moment")


def test_on_a_phone_the_field_is_in_the_menu(page: Page, server: Server, console: Console) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/learn")
    page.get_by_role("banner").get_by_text("Menu").click()
    page.get_by_role("banner").get_by_role("searchbox").fill("migration")
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    expect(page.get_by_role("main").locator("mark").first).to_have_text("migration")


def test_every_state_of_the_search_page_is_accessible(page: Page, server: Server, console: Console) -> None:
    for query in ("", "?q=time", "?q=submarine", "?q=migration+submarine", "?q=%21"):
        page.goto(f"/search{query}")
        assert on_screen(page) == []


def test_the_outline_is_accessible(page: Page, server: Server, console: Console) -> None:
    page.goto(f"{COURSE}/outline")
    assert on_screen(page) == []


def test_finishing_everything_earns_a_certificate(
    page: Page, server: Server, console: Console, tmp_path: Path
) -> None:
    sign_up(page)
    page.goto(f"{COURSE}/certificate")
    assert on_screen(page) == []
    finish_everything(page, server, tmp_path)
    page.goto(COURSE)
    assert on_screen(page) == []
    page.get_by_role("link", name="Get your certificate").click()
    assert on_screen(page) == []
    page.get_by_role("button", name="Make my certificate").click()
    page.wait_for_url("**/certificates/*")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zoë Łukasiewicz")
    assert on_screen(page) == []
    reply = page.request.get(page.get_by_role("link", name="Download the PDF").get_attribute("href") or "")
    assert reply.headers["content-type"] == "application/pdf"
    for path in (COURSE, f"{COURSE}/certificate", "/progress"):
        page.goto(path)
        expect(page.get_by_role("link", name="Download the PDF")).to_be_visible()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_certificate_prints_on_one_page_and_the_outline_on_few(
    page: Page, server: Server, console: Console, tmp_path: Path, paper: str
) -> None:
    sign_up(page)
    finish_everything(page, server, tmp_path)
    page.goto(f"{COURSE}/certificate")
    page.get_by_role("button", name="Make my certificate").click()
    page.wait_for_url("**/certificates/*")
    assert pages(page.pdf(format=paper, landscape=True)) == pages(page.pdf(format=paper)) == 1
    page.goto(f"{COURSE}/outline")
    assert pages(page.pdf(format=paper)) <= 2


def pages(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n")


class TestWithoutJavaScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args: dict[str, object]) -> dict[str, object]:
        return {**browser_context_args, "java_script_enabled": False}

    def test_the_same(self, page: Page, server: Server, tmp_path: Path) -> None:
        sign_up(page)
        finish_everything(page, server, tmp_path)
        page.get_by_role("banner").get_by_role("searchbox").fill("doorway")
        page.get_by_role("banner").get_by_role("button", name="Search").click()
        page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
        page.goto(f"{COURSE}/certificate")
        page.get_by_role("button", name="Make my certificate").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Zoë Łukasiewicz")
