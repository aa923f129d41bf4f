"""The pieces of a group’s page in a browser: names whole on a phone, nothing that scrolls sideways, axe content."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from app.main import templates
from app.resources import STATIC
from app.training.overview.group_table import View, row_of
from app.training.overview.needs_word import needs_word
from app.training.overview.pages import Clocks, NeedLinks, NeedsPiece, TablePiece, needs_view, table_view
from app.training.overview.person import Person
from app.web.pages import filled
from tests.browser.conftest import on_screen
from tests.training.overview.people import NOW, ago, asked, begun, person, run

SHEETS = ["tokens", "base", "training/overview"]
LONG = "Wolfeschlegelsteinhausenbergerdorff-Bartholomäus von und zu Unterammergau der Dritte"
CUT = """() => [...document.querySelectorAll("tbody th a, .needs b a")].filter((name) => {
  const box = name.getBoundingClientRect(), cell = name.closest("th, li").getBoundingClientRect()
  return box.right > Math.min(cell.right, innerWidth) + 1 || name.scrollWidth > name.clientWidth + 1 && name.clientWidth
}).map((name) => name.textContent)"""


@pytest.fixture
def browser_context_args() -> dict[str, Any]:
    """Without a site: the pieces are filled here, and starting one takes longer than looking at them."""
    return {"reduced_motion": "reduce"}


def people(number: int) -> list[Person]:
    names = ["Ada Lovelace", LONG, "W" * 80, "李小龍", "محمد عبد الله"]
    made = [
        person(
            f"{names[n % 5]} {n}",
            obligations=(asked(due=ago(days=n % 3)),),
            begun=(begun("A path, not a wall", days=8),),
            runs=() if n == 1 else (run("a", 4.0, -5.0, None, 0.0),),
        )
        for n in range(number)
    ]
    return [*made, person("Ed Invited", joined_at=None, invited_at=ago(days=9))] if made else []


def group_page(number: int) -> str:
    everybody = people(number)
    rows = [row_of(one, NOW, needs_word=True) for one in everybody if one.joined_at]
    links = NeedLinks("/person", "/write", "/talked")
    needs = needs_view(needs_word(everybody, NOW), links=lambda _: links, rest_url="/rest")
    table = table_view(
        rows, View(), path="/group", person_url=lambda _: "/person", clocks=Clocks(NOW, "UTC", "UTC")
    )
    pieces = "".join(filled(templates(), one) for one in (NeedsPiece(needs=needs), TablePiece(table=table)))
    css = "".join((STATIC / "css" / f"{name}.css").read_text("utf-8") for name in SHEETS)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    return (
        f'<!doctype html><html lang="en"><head><title>Group</title><style>{css}</style></head>'
        f'<body><main id="main" class="wrap page"><h1 class="t3">Spring group</h1>{pieces}</main></body></html>'
    )


@pytest.mark.parametrize("number", [0, 1, 4, 5, 50])
def test_nothing_is_cut_and_no_page_scrolls_sideways(page: Page, number: int) -> None:
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.set_content(group_page(number))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        assert page.evaluate(CUT) == [], width


def test_on_a_phone_the_table_is_scrolled_by_the_keyboard_and_names_stay(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.set_content(group_page(5))
    region = page.get_by_role("region", name="The table of people and chairs")
    region.focus()
    before = page.locator("tbody th").first.bounding_box()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.people').scrollLeft > 100")
    after = page.locator("tbody th").first.bounding_box()
    assert before
    assert after
    assert after["x"] == before["x"]
    assert after["width"] < 390 * 0.5


def test_nothing_is_found_on_it(page: Page) -> None:
    for number in (0, 5):
        page.set_content(group_page(number))
        assert on_screen(page) == []
