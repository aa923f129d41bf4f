"""A real browser against a real server; whatever the console says must have been expected."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.browser import install
from tests.databases import FreshDatabases
from tests.serving import Server

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLORS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What the scheme alone can change."""
NARROWEST, NARROW, WIDE = 320, 390, 1280
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth + 1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    found = install.find()
    assert found, install.ADVICE
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": found, "args": [*sandbox, "--disable-gpu", "--disable-background-networking"]}


@pytest.fixture(params=["sqlite"])
def server(request: pytest.FixtureRequest, databases: FreshDatabases, tmp_path: Path) -> Iterator[Server]:
    """A site with an empty database; `@pytest.mark.parametrize("server", […], indirect=True)` names others."""
    with databases.fresh(request.param) as url, Server(tmp_path, url) as server:
        yield server


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], server: Server) -> dict[str, Any]:
    """Without motion: a window that changes its size in a transition between two pages breaks it off, aloud."""
    usual = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
    return {**usual, **browser_context_args, "base_url": server.url}


class Console:
    """What the browser complained about; `expect` names what a test provokes on purpose."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.expected: list[re.Pattern[str]] = []

    def expect(self, pattern: str) -> None:
        self.expected.append(re.compile(pattern))

    def listen(self, context: BrowserContext) -> None:
        context.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        context.on("weberror", lambda error: self.said.append(f"uncaught: {error.error}"))
        context.add_init_script(
            "document.addEventListener('securitypolicyviolation', (event) => console.error("
            "`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))"
        )

    @property
    def surprises(self) -> list[str]:
        return [text for text in self.said if not any(pattern.search(text) for pattern in self.expected)]


@pytest.fixture(autouse=True)
def console(context: BrowserContext) -> Iterator[Console]:
    console = Console()
    console.listen(context)
    yield console
    assert console.surprises == []


def findings(page: Page, only: object = RULES) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA and its best practices, one line each."""
    violations = (
        Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]}).response["violations"]
    )
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in violations
        for node in rule["nodes"]
    ]


def on_screen(page: Page) -> list[str]:
    """What is wrong with a page: all rules in the light, at both widths; those of colors in the dark; and its width."""
    found = []
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {one}" for one in findings(page)]
        page.emulate_media(color_scheme="dark")
        found += [f"{width}, dark: {one}" for one in findings(page, COLORS)]
        page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    found += [f"wider than {NARROWEST}"] if page.evaluate(TOO_WIDE) else []
    page.set_viewport_size({"width": WIDE, "height": 900})
    return found
