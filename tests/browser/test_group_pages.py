"""Every page of groups, taken from the routes: accessible in both schemes and at both widths, and fit for paper.

A route that has no address here fails, as does one whose page is not found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page
from sqlmodel import select

from app.learners.actions.sessions import open_session
from app.learners.who import Role
from app.training.models import TRAINING_GROUP
from tests.browser.conftest import TOO_WIDE, on_screen
from tests.browser.test_board import NAME, content_of, fill
from tests.route_list import of_groups, routes_of
from tests.serving import ROOT, Server
from tests.subjects import new_learner
from tests.training.board.group import Group
from tests.training.cast import send_a_list, set_a_lesson

FILES = (".csv", ".ics")
PAPER = 690
"""CSS pixels of an A4 page between its margins."""
PRESSED = """[...document.querySelectorAll("header.site, footer.site-foot, .back, .btn, input:not([readonly]), select")]
  .filter((one) => one.checkVisibility()).map((one) => one.outerHTML)"""


@dataclass(frozen=True)
class Places:
    """What stands in the place of a route’s names, and a session of whoever may see what."""

    names: dict[str, str]
    tokens: dict[str, str]
    site: Server

    def addresses(self) -> list[str]:
        """Of every page; a name that is not known here stays in its address."""
        found = [route for route in routes_of(self.site.environment) if of_groups(route)]
        return [self.filled(route) for route in found if not route.endswith(FILES)]

    def filled(self, route: str) -> str:
        for name, value in self.names.items():
            route = route.replace(f"{{{name}}}", value)
        return route

    def whose(self, path: str) -> str:
        if path.startswith(("/groups", "/join", "/calendar", "/who-sees-what", "/today")):
            return "member"
        return "admin" if path.startswith("/admin") else "lead"


@pytest.fixture
def places(server: Server, context: BrowserContext, tmp_path: Path) -> Iterator[Places]:
    with fill(server, context, content_of(ROOT, tmp_path), [NAME]) as group:
        yield furnished(group, server)


def furnished(group: Group, server: Server) -> Places:
    """With something on each page: a list that waits, somebody expected, something set, a learner who owes it."""
    now = datetime.now(UTC)
    member = group.member()
    admin = new_learner(group.database, email="admin@example.org", name="Ada", role=Role.ADMIN, now=now)
    with group.database.write() as db:
        entry, sent = send_a_list(db, group.lead, group.id, now)
        made = set_a_lesson(db, group.lead, group.id, now)
        tokens = {
            name: open_session(db, subject_id=subject, now=now, signed_in=True)[1]
            for name, subject in (("member", member), ("admin", admin))
        }
        workplace = db.scalar(select(TRAINING_GROUP.c.workplace_id))
    names = {
        "group_id": group.id,
        "subject_id": member,
        "assignment_id": made,
        "entry_id": entry,
        "import_id": sent,
        "scenario": NAME,
        "workplace_id": str(workplace),
        "code": group.code,
    }
    return Places(names, {**tokens, "lead": group.token}, server)


def test_every_page_is_accessible_at_every_width_and_on_paper(page: Page, places: Places) -> None:
    found = []
    for path in [*places.addresses(), "/today"]:
        token = places.tokens[places.whose(path)]
        page.context.add_cookies([{"name": "session", "value": token, "url": places.site.url}])
        reply = page.goto(path)
        assert reply and reply.status == 200, path  # noqa: PT018
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
        found += [f"{path}: {one}" for one in (*on_screen(page), *on_paper(page))]
    assert not found, "\n".join(found)


def on_paper(page: Page) -> list[str]:
    page.set_viewport_size({"width": PAPER, "height": 980})
    page.emulate_media(media="print")
    found = [f"printed: {one}" for one in page.evaluate(PRESSED)]
    found += ["wider than paper"] if page.evaluate(TOO_WIDE) else []
    page.emulate_media(media="null")
    return found
