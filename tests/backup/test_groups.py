"""A site with groups moves to the other database: all of it is there, and nothing ends early."""

import csv
import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from app.backup import back_up, restore
from app.db import Database
from app.learners.actions.sessions import open_session
from app.learners.who import Role, Who
from app.main import create_app
from app.roster.actions.entries import add_entry
from app.roster.entry import Entry
from app.roster.models import ROSTER_ENTRY
from app.settings import Settings
from app.training.feed.actions import make_feed
from app.training.roster.actions.erasing import erase_unused
from app.training.roster.actions.links import LASTS, make_link
from tests.conftest import Browse, Clock
from tests.databases import FreshDatabases
from tests.rows import START
from tests.training.cast import Cast, Part, cast
from tests.training.crowd import join_crowd
from tests.training.led import words

DAY = timedelta(days=1)
KIM = Entry("Kim Late", "kim@example.org", "42")


@pytest.fixture
def people(database: Database, browse: Browse, clock: Clock) -> Cast:
    clock.advance(days=30)
    found = cast(database, browse, clock())
    join_crowd(database, found, clock(), members=12)
    return found


@pytest.fixture
def other(database: Database, databases: FreshDatabases) -> Iterator[Database]:
    """An empty one of the other kind."""
    with databases.fresh("postgresql" if database.is_sqlite else "sqlite") as url:
        other = Database(url)
        yield other
        other.close()


@pytest.fixture
def moved(other: Database, settings: Settings, clock: Clock) -> Iterator[Browse]:
    """Opens browsers at the site on the other database."""
    url = other.engine.url.render_as_string(hide_password=False)
    app = create_app(settings.model_copy(update={"database_url": url}), clock=clock)
    with TestClient(app):
        yield Browse(app)


def move(database: Database, other: Database) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "site.backup"
        back_up(database, file, now=START)
        restore(other, file, replace=True)


def signed_in(browse: Browse, other: Database, subject: str, clock: Clock) -> TestClient:
    browser = browse()
    with other.write() as db:
        browser.cookies.set("session", open_session(db, subject_id=subject, now=clock(), signed_in=True)[1])
    return browser


def invite(database: Database, people: Cast, clock: Clock) -> str:
    """Somebody who is expected, long ago, and was invited a week ago; the link’s token."""
    lead = Who(subject_id=people.subjects[Part.LEAD], role=Role.TRAINER)
    with database.write() as db:
        old = clock() - 100 * DAY
        key = add_entry(db, who=lead, group_id=people.group, entry=KIM, now=old)
        return make_link(db, who=lead, group_id=people.group, key=key, now=clock() - 7 * DAY)


def test_pages_files_and_calendars_say_the_same_there(
    database: Database, other: Database, moved: Browse, people: Cast, clock: Clock
) -> None:
    token = invite(database, people, clock)
    with database.write() as db:
        calendar = make_feed(db, subject_id=people.subjects[Part.MEMBER], now=clock())
    move(database, other)
    group = f"/teach/groups/{people.group}"
    there = {part: signed_in(moved, other, people.subjects[part], clock) for part in (Part.LEAD, Part.MEMBER)}
    for part, paths in {
        Part.LEAD: ("/teach", group, f"{group}/people.csv", f"{group}/assignments/{people.assignment}"),
        Part.MEMBER: ("/groups", "/today", "/who-sees-what", f"/calendar/{calendar}.ics"),
    }.items():
        for path in paths:
            before, after = people.browsers[part].get(path), there[part].get(path)
            assert before.status_code == after.status_code == 200, path
            assert words(after.text) == words(before.text), path
    rows = list(csv.reader(StringIO(there[Part.LEAD].get(f"{group}/people.csv").text)))
    assert "Kim Late" in {row[0] for row in rows}
    assert moved().get(f"/join/{token}").status_code == 404
    assert "It works no more" in entry_page(there[Part.LEAD], group)


def entry_page(lead: TestClient, group: str) -> str:
    links = re.findall(r'href="([^"]+/roster/people/[^"]+)"', lead.get(group).text)
    return lead.get(links[0]).text


def test_whoever_was_invited_stays_on_the_list_as_long_as_without_the_move(
    database: Database, other: Database, people: Cast, clock: Clock
) -> None:
    """Links do not move with a backup; until when they worked does."""
    invite(database, people, clock)
    people.browsers[Part.LEAD].post(f"/teach/groups/{people.group}/code/revoke", data={})
    clock.advance(days=1)
    move(database, other)
    last = clock() - 8 * DAY + LASTS + 90 * DAY
    for site in (database, other):
        for now, is_there in ((clock(), True), (last - DAY / 24, True), (last, False)):
            erase_unused(site, now)
            with site.read() as db:
                assert (KIM.name in db.scalars(select(ROSTER_ENTRY.c.name)).all()) == is_there, (
                    site.is_sqlite,
                    now,
                )
