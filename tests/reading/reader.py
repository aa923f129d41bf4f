"""What a person does in a lesson, in a browser without JavaScript or with htmx."""

import re

import httpx2 as httpx
from starlette.testclient import TestClient

from tests.course import SECOND

QUESTIONS = {
    "whose-is-it": ("theirs", "yours"),
    "table": ("yes-again", "pat"),
    "cost": ("nothing", "the-rest"),
    "no-words": ("rule", "need"),
}
PLAN = "no-with-a-path"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def answer(
    browser: TestClient, check: str, option: str, *, url: str = SECOND, htmx: bool = False
) -> httpx.Response:
    return browser.post(
        f"{url}/answers", data={"check": check, "option": option}, headers=HTMX if htmx else {}
    )


def plan(browser: TestClient, *, url: str = SECOND, htmx: bool = False, **fields: str) -> httpx.Response:
    return browser.post(f"{url}/plan", data={"plan": PLAN, **fields}, headers=HTMX if htmx else {})


def finish(browser: TestClient, *, url: str = SECOND) -> None:
    page = browser.get(url).text
    for check, (option, _) in QUESTIONS.items():
        if f'value="{check}"' in page:
            assert answer(browser, check, option, url=url).status_code == 303
    assert plan(browser, url=url, skip="1").status_code == 303


def question(page: str, check: str) -> str:
    """The HTML of one question."""
    found = re.search(rf'<div class="question" id="{check}".*?</form>', page, re.DOTALL)
    assert found
    return found[0]


def done_parts(page: str) -> list[str]:
    return re.findall(r'<span class="t">([^<]*)<span class="vh">, done', page)
