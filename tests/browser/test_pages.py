"""Every page there is: accessible in both schemes and at both widths, never wider than a small screen, silent.

The pages of lessons and debriefs in their many states are looked at by the journeys beside this file.
"""

import re
import subprocess
import sys

from playwright.sync_api import Page, expect

from tests.browser.conftest import Console, on_screen
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
    found = on_screen(page)
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


def test_nothing_is_found_on_any_page(page: Page, server: Server, console: Console) -> None:
    console.expect("404")
    found = {}
    for path in ("/sign-in", "/sign-up", "/privacy"):
        page.goto(path)
        found[f"{path} before"] = on_screen(page)
    found["/reset"] = become_admin(page, server)
    for path in every_page(server, begin_an_attempt(page)):
        page.goto(path)
        found[path] = on_screen(page)
    assert {path: faults for path, faults in found.items() if faults} == {}
