"""A group’s board in a browser: projected, on a phone, printed; and the sheet on two pages of paper."""

import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.db import Database
from app.settings import Settings
from app.site_content import ContentLibrary, SiteContent
from tests.browser.conftest import findings
from tests.serving import CONTENT_CACHE, ROOT, Server
from tests.training.board.group import Group

NAME = "maras-folder"
PEOPLE = 16


def content_of(folder: Path, tmp_path: Path) -> SiteContent:
    secret = "only-for-tests-only-for-tests-only-for-tests"
    settings = Settings.read(
        database_url=f"sqlite:///{tmp_path / 'unused.db'}",
        secret=secret,
        content_dir=folder,
        cache_dir=CONTENT_CACHE if folder == ROOT else tmp_path / "cache",
        erasures_file=tmp_path / "unused.erasures",
        port=8000,
    )
    return ContentLibrary(settings).current


@contextmanager
def fill(
    server: Server, context: BrowserContext, content: SiteContent, names: Iterable[str]
) -> Iterator[Group]:
    """Sixteen people who have played these conversations and answered some questions; their lead is signed in."""
    database, chance = Database(server.environment["DATABASE_URL"]), Random(7)
    group = Group(database, datetime.now(UTC))
    questions = [
        (lesson.id, check) for lesson in content.lessons.lessons.values() for check in lesson.questions
    ]
    for _ in range(PEOPLE):
        who = group.member()
        for name in names:
            group.play(who, content.scenarios, name, chance.choice)
        for lesson, check in questions[:12]:
            group.answer(who, lesson, check.id, chance.choice(check.options).id)
    context.add_cookies([{"name": "session", "value": group.token, "url": server.url}])
    yield group
    database.close()


@pytest.fixture
def content(tmp_path: Path) -> SiteContent:
    return content_of(ROOT, tmp_path)


@pytest.fixture
def group(server: Server, context: BrowserContext, content: SiteContent) -> Iterator[Group]:
    with fill(server, context, content, content.scenarios.scenarios) as group:
        yield group


def pages_of(pdf: bytes) -> int:
    """How many pages a document of Chromium’s has, its compressed parts included."""
    parts = [pdf, *(_inflated(part) for part in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL))]
    return sum(len(re.findall(rb"/Type\s*/Page\b", part)) for part in parts)


def _inflated(part: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(part)
    except zlib.error:
        return b""


def test_the_board_projected_and_then_printed(page: Page, group: Group, content: SiteContent) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"/teach/groups/{group.id}")
    page.get_by_role("link", name="What to discuss").click()
    page.get_by_role("link", name="Mara’s folder").click()
    look_at(page)
    go_through(page)
    look_at_paper(page)
    for name in content.scenarios.scenarios:
        page.goto(f"/teach/groups/{group.id}/scenarios/{name}/sheet")
        assert page.locator(".leaf").first.locator(".asked").count() >= 1
        assert pages_of(page.pdf(prefer_css_page_size=True)) == 2, name
    page.emulate_media(media="print")
    expect(page.get_by_role("banner")).not_to_be_visible()
    expect(page.get_by_text("Print this page")).not_to_be_visible()


def look_at(page: Page) -> None:
    """From the last row: who asks and what they say fills the width, and nobody is named."""
    first = page.locator(".decision").first
    expect(first.get_by_text("16 people stood here")).to_be_visible()
    sizes = [
        float(first.locator(part).first.evaluate("one => getComputedStyle(one).fontSize").rstrip("px"))
        for part in (".boardq", ".votes .said", ".votes .meter span")
    ]
    assert sizes[0] >= 48, sizes
    assert sizes[1] >= 28, sizes
    assert sizes[2] >= 20, sizes
    assert "Person" not in page.get_by_role("main").inner_text()


def go_through(page: Page) -> None:
    first = page.locator(".decision").first
    did = first.get_by_text("What it did").first
    did.focus()
    page.keyboard.press("Enter")
    expect(first.locator("p.did").first).to_be_visible()
    first.get_by_text("Who would have been served by which").click()
    expect(first.get_by_text(re.compile("most by")).first).to_be_visible()
    first.get_by_role("link", name=re.compile("^Next:")).click()
    expect(page.locator(".decision").nth(1).get_by_role("heading")).to_be_in_viewport()
    page.locator("g.edge a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("tr:target")).to_be_visible()


def look_at_paper(page: Page) -> None:
    """Black on white, however dark the screen; a share can be told from the rest; nothing to be pressed."""
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".boardq").first).to_be_visible()
    for part in (".boardnav", "header.site", "footer", ".back", ".btn"):
        expect(page.locator(part).first).not_to_be_visible()
    ink = "one => getComputedStyle(one).color"
    assert page.locator(".boardq").first.evaluate(ink) == "rgb(0, 0, 0)"
    assert page.locator("h1").evaluate(ink) == "rgb(0, 0, 0)"
    bars = page.locator(".votes .meter").first.locator("rect")
    fills = [bars.nth(one).evaluate("one => getComputedStyle(one).fill") for one in range(2)]
    assert fills == ["rgb(221, 221, 221)", "rgb(0, 0, 0)"]
    assert findings(page) == []
    page.emulate_media(media="null", color_scheme="light")
