"""Pages that every visitor can open: accessible in both schemes and both widths, and never wider than the screen."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Console, findings

PATHS = ["/no-such-page"]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, console: Console, scheme: str, width: int) -> None:
    console.expect("404")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for path in PATHS:
        page.goto(path)
        found[path] = findings(page)
    assert found == {path: [] for path in PATHS}


def test_nothing_is_wider_than_a_small_screen(page: Page, console: Console) -> None:
    console.expect("404")
    page.set_viewport_size({"width": 320, "height": 640})
    for path in PATHS:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
