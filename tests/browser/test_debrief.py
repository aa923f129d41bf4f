"""The debrief in a browser: predict and see, guess what turned it, replay and compare, ask the coach.

With JavaScript, without it, by keyboard, on a phone; and axe looks at every state on the way.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Console, findings

PRINTER, FOLDER, THIRD = "the-printer-that-isnt-ours", "maras-folder", "monday-0850"
LONGEST_PLAY = 20  # pages

Look = Callable[[Page], list[str]]


def without_axe(_: Page) -> list[str]:
    """It is a script itself."""
    return []


def begin(page: Page, scenario: str = PRINTER) -> None:
    page.goto(f"/practice/{scenario}")
    page.get_by_role("button", name=re.compile("Begin|Play again")).click()
    page.wait_for_url("**/play/*")


def say(page: Page, number: int) -> None:
    """The line at that place, or Continue; back when the next scene is there."""
    before = page.locator("#scene").inner_text()
    lines = page.locator("button.cue")
    (lines.nth(number) if lines.count() else page.get_by_role("button", name="Continue")).click()
    expect(page.locator("#scene")).not_to_have_text(before, use_inner_text=True)


def play_on(page: Page, number: int) -> None:
    """To the end, and into the debrief."""
    for _ in range(LONGEST_PLAY):
        if page.get_by_role("link", name="See the debrief").count():
            break
        say(page, number)
    page.get_by_role("link", name="See the debrief").click()
    page.wait_for_url("**/debrief*")


def skip(page: Page) -> None:
    while page.get_by_role("button", name=re.compile("^Skip")).count():
        before = page.get_by_role("main").inner_text()
        page.get_by_role("button", name=re.compile("^Skip")).first.click()
        expect(page.get_by_role("main")).not_to_have_text(before, use_inner_text=True)


def predict(page: Page) -> None:
    for chair, way in (("Customer", "Closer"), ("Colleagues", "Further away"), ("You", "The same")):
        page.get_by_role("group", name=chair).get_by_label(way).check()
    page.get_by_role("button", name="See how it went").click()
    expect(page.get_by_role("heading", name="The four people at the table")).to_be_visible()


def predict_and_see(page: Page, look: Look = findings) -> list[str]:
    """What axe finds on the way."""
    begin(page)
    play_on(page, 1)
    expect(page.get_by_role("heading", name="The four people at the table")).to_have_count(0)
    found = look(page)
    predict(page)
    expect(page.get_by_text(re.compile("You saw .* of three coming|You saw all three"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"^You said (closer|the same|further away)\. It is"))).to_have_count(3)
    page.reload()
    expect(page.get_by_role("button", name="See how it went")).to_have_count(0)
    return found + look(page)


def guess_the_turning_point(page: Page, look: Look = findings) -> list[str]:
    begin(page)
    play_on(page, 1)
    predict(page)
    expect(page.get_by_role("heading", name="What you said")).to_have_count(0)
    page.get_by_role("radio", name=re.compile("^Line 2 ")).check()
    page.get_by_role("button", name="This one").click()
    expect(page.get_by_text(re.compile("You picked line 2"))).to_be_visible()
    expect(page.get_by_text("This kept more open:").first).to_be_visible()
    expect(page.get_by_role("img", name="What was possible")).to_be_visible()
    page.get_by_label("What do you want to remember").fill("She had a courier waiting.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("What do you want to remember")).to_have_value("She had a courier waiting.")
    return look(page)


def replay_and_compare(page: Page, look: Look = findings) -> list[str]:
    begin(page)
    play_on(page, 1)
    skip(page)
    page.locator("#line-3").get_by_role("button", name="Replay from here").click()
    page.wait_for_url(re.compile(r"/play/[^/]+$"))
    expect(page.locator("#scene")).to_contain_text("Turn 3")
    play_on(page, 0)
    skip(page)
    both = page.locator("#paths")
    expect(both).to_contain_text(re.compile("[2-9] lines in common, then they part"))
    expect(both.get_by_role("row")).to_have_count(5)
    found = look(page)
    both.get_by_role("link", name="Its own debrief").click()
    skip(page)
    page.get_by_role("link", name="See both paths side by side").click()
    expect(page.locator("#paths")).to_be_visible()
    return found


def ask_the_coach(page: Page, look: Look = findings) -> list[str]:
    """In the first scenario it speaks unasked, in the third when it is asked."""
    begin(page, FOLDER)
    expect(page.locator("#coach")).to_contain_text("Read each line again from that chair")
    page.get_by_text("Say it in your own words first").click()
    page.get_by_label("What would you say here?").fill("Let me ask who took it.")
    page.get_by_role("button", name="Keep my words").click()
    expect(page.get_by_label("What would you say here?")).to_have_value("Let me ask who took it.")
    found = look(page)
    say(page, 1)
    play_on(page, 0)
    skip(page)
    expect(page.locator("#line-1")).to_contain_text("Let me ask who took it.")
    for scenario in (PRINTER, THIRD):
        begin(page, scenario)
    expect(page.locator("#coach")).not_to_contain_text("Read each line again")
    page.get_by_role("link", name="Ask the coach").click()
    expect(page.locator("#coach")).to_contain_text("Read each line again from that chair")
    return found + look(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_predict_and_see(page: Page, console: Console, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    assert predict_and_see(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_guess_the_turning_point(page: Page, console: Console, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    assert guess_the_turning_point(page) == []


def test_replay_from_a_middle_line_and_compare(page: Page, console: Console) -> None:
    assert replay_and_compare(page) == []


def test_the_coach_and_ones_own_words(page: Page, console: Console) -> None:
    assert ask_the_coach(page) == []
    expect(page.locator("#coach summary")).to_be_focused()


class TestOnAPhone:
    @pytest.fixture
    def browser_context_args(self, browser_context_args: dict[str, object]) -> dict[str, object]:
        return {**browser_context_args, "viewport": {"width": 390, "height": 844}, "has_touch": True}

    def test_all_of_it(self, page: Page, console: Console) -> None:
        found = predict_and_see(page) + guess_the_turning_point(page) + replay_and_compare(page)
        assert found == []
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


class TestWithoutJavaScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args: dict[str, object]) -> dict[str, object]:
        return {**browser_context_args, "java_script_enabled": False}

    def test_the_same(self, page: Page) -> None:
        for journey in (predict_and_see, guess_the_turning_point, replay_and_compare, ask_the_coach):
            journey(page, without_axe)
