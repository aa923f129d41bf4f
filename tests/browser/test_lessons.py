"""Reading a lesson in a browser: answers in place, the place kept, and nothing that gets in anybody's way."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Console, on_screen

LESSON = "/learn/four-chairs/a-path-not-a-wall"
PATHS = ["/courses/four-chairs", LESSON, "/today", "/progress", "/phrases", "/sources"]


def begin(page: Page) -> None:
    """Something of everything: a weak answer, a phrase kept and a plan saved."""
    page.goto(LESSON)
    first = page.locator(".question").first
    for option in range(first.locator(".opt").count()):
        first.locator(".opt").nth(option).click()
        first.locator("button").click()
        expect(first.locator(".opt").nth(option).locator("+ .fb h3")).to_be_focused()
        if first.get_by_text("Show the strongest answer").count():
            break
    page.locator(".keep").first.click()
    expect(page.locator(".keep").first).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".keep").first).to_be_focused()
    page.get_by_role("button", name="Save my plan").click()
    expect(page.locator(".decided")).to_be_focused()


def test_answers_phrases_and_the_plan_change_in_place(page: Page, console: Console) -> None:
    begin(page)
    assert page.url.endswith(LESSON)
    expect(page.locator("#lesson_rail .done").last).to_contain_text("Your plan")
    question = page.locator(".question").first
    question.get_by_text("Show the strongest answer").click()
    expect(question.get_by_text("The strongest answer of these.")).to_be_visible()
    expect(question.locator(".fb h3")).to_be_focused()


def test_the_reader_goes_on_where_they_left_off(page: Page, console: Console) -> None:
    begin(page)
    with page.expect_request("**/position"):
        page.locator(".rule").evaluate("element => element.scrollIntoView({block: 'start'})")
    page.goto("/today")
    page.get_by_role("link", name="Go on").click()
    assert "#" in page.url
    expect(page.locator("#lesson_standing")).to_contain_text("Go on where you left off: The move")


def test_nothing_is_found_on_any_page(page: Page, console: Console) -> None:
    begin(page)
    found = {"as it was left": on_screen(page)}
    for path in PATHS:
        page.goto(path)
        found[path] = on_screen(page)
    assert not any(found.values()), found
