"""The file of a group is its table: every row and every value of the screen, as spreadsheets read them."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import pytest
from sqlalchemy import insert, update

from app.csv_cells import BOM, restored
from app.db import Database
from app.roster.models import ROSTER_ENTRY
from app.roster.spellings import Column as RosterColumn
from app.roster.table import table
from app.training.models import MEMBERSHIP
from app.training.overview.group_table import Row
from app.training.overview.people_csv import TITLES, people_csv
from app.training.overview.scaled import Scaled
from tests.conftest import Browse, Clock
from tests.training.cast import Cast, Part, cast
from tests.training.crowd import NAMES, join_crowd
from tests.training.overview.screen import read, screen

MEMBERS = 60


@pytest.fixture
def people(database: Database, browse: Browse, clock: Clock) -> Cast:
    clock.advance(days=30)
    found = cast(database, browse, clock())
    first, *_ = join_crowd(database, found, clock(), members=MEMBERS)
    expect(database, found.group, joined=first, now=clock())
    clock.advance(days=15)  # what is set was due a day ago
    return found


def expect(database: Database, group: str, *, joined: str, now: datetime) -> None:
    """Two people on the list of the group: one has joined, the other was invited and has not."""
    entry, since = {"group_id": group, "by_hand": "", "added_at": now}, now - timedelta(days=3)
    invited = {"invited_at": since, "invited_until": now}
    listed = [
        {
            **{**entry, "id": "here", "name": "", "address": "+a@example.org", "number": "=17"},
            **{"joined_at": now, **dict.fromkeys(invited)},
        },
        {
            **entry,
            **invited,
            "id": "late",
            "name": "Kim",
            "address": "kim@example.org",
            "number": "42",
            "joined_at": None,
        },
    ]
    with database.write() as db:
        db.execute(insert(ROSTER_ENTRY), listed)
        mine = MEMBERSHIP.c.subject_id == joined
        db.execute(update(MEMBERSHIP).where(mine).values(roster_id="here"))


VIEWS = ["", "?sort=-customer", "?sort=done&only=begun", "?only=overdue", "?q=member+002", "?sort=-active"]


@pytest.mark.parametrize("query", VIEWS)
def test_the_file_is_the_screen_value_for_value(people: Cast, query: str) -> None:
    lead, url = people.browsers[Part.LEAD], f"/teach/groups/{people.group}"
    titles, *rows = read(lead.get(f"{url}/people.csv{query}").content)
    assert tuple(titles) == TITLES
    found = [[restored(name), *rest] for name, _, _, _, *rest in rows]
    assert found == screen(lead, url + query)
    assert len(found) > (50 if query in {"", "?sort=-customer", "?sort=-active"} else 1)
    assert {row[3] for row in rows} <= {"Spring"}


def test_addresses_and_numbers_are_those_of_the_list(people: Cast) -> None:
    _, *rows = read(people.browsers[Part.LEAD].get(f"/teach/groups/{people.group}/people.csv").content)
    known = {row[0]: row[1:3] for row in rows if any(row[1:3])}
    assert known == {f"'{NAMES[0]}": ["'+a@example.org", "'=17"], "Kim": ["kim@example.org", "42"]}


def test_it_is_one_click_from_both_pages(people: Cast) -> None:
    lead, url = people.browsers[Part.LEAD], f"/teach/groups/{people.group}"
    links = {
        link.replace("&amp;", "&")
        for page in ("/teach", f"{url}?sort=-self&only=begun&after=x~1.0~y")
        for link in re.findall(r'href="([^"]+people\.csv[^"]*)"', lead.get(page).text)
    }
    assert links == {f"{url}/people.csv", f"{url}/people.csv?sort=-self&only=begun"}
    assert all(urlsplit(link).path == f"{url}/people.csv" for link in links)


def test_it_is_a_file_of_its_own_that_nobody_keeps(people: Cast) -> None:
    lead = people.browsers[Part.LEAD]
    lead.post(f"/teach/groups/{people.group}/title", data={"title": 'Früh "1"/2'})
    reply = lead.get(f"/teach/groups/{people.group}/people.csv")
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert reply.headers["content-disposition"] == (
        "attachment; filename=\"people.csv\"; filename*=UTF-8''Fr%C3%BCh%20%221%22%2F2.csv"
    )
    assert reply.headers["cache-control"] == "no-store"
    assert "content-length" not in reply.headers
    assert reply.content.startswith(BOM)
    assert b"'=cmd|" in reply.content
    assert b",=cmd" not in reply.content


def test_whoever_guesses_types_finds_numbers_and_dates(people: Cast, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(people.browsers[Part.LEAD].get(f"/teach/groups/{people.group}/people.csv").content)
    sniffed = duckdb.read_csv(str(file))
    kinds = dict(zip(sniffed.columns, map(str, sniffed.types), strict=True))
    assert {kinds[title] for title in ("Finished", "Assigned")} == {"BIGINT"}
    assert {kinds[title] for title in ("Customer", "Organization", "Colleagues", "Themselves")} == {"DOUBLE"}
    assert {kinds[title] for title in ("Next due", "Last here")} == {"TIMESTAMP WITH TIME ZONE"}
    assert kinds["Name"] == "VARCHAR"
    assert len(sniffed.fetchall()) == MEMBERS + 2


def test_its_times_are_those_of_the_workplace(people: Cast) -> None:
    lead = people.browsers[Part.LEAD]
    rows = read(lead.get(f"/teach/groups/{people.group}/people.csv?only=not-begun").content)[1:]
    dues = {row[-2] for row in rows if row[0] != "Kim"}  # nothing is set for who has not joined
    assert dues == {"2026-04-15T17:00:00+02:00"}  # Berlin, in summer; set for two weeks after 1 April


def test_a_row_by_hand_is_written_as_it_stands() -> None:
    late, early = datetime(2027, 10, 31, 16, tzinfo=UTC), datetime(2027, 3, 25, 16, 0, 0, 9, tzinfo=UTC)
    row = Row(
        "k", "Ann", "a@example.org", "17", Scaled(-0.001, 2.345, None, -6.0), 3, 4, late, active_at=early
    )
    nothing = Row("l", "Bea")
    found = list(people_csv([row, nothing], group="Spring", zone="Europe/Berlin"))[1:]
    number = Decimal
    assert found[0][:6] == ("Ann", "a@example.org", "17", "Spring", 3, 4)
    assert found[0][6:10] == (number("0.00"), number("2.35"), None, number("-6.00"))
    assert found[0][10] is None
    assert found[0][11] == datetime.fromisoformat("2027-10-31T17:00:00+01:00")
    assert found[0][12] == datetime.fromisoformat("2027-03-25T17:00:00+01:00")
    assert str(found[0][6]) == "0.00"
    assert found[1] == ("Bea", "", "", "Spring", *[None] * 9)
    assert early - timedelta(microseconds=9) == found[0][12]


def test_it_can_come_back_as_a_roster() -> None:
    row = Row("k", "Ann", "a@example.org", "17")
    text = "\r\n".join(
        ",".join(str(cell or "") for cell in line) for line in people_csv([row], group="Spring", zone="UTC")
    )
    found = table(text)
    assert found.columns == (
        *(RosterColumn.NAME, RosterColumn.ADDRESS, RosterColumn.NUMBER, RosterColumn.GROUP),
        *[None] * 9,
    )
