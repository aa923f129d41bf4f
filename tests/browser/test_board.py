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
from tests.browser.conftest import Console, findings
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


def test_from_the_group_to_the_board_and_through_it(page: Page, console: Console, group: Group) -> None:
    page.goto(f"/teach/groups/{group.id}")
    page.get_by_role("link", name="What to discuss").click()
    assert findings(page) == []
    page.get_by_role("link", name="Mara’s folder").click()
    first = page.locator(".decision").first
    expect(first.get_by_text("16 people stood here")).to_be_visible()
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
    assert findings(page) == []


def test_axe_finds_nothing_and_nothing_is_too_wide(page: Page, console: Console, group: Group) -> None:
    at = f"/teach/groups/{group.id}"
    found = {}
    board = f"{at}/scenarios/{NAME}"
    for path in (f"{at}/scenarios", board, f"{board}/sheet", f"{at}/questions", "/author/lessons/questions"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
            for scheme in ("light", "dark") if width > 320 else ():
                page.emulate_media(color_scheme=scheme)
                found[path, width, scheme] = findings(page)
    assert not any(found.values()), found


def test_every_sheet_has_two_pages(page: Page, console: Console, group: Group, content: SiteContent) -> None:
    counts = {}
    for name in content.scenarios.scenarios:
        page.goto(f"/teach/groups/{group.id}/scenarios/{name}/sheet")
        assert page.locator(".leaf").first.locator(".asked").count() >= 1
        counts[name] = pages_of(page.pdf(prefer_css_page_size=True))
    assert counts == dict.fromkeys(content.scenarios.scenarios, 2)


def test_the_board_can_be_printed(page: Page, console: Console, group: Group) -> None:
    page.goto(f"/teach/groups/{group.id}/scenarios/{NAME}")
    page.emulate_media(media="print")
    expect(page.locator(".boardq").first).to_be_visible()
    expect(page.locator(".boardnav").first).not_to_be_visible()
    room = page.locator(".room").first
    assert room.evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
    assert findings(page) == []
