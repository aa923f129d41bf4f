"""Every page there is: accessible in both schemes and both widths, never wider than the screen, silent.

The pages of lessons and debriefs in their many states are looked at by the journeys beside this file.
"""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Console, findings
from tests.route_list import of_groups, routes_of
from tests.serving import ROOT, Server

PASSWORD = "seven calm printers on a shelf"
SOMETIMES = {  # pages that need something of their own, and the tests that make it
    "/play/{attempt}/debrief": "test_journey, test_debrief",
    "/reset/{token}": "here, on the way in",
    "/certificates/{code}": "test_courses",
}
NO_PAGES = {
    "/livez",
    "/robots.txt",
    "/readyz",
    "/static/{path:path}",
    "/account/data.json",
    "/author/scenarios/{scenario}/changes",
    "/certificates/{code}.pdf",
}
IN_PLACE_OF = {
    "{course}": "four-chairs",
    "{lesson}": "a-path-not-a-wall",
    "{scenario}": "the-printer-that-isnt-ours",
    "{learner_id}": "1",
}


def become_admin(page: Page, server: Server) -> list[str]:
    """Through the command and its link, as the first admin does; what axe finds on the way."""
    command = [sys.executable, "-m", "app", "admin", "create", "ada@example.org"]
    environment = {**server.environment, "PYTHONPATH": str(ROOT), "PUBLIC_URL": server.url}
    done = subprocess.run(
        command, cwd=server.folder, env=environment, capture_output=True, text=True, check=True
    )
    link = re.search(r"/reset/\S+", done.stdout + done.stderr)
    assert link, done.stdout + done.stderr
    page.goto(link[0])
    found = findings(page)
    page.get_by_label(re.compile("password", re.IGNORECASE)).first.fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").first.click()
    page.goto("/sign-in")
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("banner")).to_contain_text("ada", ignore_case=True)
    return found


def begin_an_attempt(page: Page) -> str:
    page.goto("/practice/the-printer-that-isnt-ours")
    page.get_by_role("button", name=re.compile("Begin")).click()
    page.wait_for_url("**/play/*")
    page.locator("button.cue").first.click()
    expect(page.locator("#scene")).to_contain_text("Turn 2")
    return page.url.rsplit("/", 1)[1]


def every_page(server: Server, attempt: str) -> list[str]:
    """All that can be opened, but for what `test_group_pages` looks at, and one that is not there."""
    routes = {route for route in routes_of(server.environment) if not of_groups(route)}
    return [
        *(filled_in(route, attempt) for route in sorted(routes - NO_PAGES - set(SOMETIMES))),
        "/no-such-page",
    ]


def filled_in(route: str, attempt: str) -> str:
    for name, value in {**IN_PLACE_OF, "{attempt}": attempt}.items():
        route = route.replace(name, value)
    return route


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, server: Server, console: Console, scheme: str, width: int) -> None:
    console.expect("404")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for path in ("/sign-in", "/sign-up", "/privacy"):
        page.goto(path)
        found[f"{path} before"] = findings(page)
    found["/reset"] = become_admin(page, server)
    for path in every_page(server, begin_an_attempt(page)):
        page.goto(path)
        found[path] = findings(page)
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_nothing_is_wider_than_a_small_screen(page: Page, server: Server, console: Console) -> None:
    console.expect("404")
    page.set_viewport_size({"width": 320, "height": 640})
    become_admin(page, server)
    wide = []
    for path in every_page(server, begin_an_attempt(page)):
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(path)
    assert wide == []
