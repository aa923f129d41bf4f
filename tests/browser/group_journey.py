"""An admin, a trainer and a learner, each in a browser of their own, and what they do with a group."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from app.db import Database
from app.learners.actions.sessions import open_session
from app.learners.who import Role
from tests.browser.conftest import Console
from tests.browser.hands import Hands
from tests.serving import Server
from tests.subjects import new_learner
from tests.training.feed.reading import seen

LONG = "Maximiliane Donaudampfschifffahrtsgesellschaft"


class Someone:
    """A browser of an account of its own."""

    def __init__(self, server: Server, context: BrowserContext, name: str, role: Role) -> None:
        database, now = Database(server.environment["DATABASE_URL"]), datetime.now(UTC)
        email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
        subject = new_learner(database, email=email, name=name, role=role, now=now)
        with database.write() as db:
            _, token = open_session(db, subject_id=subject, now=now, signed_in=True)
        database.close()
        context.add_cookies([{"name": "session", "value": token, "url": server.url}])
        self.page = context.new_page()


@contextmanager
def people(
    browser: Browser, server: Server, console: Console, **options: object
) -> Iterator[dict[str, Page]]:
    """An admin, a trainer and a learner."""
    contexts, pages = [], {}
    for name, role in (("Ada Admin", Role.ADMIN), ("Dagny Holm", Role.TRAINER), (LONG, Role.LEARNER)):
        usual = {
            "base_url": server.url,
            "reduced_motion": "reduce",
            "viewport": {"width": 1280, "height": 900},
        }
        context = browser.new_context(**{**usual, **options})  # type: ignore[arg-type]
        console.listen(context)
        contexts.append(context)
        pages[role.value] = Someone(server, context, name, role).page
    yield pages
    for context in contexts:
        context.close()


SPRING = "Service desk, spring"
PRINTER, LESSON, LATE = "The printer that isn’t ours", "A path, not a wall", "Helpful within limits"


@dataclass
class Journey:
    pages: dict[str, Page]
    hands: Hands
    width: int
    code: str = ""
    feed: str = ""

    @property
    def admin(self) -> Page:
        return self.pages["admin"]

    @property
    def trainer(self) -> Page:
        return self.pages["trainer"]

    @property
    def learner(self) -> Page:
        return self.pages["learner"]

    def open(self, page: Page, path: str) -> Locator:
        page.goto(path)
        return self.main(page)

    def main(self, page: Page) -> Locator:
        """What stands on it now; nothing sticks out."""
        assert page.evaluate("document.documentElement.scrollWidth") <= self.width, page.url
        return page.get_by_role("main")

    def go(self, target: Locator) -> Locator:
        """Where a link or a button leads."""
        self.hands.reach(target)
        with target.page.expect_navigation():
            self.hands.press(target)
        return self.main(target.page)

    def press(self, page: Page, name: str) -> Locator:
        return self.go(page.get_by_role("main").get_by_role("button", name=name).first)

    def follow(self, page: Page, name: str) -> Locator:
        return self.go(page.get_by_role("main").get_by_role("link", name=name).first)

    def group(self) -> Locator:
        main = self.open(self.trainer, "/teach")
        return self.go(main.get_by_role("link", name=SPRING, exact=True).first)

    def make_group(self) -> None:
        admin, trainer, hands = self.admin, self.trainer, self.hands
        expect(self.open(trainer, "/teach")).to_contain_text("No workplace has named you a trainer yet")
        self.open(admin, "/admin/workplaces")
        hands.write(admin.get_by_label("Name"), "Harbor IT")
        hands.choose(admin.get_by_label("Time zone"), "Berlin")
        self.press(admin, "Make the workplace")
        hands.write(admin.get_by_label("Find a trainer by name or email address"), "dagny")
        self.press(admin, "Find")
        self.press(admin, "Name Dagny Holm a trainer here")
        self.open(trainer, "/teach")
        expect(trainer.get_by_role("heading", level=1)).to_have_text("Make your first group")
        hands.write(trainer.get_by_label("Name of the group"), SPRING)
        self.press(trainer, "Make the group")
        self.press(trainer, "Make a code")
        self.code = trainer.locator(".spoken").inner_text()

    def join(self, code: str) -> Locator:
        self.open(self.learner, "/join")
        self.hands.write(self.learner.get_by_label("The code you were given"), code)
        return self.press(self.learner, "See the group")

    def set(self, title: str, due: date, opens: date | None = None) -> Locator:
        self.group()
        trainer, hands = self.trainer, self.hands
        self.follow(trainer, "Set something")
        hands.choose(trainer.get_by_label("What", exact=True), title)
        hands.pick_day(trainer.get_by_label("Day", exact=True), due)
        if opens:
            hands.press(trainer.get_by_text("More: when a conversation is done"))
            hands.pick_day(trainer.get_by_label("Set from"), opens)
        return self.press(trainer, "Set it")

    def play(self) -> None:
        """What is set, from Today to any ending."""
        learner = self.learner
        section = self.open(learner, "/today").get_by_role("region", name="Set for you")
        expect(section).to_contain_text("from Dagny Holm")
        self.go(section.get_by_role("link", name=re.compile("printer")))
        self.go(learner.get_by_role("button", name=re.compile("Begin")).first)
        for _ in range(30):
            lines = learner.locator("button.cue, #scene button:has-text('Continue')")
            if not lines.count():
                break
            before = learner.locator("#scene").inner_text()
            self.hands.press(lines.first)
            expect(learner.locator("#scene")).not_to_have_text(before, use_inner_text=True)
        expect(learner.get_by_role("link", name="See the debrief")).to_be_visible()

    def table(self) -> dict[str, str]:
        """The learner’s line of the file that the group’s page links to."""
        self.group()
        with self.trainer.expect_download() as download:
            self.hands.press(self.trainer.get_by_role("link", name="Download CSV"))
        with download.value.path().open(encoding="utf-8-sig", newline="") as file:
            rows = {row["Name"]: row for row in csv.DictReader(file)}
        return rows.get(LONG, {})

    def subscribe(self) -> None:
        self.open(self.learner, "/groups")
        self.follow(self.learner, "What is due, in your calendar")
        self.press(self.learner, "Make one")
        self.feed = urlsplit(self.learner.locator("#calendar-address").inner_text()).path

    def due_everywhere(self, day: date) -> None:
        """On Today, in the calendar and in the file it is the same day."""
        region = self.open(self.learner, "/today").get_by_role("region", name="Set for you")
        expect(region).to_contain_text(f"{day.day} {day:%B}")
        text = self.learner.request.get(self.feed).text()
        assert {event.at.date() for event in seen(text) if event.status != "CANCELLED"} == {day}
        assert self.table()["Next due"].startswith(f"{day.isoformat()}T17:00")
