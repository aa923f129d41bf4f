"""A turn in the browser: where the focus goes, and what a lost connection leaves on the page."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Console, findings


def begin(page: Page) -> None:
    page.goto("/practice/maras-folder")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/play/*")


def test_after_a_line_the_focus_is_on_who_speaks(page: Page, console: Console) -> None:
    begin(page)
    page.locator("button.cue").first.click()
    expect(page).to_have_title(re.compile(r"^(Turn 2|Go on): "))
    expect(page.locator("#now")).to_be_focused()
    expect(page.get_by_role("heading", name="What your line did around the table")).to_be_visible()


def test_two_presses_at_once_say_one_line(page: Page, console: Console) -> None:
    begin(page)
    page.locator("button.cue").first.dblclick()
    expect(page.locator("#scene")).to_contain_text("Turn 2")
    expect(page.locator(".notice")).to_have_count(0)


def test_a_lost_connection_keeps_the_line(page: Page, context: BrowserContext, console: Console) -> None:
    console.expect("ERR_INTERNET_DISCONNECTED|Failed to fetch")
    begin(page)
    line = page.locator("button.cue").nth(1)
    words = line.inner_text().split("\n")[-1]
    context.set_offline(True)
    line.click()
    lost = page.locator("[data-lost]:visible")
    expect(lost).to_be_focused()
    expect(lost).to_contain_text(words)
    assert findings(page) == []
    lost.get_by_role("button", name="Try again").click()
    expect(lost).to_be_visible()
    context.set_offline(False)
    lost.get_by_role("button", name="Try again").click()
    expect(page.locator(".line.you").first).to_contain_text(words)
    expect(page.locator("#now")).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_line_is_taken_back(page: Page, console: Console, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    begin(page)
    before = page.locator("#now").inner_text()
    page.locator("button.cue").first.click()
    page.get_by_role("button", name="Take back my last line").click()
    expect(page.locator(".notice")).to_contain_text("taken back")
    expect(page.locator("#now")).to_have_text(before, use_inner_text=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
