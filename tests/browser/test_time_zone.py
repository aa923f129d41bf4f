"""A browser says by which clock it goes with the first thing it sends, through htmx and without it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "timezone_id": "Asia/Tokyo"}


def begin_conversation(page: Page) -> None:
    page.goto("/practice/the-printer-that-isnt-ours")
    page.locator("form[action$='/attempts'] button").first.click()
    page.wait_for_url("**/play/*")


def answer_question(page: Page) -> None:
    page.goto("/learn/four-chairs/a-path-not-a-wall")
    with page.expect_response("**/answers"):
        page.locator("form[action$='/answers'] .opt").first.click()
        page.locator("form[action$='/answers'] button").first.click()


@pytest.mark.parametrize("act", [begin_conversation, answer_question])
def test_the_first_thing_kept_brings_the_zone_along(page: Page, act: Any) -> None:
    page.goto("/privacy")
    expect(page.get_by_text("as a clock in UTC has them")).to_be_visible()
    act(page)
    page.goto("/privacy")
    expect(page.get_by_text("as a clock in Tokyo has them")).to_be_visible()
