"""The log by person, group, kind and day, in any mix: held against all of it, filtered a second way."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import product
from random import Random
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from app.db import Database
from app.events.actions import record
from app.events.event import Event
from app.events.kinds import KINDS
from app.events.queries import PAGE
from app.events.sentences import KIND_NAMES
from app.learners.models import LEARNER
from tests.audit.reading import admin_of, pages_of, rows_of
from tests.conftest import Clock
from tests.training.cast import Cast, Part
from tests.training.led import words

ZONE = "Pacific/Auckland"
OF_GROUPS = {name: kind for name, kind in KINDS.items() if "group" in {one.name for one in fields(kind)}}


def event_of(kind: type[Event], *, subject: str, actor: str, group: str) -> Event:
    facts = {field.name: f"a-{field.name}" for field in fields(kind)}
    own = {"subject": subject, "actor": actor, **({"group": group} if "group" in facts else {})}
    return kind(**{**facts, **own})


def test_every_kind_that_carries_a_group_is_found_by_it(
    people: Cast, database: Database, clock: Clock
) -> None:
    assert len(OF_GROUPS) > 15
    clock.advance(days=1)
    with database.change() as connection:
        for group in (people.group, people.group_beside):
            for kind in KINDS.values():
                who = {"subject": people.subjects[Part.MEMBER], "actor": people.subjects[Part.LEAD]}
                record(connection, event_of(kind, **who, group=group), now=clock())
    query = {"day": clock().date().isoformat(), "group": people.group}
    page = admin_of(people).get("/admin/log", params=query).text
    assert {row[3] for row in rows_of(page)} == {"Spring"}
    assert len(rows_of(page)) == len(OF_GROUPS)
    for kind in OF_GROUPS:
        narrow = admin_of(people).get("/admin/log", params={**query, "kind": kind}).text
        assert len(rows_of(narrow)) == 1, kind


@dataclass(frozen=True)
class Happened:
    kind: str
    subject: str
    actor: str
    group: str
    at: datetime
    mark: str

    def fits(self, query: dict[str, str]) -> bool:
        local = self.at.astimezone(ZoneInfo(ZONE)).date()
        return (
            query["person"] in {"", self.subject, self.actor}
            and query["group"] in {"", self.group}
            and query["kind"] in {"", self.kind}
            and query["day"] in {"", local.isoformat()}
        )


def happen(people: Cast, database: Database, clock: Clock, number: int) -> list[Happened]:
    """The oldest first; `mark` is the id of an assignment, by which each is known again."""
    chance = Random(8)
    whom = [people.subjects[part] for part in (Part.MEMBER, Part.LEAD, Part.ADMIN)]
    kinds = ("assignment-set", "assignment-withdrawn", "member-excused")
    found = []
    with database.change() as connection:
        for count in range(number):
            clock.advance(hours=chance.choice([0, 0, 3, 7]))
            kind, group = chance.choice(kinds), chance.choice([people.group, people.group_beside])
            subject, actor = chance.choice(whom), chance.choice(["", *whom])
            mark = f"mark-{count:04}"
            facts = {"group": group, "assignment": mark}
            facts |= {"excused": "yes"} if kind == "member-excused" else {}
            record(connection, KINDS[kind](subject=subject, actor=actor, **facts), now=clock())
            found.append(Happened(kind, subject, actor, group, clock(), mark))
    return found


def test_any_mix_of_filters_finds_exactly_what_fits_page_by_page(
    people: Cast, database: Database, clock: Clock
) -> None:
    """Days are those of whoever reads, here far to the east of the server’s."""
    with database.write() as db:
        of_admin = LEARNER.c.subject_id == people.subjects[Part.ADMIN]
        db.execute(LEARNER.update().where(of_admin).values(time_zone=ZONE))
    clock.advance(days=1)
    happened = happen(people, database, clock, 3 * PAGE)
    a_day = happened[70].at.astimezone(ZoneInfo(ZONE)).date()
    values = {
        "person": ["", people.subjects[Part.MEMBER], people.subjects[Part.ADMIN]],
        "group": ["", people.group],
        "kind": ["", "member-excused"],
        "day": ["", a_day.isoformat()],
    }
    for mix in product(*values.values()):
        query = dict(zip(values, mix, strict=True))
        pages = pages_of(admin_of(people), f"/admin/log?{urlencode(query)}")
        shown = [
            row[2].split("“")[1].split("”")[0] for page in pages for row in rows_of(page) if "mark-" in row[2]
        ]
        assert shown == [one.mark for one in reversed(happened) if one.fits(query)], query
        assert all(len(rows_of(page)) <= PAGE for page in pages)


WHAT_IS_SAID = {
    "Write the day as year, month and day, with lines between: 2026-03-05.": (
        *("day=yesterday", "day=5.3.2026", "day=20260305", "day=2026-W10-4", "day=" + "9" * 500),
        "day=%D9%A2%D9%A0%D9%A2%D9%A6-03-05",
    ),
    "There is no such day on the calendar.": ("day=2026-02-30", "day=0001-01-01", "day=9999-12-31"),
    "The log has no kind of that name. Pick one from the list.": ("kind=unheard-of", "kind=%27%20or%201=1--"),
    "That is nobody’s number.": ("person=" + "x" * 65,),
    "That is no group’s number.": ("group=a%E2%80%A8b", "group=%F0%9F%92%A9%E2%80%AE"),
    "That is no place in the log.": ("before=x", "before=1.%27", "before=99999999999999999999.A"),
    "a character no address can have": ("person=%00", "group=a%00", "kind=%00", "day=%00", "before=%00"),
}


def test_what_cannot_be_asked_for_is_said_and_nothing_is_shown_instead(people: Cast) -> None:
    for said, queries in WHAT_IS_SAID.items():
        for url in (f"/admin/log{ending}?{query}" for query in queries for ending in ("", ".csv")):
            reply = admin_of(people).get(url)
            assert reply.status_code == 400, url
            assert said in words(reply.text), url
            assert rows_of(reply.text) == []


def test_beside_a_fault_the_other_filters_stay_as_they_were(people: Cast) -> None:
    query = {"day": "<b>", "kind": "lead-named", "group": people.group}
    page = admin_of(people).get("/admin/log", params=query).text
    assert 'value="&lt;b&gt;"' in page
    assert f'<option value="lead-named" selected>{KIND_NAMES["lead-named"]}' in page
    assert f'<option value="{people.group}" selected>Spring' in page


def test_what_nothing_fits_is_an_empty_log(people: Cast) -> None:
    for query in ("person=of-nobody", "group=01ARZ3NDEKTSV4RRFFQ69G5FAV", "day=2100-01-01"):
        reply = admin_of(people).get(f"/admin/log?{query}")
        assert reply.status_code == 200
        assert "Nothing further of this kind." in words(reply.text)


def test_a_day_is_that_of_whoever_reads(people: Cast, database: Database, clock: Clock) -> None:
    """Where the clocks are put forward at midnight, the day begins an hour later and loses nothing."""
    with database.write() as db:
        of_admin = LEARNER.c.subject_id == people.subjects[Part.ADMIN]
        db.execute(LEARNER.update().where(of_admin).values(time_zone="America/Santiago"))
    moments = [
        datetime(2026, 9, 6, hour, minute, tzinfo=ZoneInfo("UTC")) for hour, minute in ((3, 59), (4, 0))
    ]
    with database.change() as connection:
        for moment in moments:
            event = event_of(KINDS["group-made"], subject="x", actor="", group=people.group)
            record(connection, event, now=moment)
    found = {
        day: [row[0] for row in rows_of(admin_of(people).get(f"/admin/log?day={day}").text)]
        for day in (date(2026, 9, 5), date(2026, 9, 6))
    }
    assert list(found.values()) == [["5 September 2026, 23:59"], ["6 September 2026, 01:00"]]
