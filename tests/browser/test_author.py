"""The author’s x-ray in a browser: the graph by mouse and by keyboard, and a trial from the middle to an ending."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.db import Database
from app.learners.actions.sessions import open_session
from app.learners.who import Role
from tests.browser.conftest import Console, findings, on_screen
from tests.databases import FreshDatabases
from tests.serving import ROOT, Server
from tests.subjects import new_learner

NAME = "the-printer-that-isnt-ours"
PAGE = f"/author/scenarios/{NAME}"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for folder in ("lessons", "scenarios"):
        shutil.copytree(ROOT / folder, tmp_path / "content" / folder)
    return tmp_path / "content"


@pytest.fixture(params=["sqlite"])
def server(
    request: pytest.FixtureRequest, databases: FreshDatabases, tmp_path: Path, content: Path
) -> Iterator[Server]:
    with (
        databases.fresh(request.param) as url,
        Server(tmp_path, url, content=content, RELOAD="true") as server,
    ):
        yield server


def sign_in(server: Server, context: BrowserContext) -> None:
    """As a trainer."""
    database, now = Database(server.environment["DATABASE_URL"]), datetime.now(UTC)
    subject_id = new_learner(
        database, email="trainer@example.org", name="Tara Trainer", role=Role.TRAINER, now=now
    )
    with database.write() as db:
        _, token = open_session(db, subject_id=subject_id, now=now, signed_in=True)
    database.close()
    context.add_cookies([{"name": "session", "value": token, "url": server.url}])


@pytest.fixture(autouse=True)
def signed_in(server: Server, context: BrowserContext) -> None:
    sign_in(server, context)


def play_to_the_end(page: Page, look: Callable[[], None] = lambda: None) -> None:
    for _ in range(20):
        if page.get_by_role("heading", name="How it ended").count():
            return
        look()
        first = page.locator(".cue").first
        (first if first.count() else page.get_by_role("button", name="Continue")).click()
        page.wait_for_load_state()
    raise AssertionError("The trial did not come to an ending.")


def test_xray_and_play_from_here(page: Page, console: Console) -> None:
    page.goto("/today")
    page.get_by_role("link", name="Scenarios, x-rayed").click()
    page.get_by_role("link", name="The printer that isn’t ours").click()
    edge = page.locator("g.edge").nth(2)
    note = edge.locator(".note")
    expect(note).not_to_be_visible()
    edge.locator("a").hover()
    expect(note).to_be_visible()
    expect(note).to_contain_text("Customer +1, Organization +1")
    page.mouse.move(0, 0)
    expect(note).not_to_be_visible()
    edge.locator("a").focus()
    expect(note).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#line--desk--call")).to_be_in_viewport()
    page.get_by_label("Scene", exact=True).select_option("badge")
    page.get_by_label("payroll").check()
    page.get_by_role("button", name="Play from here").click()
    expect(page.get_by_text("Trial: nothing is kept.")).to_be_visible()
    expect(page.get_by_text("Flags set: payroll")).to_be_visible()
    assert findings(page) == []
    play_to_the_end(page)
    expect(page.get_by_role("table")).to_contain_text("Total")
    assert findings(page) == []
    page.goto("/progress")
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()


def test_nothing_is_found_on_any_page(page: Page, console: Console, content: Path) -> None:
    broken = content / "scenarios" / "broken.md"
    broken.write_text("---\ntitle: Broken\n---\n\n## a: A\n\n- [x] Hm -> b\n", "utf-8")
    console.expect("409")
    found = {}
    for path in ("/author/scenarios", PAGE, f"{PAGE}/trial", "/author/scenarios/broken"):
        page.goto(path)
        found[path] = on_screen(page)
    assert not any(found.values()), found


def test_it_all_works_on_a_phone_without_scripts(
    new_context: Callable[..., BrowserContext], server: Server, context: BrowserContext
) -> None:
    phone = new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = phone.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(PAGE)
    page.locator("#line--desk--call").scroll_into_view_if_needed()
    page.locator(".edges .scene").nth(2).get_by_role("link", name="Play from here").click()
    expect(page.get_by_text("Trial: nothing is kept.")).to_be_visible()
    play_to_the_end(page)
    expect(page.get_by_role("link", name="Back to the x-ray")).to_be_visible()


def test_the_graph_and_the_list_scroll_by_keyboard(page: Page, console: Console) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(PAGE)
    graph = page.locator(".scroll.graph")
    graph.focus()
    box = page.locator("#box--desk")
    before = (box.bounding_box() or {})["x"]
    page.keyboard.press("ArrowRight")
    for _ in range(100):  # it scrolls smoothly
        if (box.bounding_box() or {})["x"] < before:
            break
        page.wait_for_timeout(30)
    assert (box.bounding_box() or {})["x"] < before
    page.get_by_label("Fit the whole graph into the page").check()
    assert graph.evaluate("element => element.scrollWidth <= element.clientWidth")


def test_an_edit_shows_by_itself(page: Page, console: Console, content: Path) -> None:
    page.goto(PAGE)
    file = content / "scenarios" / f"{NAME}.md"
    file.write_text(
        file.read_text("utf-8").replace("title: The printer that", "title: A printer that"), "utf-8"
    )
    expect(page.get_by_role("heading", level=1)).to_have_text("A printer that isn’t ours")
