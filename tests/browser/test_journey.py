"""The main job from end to end: answer Mara, read a lesson, find it all again, and keep it in an account.

Once with JavaScript, once without, once by keyboard alone; and over a server that is killed between two lines.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Console
from tests.serving import Server

LESSON = "A path, not a wall"
PASSWORD = "seven calm printers on a shelf"
LONGEST_PLAY = 20  # pages
Press = Callable[[Locator], None]


def click(target: Locator) -> None:
    target.click()


def by_keyboard(target: Locator) -> None:
    """Tab until it has the focus, then press it."""
    page = target.page
    for _ in range(200):
        if target.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"never reached by keyboard: {target}")


def choose_by_keyboard(page: Page, option: Locator) -> None:
    """Tab into the group of radio buttons; the arrow keys choose."""
    for _ in range(200):
        if page.evaluate("document.activeElement.type === 'radio'") and option.evaluate(
            "element => element.name === document.activeElement.name && "
            "element.form === document.activeElement.form"
        ):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    while not option.is_checked():
        page.keyboard.press("ArrowDown")


def play_to_the_end(page: Page, press: Press) -> None:
    for _ in range(LONGEST_PLAY):
        if page.get_by_role("link", name="See the debrief").count():
            break
        lines = page.locator("button.cue")
        before = page.locator("#scene").inner_text()
        press(lines.first if lines.count() else page.get_by_role("button", name="Continue"))
        expect(page.locator("#scene")).not_to_have_text(before, use_inner_text=True)
    press(page.get_by_role("link", name="See the debrief"))
    page.wait_for_url("**/debrief*")


def pass_by_the_questions(page: Page, press: Press) -> None:
    """The debrief asks before it tells; a learner may skip that."""
    while page.get_by_role("button", name=re.compile("^Skip")).count():
        before = page.locator("main").inner_text()
        press(page.get_by_role("button", name=re.compile("^Skip")).first)
        expect(page.locator("main")).not_to_have_text(before, use_inner_text=True)


def answer_every_question(page: Page, press: Press) -> None:
    for number in range(page.locator(".question").count()):
        question = page.locator(".question").nth(number)
        option = question.get_by_role("radio").nth(1)
        if press is by_keyboard:
            choose_by_keyboard(page, option)
        else:
            question.locator(".opt").nth(1).click()
        press(question.get_by_role("button").first)
        expect(page.locator(".question").nth(number).locator(".fb")).to_be_visible()


def make_an_account(page: Page, press: Press) -> None:
    page.goto("/sign-up")
    page.get_by_label("Your name").fill("Robin")
    page.get_by_label("Email address").fill("robin@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    press(page.get_by_role("button", name="Make my account"))
    expect(page.get_by_role("status").filter(has_text="Your account is ready")).to_be_visible()


def the_whole_of_it(page: Page, press: Press, browser: Browser, server: Server) -> None:
    page.goto("/")
    press(page.locator("button.cue").nth(2))
    page.wait_for_url("**/play/*")
    play_to_the_end(page, press)
    pass_by_the_questions(page, press)
    expect(page.get_by_role("heading", name="The four people at the table")).to_be_visible()

    page.goto("/learn")
    press(page.get_by_role("link", name=LESSON, exact=True).first)
    expect(page.get_by_role("heading", level=1)).to_have_text(LESSON)
    answer_every_question(page, press)

    page.goto("/today")
    expect(page.get_by_role("heading", level=1)).to_have_text(LESSON)
    press(page.get_by_role("link", name="Go on"))
    expect(page.get_by_text("Go on where you left off")).to_be_visible()
    press(page.get_by_role("button", name="Save my plan"))
    expect(page.locator("#lesson_standing")).to_contain_text("Finished")

    page.goto("/progress")
    expect(page.get_by_role("main")).to_contain_text("Mara’s folder")
    expect(page.get_by_role("main")).to_contain_text(LESSON)
    make_an_account(page, press)
    sign_in_elsewhere(browser, server)


def sign_in_elsewhere(browser: Browser, server: Server) -> None:
    """Another device finds everything after signing in."""
    elsewhere = browser.new_context(base_url=server.url)
    page = elsewhere.new_page()
    page.goto("/sign-in")
    page.get_by_label("Email address").fill("robin@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.goto("/progress")
    expect(page.get_by_role("main")).to_contain_text("Mara’s folder")
    expect(page.get_by_role("main")).to_contain_text(LESSON)
    elsewhere.close()


def test_with_javascript(page: Page, browser: Browser, server: Server, console: Console) -> None:
    the_whole_of_it(page, click, browser, server)


def test_by_keyboard_alone(page: Page, browser: Browser, server: Server, console: Console) -> None:
    the_whole_of_it(page, by_keyboard, browser, server)


class TestWithoutJavaScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args: dict[str, object]) -> dict[str, object]:
        return {**browser_context_args, "java_script_enabled": False}

    def test_the_same(self, page: Page, browser: Browser, server: Server) -> None:
        the_whole_of_it(page, click, browser, server)


@pytest.mark.parametrize("server", ["sqlite", "postgresql"], indirect=True)
def test_a_killed_server_loses_nothing(page: Page, server: Server, console: Console) -> None:
    """Between two lines the server dies; the chosen line is kept on the page and can be said again."""
    console.expect("ERR_CONNECTION_REFUSED|Failed to fetch|NetworkError")
    page.goto("/")
    page.locator("button.cue").nth(2).click()
    page.wait_for_url("**/play/*")
    page.locator("button.cue").first.click()
    expect(page.locator("#scene")).to_contain_text("Turn 3")
    there = page.locator("#scene").inner_text()
    server.kill()
    page.locator("button.cue").first.click()
    expect(page.locator("[data-lost]").first).to_be_visible()
    server.start()
    page.reload()
    assert page.locator("#scene").inner_text() == there
    page.locator("button.cue").first.click()
    expect(page.locator("#scene")).not_to_have_text(there, use_inner_text=True)


def test_the_browser_is_closed_and_opened_again(
    page: Page, browser: Browser, server: Server, console: Console
) -> None:
    page.goto("/")
    page.locator("button.cue").nth(1).click()
    page.wait_for_url("**/play/*")
    kept = page.context.storage_state()
    scene = page.locator("#scene h2").first.inner_text()
    page.context.close()
    again = browser.new_context(base_url=server.url, storage_state=kept)
    reopened = again.new_page()
    reopened.goto("/today")
    reopened.get_by_role("link", name=re.compile("Go on")).first.click()
    expect(reopened.locator("#scene h2").first).to_have_text(scene, use_inner_text=True)
    again.close()
