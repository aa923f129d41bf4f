"""A lead sends a list, reviews it and applies it, and hands a link to somebody: on every kind of screen."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlmodel import Session

from app.db import Database
from app.learners.actions.sessions import new_subject, open_session
from app.learners.actions.sign_in import make_learner
from app.learners.models import Learner
from app.learners.who import Role, Who
from app.training.groups.actions.groups import make_group
from app.training.groups.actions.workplaces import make_workplace
from tests.browser.conftest import Console, on_screen
from tests.serving import Server

ROWS = (
    "name;address;number\nDana Ørsted;dana@example.org;17\nBo Li;bo.example.org;18\nZoë;zoe@example.org;19\n"
)
NEWER = "number;name\n17;Dana Berg\n20;A person with a name that is much longer than names of people usually are\n"
NARROW = {"width": 390, "height": 844}


@pytest.fixture
def group(server: Server, context: BrowserContext) -> str:
    """The path of the list of a group that the browser’s trainer leads."""
    now = datetime.now(UTC)
    with closing(Database(server.environment["DATABASE_URL"])) as database, database.write() as db:
        trainer = account(db, "Lea Lead", Role.TRAINER, now)
        who = Who(subject_id=trainer, role=Role.TRAINER)
        place = make_workplace(db, who=who, title="Harbor", time_zone="Europe/Berlin", now=now)
        made = make_group(db, who=who, workplace_id=place, title="Days", now=now)
        token = open_session(db, subject_id=trainer, now=now, signed_in=True)[1]
    context.add_cookies([{"name": "session", "value": token, "url": server.url}])
    return f"/teach/groups/{made}/roster"


def account(db: Session, name: str, role: Role, now: datetime) -> str:
    subject = new_subject(db, now)
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    row = Learner(subject_id=subject, email=email, name=name, password_hash="", role=role, created_at=now)
    make_learner(db, row)
    return subject


@pytest.fixture
def page(browser: Browser, context: BrowserContext, group: str, server: Server) -> Iterator[Page]:
    """Without scripts, as the other test is with them."""
    del group
    cookies = context.cookies()
    other = browser.new_context(base_url=server.url, java_script_enabled=False, viewport=NARROW)
    other.add_cookies([{"name": "session", "value": cookies[0]["value"], "url": server.url}])
    yield other.new_page()
    other.close()


def test_a_list_from_a_file_to_a_link(
    page: Page, group: str, tmp_path: Path, browser: Browser, server: Server
) -> None:
    page.goto(group)
    picture = {"name": "people.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(99)}
    page.get_by_label("Or choose a file").set_input_files(picture)  # type: ignore[arg-type]
    page.get_by_role("button", name="See what it would change").click()
    expect(page.get_by_label("Or choose a file")).to_have_accessible_description(
        re.compile("This is a picture, not a list of people.")
    )
    file = tmp_path / "people.csv"
    file.write_text(ROWS, "utf-16")
    page.get_by_label("Or choose a file").set_input_files(file)
    page.get_by_role("button", name="See what it would change").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What this list would change")
    expect(page.get_by_text("Line 3: no @ in the address.")).to_be_visible()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("This has been applied already. Here is how it is now.")).to_be_visible()
    page.get_by_role("link", name="Who is expected").click()
    page.get_by_label("Paste rows").fill(NEWER)
    page.get_by_role("button", name="See what it would change").click()
    page.get_by_label("Remove Zoë").check()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("Applied: 1 added, 1 changed, 1 removed.")).to_be_visible()
    page.get_by_role("link", name="Invite or change Dana Berg").click()
    page.get_by_role("button", name="Make a link").click()
    link = urlsplit(page.get_by_label("Link to copy").input_value()).path
    guest = browser.new_context(base_url=server.url).new_page()
    guest.goto(link)
    guest.get_by_role("button", name="Remove me from this list").click()
    expect(guest.get_by_text("You are off the list.")).to_be_visible()
    guest.context.close()


def test_axe_finds_nothing_and_nothing_is_too_wide(
    context: BrowserContext, group: str, console: Console
) -> None:
    console.expect("422")
    page = context.new_page()
    page.goto(group)
    found = look(page, "empty")
    page.get_by_role("button", name="See what it would change").click()
    found += look(page, "nothing sent")
    page.get_by_label("Paste rows").fill(ROWS)
    page.get_by_role("button", name="See what it would change").click()
    found += look(page, "new")
    page.get_by_role("button", name="Apply").click()
    page.goto(group)
    page.get_by_label("Paste rows").fill(NEWER)
    page.get_by_role("button", name="See what it would change").click()
    found += look(page, "review")
    page.goto(group)
    found += look(page, "list")
    page.get_by_role("link", name="Invite or change Dana Ørsted").click()
    page.get_by_role("button", name="Make a link").click()
    found += look(page, "entry")
    link = urlsplit(page.get_by_label("Link to copy").input_value()).path
    page.get_by_role("button", name="Remove from the list").click()
    found += look(page, "removal")
    page.goto(link)
    found += look(page, "join")
    assert found == []


def look(page: Page, name: str) -> list[str]:
    return [f"{name}: {one}" for one in on_screen(page)]
