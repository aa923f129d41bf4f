"""A sheet stays on its two pages however much there is to say at each decision."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Console
from tests.browser.test_author import server
from tests.browser.test_board import NAME, content_of, fill, pages_of
from tests.serving import ROOT, Server

__all__ = ["server"]
FILLER = " and then somebody goes on about it at length, for as long as anybody listens" * 4


@pytest.fixture(params=[1, 60, 130, 300])
def content(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The site’s own, but each line and each debrief of one conversation is so many characters longer."""
    folder = tmp_path / "content"
    for name in ("lessons", "scenarios"):
        shutil.copytree(ROOT / name, folder / name)
    file = folder / "scenarios" / f"{NAME}.md"
    more = FILLER[: request.param]
    text = re.sub(
        r"^(- \[[^\]]+\] .*?)(”?) -> ", rf"\1{more}\2 -> ", file.read_text("utf-8"), flags=re.MULTILINE
    )
    file.write_text(re.sub(r"^(  - debrief: .*)$", rf"\1{more}", text, flags=re.MULTILINE), "utf-8")
    return folder


def test_a_sheet_of_long_lines_has_two_pages(
    page: Page, console: Console, server: Server, content: Path
) -> None:
    with fill(server, page.context, content_of(content, content.parent), [NAME]) as group:
        page.goto(f"/teach/groups/{group.id}/scenarios/{NAME}/sheet")
        assert page.locator(".leaf").first.locator(".asked").count() >= 1
        assert pages_of(page.pdf(prefer_css_page_size=True)) == 2
