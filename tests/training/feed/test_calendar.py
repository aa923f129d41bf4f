"""The calendar of somebody who owes something: its address, its events, and the hour on every clock."""

import csv
import logging
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app.db import Database
from app.learners.actions.personal_data import anonymize_learner
from app.learners.time_zones import spoken
from app.slices import SLICES
from app.training.models import WORKPLACE
from tests.conftest import Browse, Clock
from tests.rows import content
from tests.training.cast import Part, cast
from tests.training.feed.reading import Seen, seen
from tests.training.led import Led, play, words

PRINTER = "scenario:the-printer-that-isnt-ours"


@dataclass
class Owing(Led):
    """With the path of the member’s calendar."""

    path: str

    @property
    def assignment(self) -> str:
        return f"{self.url}/assignments/{self.people.assignment}"

    def do(self, path: str, **form: str) -> None:
        reply = self.lead.post(path, data=form)
        assert reply.status_code == 303, words(reply.text)

    @property
    def events(self) -> list[Seen]:
        """As an application sees them that has nothing but the address."""
        return seen(self.people.browsers[Part.NOBODY].get(self.path).text)


@pytest.fixture
def owing(database: Database, browse: Browse, clock: Clock) -> Owing:
    people = cast(database, browse, clock())
    return Owing(people, address(people.browsers[Part.MEMBER]))


def address(browser: TestClient) -> str:
    """The path of a new one."""
    found = re.search(r"https?://[^<]+(/calendar/[\w-]+\.ics)", browser.post("/calendar", data={}).text)
    assert found
    return found[1]


def test_whoever_has_none_makes_one_and_sees_it_once(
    database: Database, browse: Browse, clock: Clock
) -> None:
    member = cast(database, browse, clock()).browsers[Part.MEMBER]
    assert "You have no address for it yet. Make one" in words(member.get("/calendar").text)
    path = address(member)
    page = member.get("/calendar").text
    assert "You made an address on 2 March 2026." in words(page)
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    assert token not in page
    assert token not in repr(content(database))


def test_a_new_address_ends_the_old_one_at_once(owing: Owing) -> None:
    reader = owing.people.browsers[Part.NOBODY]
    new = address(owing.member)
    assert reader.get(owing.path).status_code == 404
    assert reader.get(new).status_code == 200
    owing.member.post("/calendar/end", data={})
    assert reader.get(new).status_code == 404
    assert "Make one" in owing.member.get("/calendar").text


def test_a_reply_is_for_its_reader_alone(owing: Owing) -> None:
    reply = owing.people.browsers[Part.NOBODY].get(owing.path)
    assert reply.headers["content-type"] == "text/calendar; charset=utf-8"
    assert reply.headers["cache-control"] == "private, no-cache"
    assert "set-cookie" not in reply.headers
    assert reply.content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in reply.content.split(b"\r\n"))


@pytest.mark.parametrize("token", ["x", "x" * 43, "x" * 300, "%F0%9F%96%A8", "a.ics", "..", "%00"])
def test_every_address_that_opens_nothing_is_the_same_404(owing: Owing, token: str) -> None:
    reader = owing.people.browsers[Part.NOBODY]
    address(owing.member)
    dead, unknown = reader.get(owing.path), reader.get(f"/calendar/{token}.ics")
    if token == "%00":
        assert unknown.status_code == 400  # refused before any page is asked for
        return
    assert dead.status_code == unknown.status_code == 404
    assert dead.content == unknown.content
    assert sorted(dead.headers.items()) == sorted(unknown.headers.items())


def test_an_address_is_in_no_log(owing: Owing, caplog: pytest.LogCaptureFixture) -> None:
    token = owing.path.removeprefix("/calendar/").removesuffix(".ics")
    caplog.set_level(logging.DEBUG)
    reader = owing.people.browsers[Part.NOBODY]
    for method, path in (
        *(("GET", owing.path), ("POST", owing.path), ("HEAD", owing.path)),
        *(("GET", owing.path.removesuffix(".ics")), ("GET", f"{owing.path}?x={token}")),
    ):
        reader.request(method, path)
    address(owing.member)
    reader.get(owing.path)
    assert "GET /calendar/{token}" in caplog.text
    assert token not in "".join(
        line
        for line in caplog.messages
        if "HTTP Request" not in line  # what the test's own browser says
    )


def test_a_fault_does_not_tell_the_address(
    owing: Owing, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError(owing.path)

    monkeypatch.setattr("app.training.routes.calendar.asked_of", broken)
    caplog.clear()
    reply = owing.people.browsers[Part.NOBODY].get(owing.path)
    assert reply.status_code == 500
    (line,) = (record.getMessage() for record in caplog.records if record.name == "fourchairs")
    assert "on GET /calendar/{token}" in line
    assert owing.path.split("/")[2].removesuffix(".ics") not in line


def test_what_is_set_stands_there_until_it_is_done(owing: Owing) -> None:
    form = {**owing.people.setting, "target": PRINTER}
    owing.do(f"{owing.url}/assignments", **form)
    first, second = owing.events
    assert first.title == "A path, not a wall"
    assert second.description == "Set by Somebody Lead in “Spring”. It counts whenever you do it."
    assert (second.status, second.sequence) == ("CONFIRMED", 0)
    play(owing.member)
    assert [event.uid for event in owing.events] == [first.uid]


def test_a_date_that_is_moved_is_moved_there_under_the_same_name(owing: Owing, clock: Clock) -> None:
    (before,) = owing.events
    clock.advance(hours=1)
    owing.do(f"{owing.assignment}/date", on="2026-03-26", hour="9:30", sure="1")
    (after,) = owing.events
    assert (after.uid, after.sequence, after.status) == (before.uid, before.sequence + 1, "CONFIRMED")
    assert after.at == datetime(2026, 3, 26, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert after.changed_at == clock()
    owing.do(f"{owing.assignment}/date/undo")
    assert (owing.events[0].at, owing.events[0].sequence) == (before.at, 2)


def test_what_is_withdrawn_is_canceled_for_thirty_days_and_may_come_back(owing: Owing, clock: Clock) -> None:
    (before,) = owing.events
    owing.do(f"{owing.assignment}/withdraw", sure="1")
    (after,) = owing.events
    assert (after.uid, after.status, after.sequence) == (before.uid, "CANCELLED", 1)
    owing.do(f"{owing.assignment}/withdraw/undo")
    assert [(event.status, event.sequence) for event in owing.events] == [("CONFIRMED", 2)]
    owing.do(f"{owing.assignment}/withdraw", sure="1")
    clock.advance(days=29, hours=23)
    assert [(event.status, event.sequence) for event in owing.events] == [("CANCELLED", 3)]
    clock.advance(hours=1)
    assert owing.events == []


def test_whoever_is_excused_hears_so_and_owes_it_again(owing: Owing, clock: Clock) -> None:
    somebody = owing.people.subjects[Part.MEMBER]
    clock.advance(hours=1)
    owing.do(f"{owing.assignment}/people/{somebody}/excuse", excused="1", sure="1")
    assert [(event.status, event.sequence) for event in owing.events] == [("CANCELLED", 1)]
    assert owing.events[0].changed_at == clock()
    owing.do(f"{owing.assignment}/people/{somebody}/excuse", excused="0", sure="1")
    assert [(event.status, event.sequence) for event in owing.events] == [("CONFIRMED", 2)]


def test_whoever_leaves_has_nothing_there(owing: Owing) -> None:
    owing.member.post(f"/groups/{owing.people.group}/leave", data={})
    assert owing.events == []


def test_nobody_elses_stands_there(owing: Owing) -> None:
    other = address(owing.people.browsers[Part.MEMBER_ELSEWHERE])
    assert seen(owing.people.browsers[Part.NOBODY].get(other).text) == []
    assert len(owing.events) == 1


def test_an_account_that_is_deleted_takes_its_calendar_along(
    owing: Owing, database: Database, clock: Clock
) -> None:
    with database.write() as db:
        anonymize_learner(db, SLICES, subject_id=owing.people.subjects[Part.MEMBER], now=clock())
    assert owing.people.browsers[Part.NOBODY].get(owing.path).status_code == 404


ZONES = ("Europe/Berlin", "Africa/Cairo", "America/Santiago", "Asia/Kathmandu")
DAYS = ("2027-03-25", "2027-03-28", "2027-10-28", "2027-10-31")
"""Berlin's clocks go forward on 28 March and back on 31 October 2027; those of Cairo and Santiago near them."""
DUE = r"Due \w+ (\d+ \w+ \d+), (\d+:\d+) \((?:\w+ \d+ \w+ \d+, )?17:00 in (\w+)\)"
"""As somebody reads it whose own clock shows UTC."""


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_five_in_the_afternoon_is_the_same_everywhere(owing: Owing, database: Database) -> None:
    owing.do(f"{owing.assignment}/withdraw", sure="1")
    for zone, on in product(ZONES, DAYS):
        with database.write() as db:
            db.execute(WORKPLACE.update().values(time_zone=zone))
            assert set(db.scalars(select(WORKPLACE.c.time_zone))) == {zone}
        form = {**owing.people.setting, "target": PRINTER, "on": on}
        made = owing.lead.post(f"{owing.url}/assignments", data=form).headers["location"].partition("?")[0]
        found = next(event for event in owing.events if event.status == "CONFIRMED")
        assert f"{found.at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" == f"{on} 17:00"
        wall = datetime.fromisoformat(f"{on}T17:00").replace(tzinfo=ZoneInfo(zone))
        assert wall == found.at
        for browser, page in ((owing.member, "/today"), (owing.member, "/groups"), (owing.lead, made)):
            (said,) = re.findall(DUE, words(browser.get(page).text))
            assert said == (
                f"{found.at.day} {found.at:%B %Y}",
                f"{found.at.hour}:{found.at:%M}",
                spoken(zone),
            )
        rows = list(csv.reader(StringIO(owing.lead.get(f"{owing.url}/people.csv").text)))
        assert rows[1][-2] == wall.isoformat()
        assert f'<time datetime="{wall.isoformat()}">' in owing.lead.get(owing.url).text
        owing.do(f"{made}/withdraw", sure="1")


def test_an_event_of_the_past_stays_as_long_as_it_is_owed(owing: Owing, clock: Clock) -> None:
    clock.moment += timedelta(days=40)
    assert [event.status for event in owing.events] == ["CONFIRMED"]
