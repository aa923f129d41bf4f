"""What makes it stick, in a browser: recall, phrases to copy and print, and plans that are asked about."""

from datetime import timedelta

from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select, update

from app.db import Database
from app.phrases.models import KEPT_PHRASE
from app.plans.models import PLAN
from app.reading.models import ANSWER
from tests.browser.conftest import Console, on_screen
from tests.serving import Server

LESSON = "/learn/four-chairs/a-path-not-a-wall"


def learn(page: Page, server: Server) -> None:
    """One check answered, a phrase kept and a plan saved, a few days ago."""
    page.goto(LESSON)
    check = page.locator(".question").last
    check.locator(".opt").first.click()
    check.get_by_role("button").click()
    expect(check.locator(".fb h3")).to_be_visible()
    page.locator(".keep").first.click()
    expect(page.locator(".keep").first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Save my plan").click()
    expect(page.locator(".decided")).to_be_visible()
    days_pass(server)


def days_pass(server: Server, days: int = 4) -> None:
    """Everything was done so many days earlier: the server’s clock is the real one."""
    database = Database(server.environment["DATABASE_URL"])
    with database.write() as db:
        for column in (ANSWER.c.at, KEPT_PHRASE.c.kept_at, PLAN.c.at):
            key = [*column.table.primary_key.columns]
            for row in db.execute(select(*key, column.label("then"))).all():
                same = [part == row._mapping[part.name] for part in key]
                earlier = {column.name: row.then - timedelta(days=days)}
                db.execute(update(column.table).where(*same).values(earlier))
    database.close()


def answer_check(page: Page) -> None:
    page.locator(".opt").first.click()
    page.get_by_label("I had to think").check()
    page.get_by_role("button", name="Check my answer").click()
    expect(page.locator("#recall h2")).to_be_focused()


def answer_phrase(page: Page) -> None:
    page.get_by_text("Show the phrase").click()
    page.get_by_role("button", name="Had to think").click()
    expect(page.locator("#recall h2")).to_be_focused()


def recall_one(page: Page) -> str:
    """Answers what is asked; which kind it was."""
    if page.locator(".opt").count():
        answer_check(page)
        return "check"
    answer_phrase(page)
    return "phrase"


def test_what_was_learned_is_recalled_one_at_a_time(page: Page, server: Server, console: Console) -> None:
    learn(page, server)
    page.goto("/today")
    expect(page.get_by_role("main")).to_contain_text("2 to recall today.")
    page.get_by_role("link", name="Recall them").click()
    done = {recall_one(page)}
    page.get_by_role("link", name="Next").click()
    done.add(recall_one(page))
    assert done == {"check", "phrase"}
    expect(page.get_by_role("main")).to_contain_text("That was all for today.")
    page.get_by_role("link", name="Back to Today").click()
    expect(page.get_by_role("main")).to_contain_text("That was all to recall for today.")


def test_it_works_by_keyboard(page: Page, server: Server, console: Console) -> None:
    learn(page, server)
    page.goto("/review")
    for _ in range(2):
        if page.locator(".opt").count():
            page.locator(".opt input").first.focus()
            page.keyboard.press("Space")
            page.keyboard.press("Enter")
        else:
            page.locator("summary", has_text="Show the phrase").focus()
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            expect(page.get_by_role("button", name="Knew it")).to_be_focused()
            page.keyboard.press("Enter")
        expect(page.locator("#recall h2")).to_be_focused()
        page.keyboard.press("Tab")
        page.get_by_role("main").locator("a.btn").focus()
        page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.url}/today")


def test_without_javascript_it_is_the_same(browser: Browser, page: Page, server: Server) -> None:
    learn(page, server)
    context = browser.new_context(java_script_enabled=False, base_url=server.url)
    context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    plain = context.new_page()
    plain.goto("/review")
    for _ in range(2):
        if plain.locator(".opt").count():
            plain.locator(".opt").first.click()
            plain.get_by_role("button", name="Check my answer").click()
        else:
            plain.get_by_text("Show the phrase").click()
            plain.get_by_role("button", name="Knew it").click()
        plain.wait_for_url("**/review?recalled=*")
        plain.get_by_role("main").locator("a.btn").click()
    plain.goto("/today")
    plain.get_by_role("button", name="I used it").click()
    plain.wait_for_url("**/plans?notice=plan-used*")
    expect(plain.get_by_label("I will say …")).to_be_visible()
    plain.goto("/phrases")
    expect(plain.get_by_role("button", name="Copy")).to_have_count(0)
    plain.get_by_label("Find a phrase").fill("no such words")
    plain.get_by_role("button", name="Find", exact=True).click()
    expect(plain.get_by_role("main")).to_contain_text("None of your 1")
    context.close()


def test_a_phrase_is_copied_in_one_press(page: Page, server: Server, console: Console) -> None:
    learn(page, server)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/phrases")
    words = page.locator(".phrase mark").first.inner_text()
    page.get_by_role("button", name="Copy").first.click()
    expect(page.locator("#status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == words


def test_where_copying_is_not_allowed_the_words_are_selected(
    page: Page, server: Server, console: Console
) -> None:
    learn(page, server)
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: {writeText: () => Promise.reject(new Error('no'))}})"
    )
    page.goto("/phrases")
    words = page.locator(".phrase mark").first.inner_text()
    page.get_by_role("button", name="Copy").first.click()
    expect(page.locator("#status")).to_contain_text("Selected")
    assert page.evaluate("getSelection().toString()").strip() == words


def test_phrases_print_as_pocket_cards(page: Page, server: Server, console: Console) -> None:
    learn(page, server)
    page.goto("/phrases")
    page.emulate_media(media="print")
    card = page.locator(".pocket .card").first
    box = card.bounding_box()
    assert box
    assert abs(box["width"] - 85 / 25.4 * 96) < 2
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_hidden()


def test_today_asks_how_a_plan_went(page: Page, server: Server, console: Console) -> None:
    learn(page, server)
    page.goto("/today")
    ask = page.get_by_role("form", name="How did it go?")
    ask.get_by_text("Add a note").click()
    ask.get_by_label("A note for yourself").fill("He laughed, and then he waited.")
    ask.get_by_role("button", name="It went badly").click()
    expect(page.locator("#notice")).to_contain_text("What would you say instead?")
    expect(page.get_by_role("main")).to_contain_text("He laughed, and then he waited.")
    page.get_by_label("I will say …").fill("Let me find out who has it.")
    page.get_by_role("button", name="Save the change").click()
    expect(page.locator("#notice")).to_contain_text("Your plan is changed.")
    expect(page.locator(".planned .words")).to_contain_text("Let me find out who has it.")
    page.get_by_text("Change the words, or drop it").click()
    page.get_by_role("button", name="Drop the plan").click()
    expect(page.get_by_role("main")).to_contain_text("No plan yet.")


def test_nothing_is_found_on_any_page(page: Page, server: Server, console: Console) -> None:
    learn(page, server)
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        found[name] = on_screen(page)

    for path in ("/today", "/plans", "/phrases", "/phrases?by=chair", "/phrases?q=nothing", "/review"):
        page.goto(path)
        page.locator("main").evaluate(
            "it => it.querySelectorAll('details').forEach((d) => { d.open = true; })"
        )
        look(path)
    for number in range(2):
        page.goto("/review")
        look(f"asked {number}")
        recall_one(page)
        look(f"recalled {number}")
    page.goto("/review")
    look("nothing left")
    assert not any(found.values()), found
