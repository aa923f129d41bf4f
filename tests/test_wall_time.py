"""Wall times and instants, in every zone there is: there and back, over gaps and over hours that come twice."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learners.time_zones import by_region
from app.wall_time import day_begins, instant_of, local_day, rules_of, wall_time
from tests.zone_rules import zone_like

ZONES = st.sampled_from(sorted(available_timezones() - {"localtime"}))
PLACES = st.sampled_from(sorted(name for names in by_region().values() for name in names))
FIRST, LAST = datetime.fromisoformat("1950-01-02"), datetime.fromisoformat("2049-12-30")
WALLS = st.datetimes(FIRST, LAST).map(lambda at: at.replace(microsecond=0))
INSTANTS = WALLS.map(lambda at: at.replace(tzinfo=UTC))
CHANGES = st.sampled_from(
    [
        ("America/St_Johns", datetime(2006, 10, 29, 2, 31, tzinfo=UTC)),
        ("Pacific/Apia", datetime(2011, 12, 30, 10, 0, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, 0, tzinfo=UTC)),
        ("America/Havana", datetime(2026, 11, 1, 5, 0, tzinfo=UTC)),
        ("Asia/Beirut", datetime(2026, 3, 28, 22, 0, tzinfo=UTC)),
        ("America/Sao_Paulo", datetime(2018, 11, 4, 3, 0, tzinfo=UTC)),
        ("Africa/Casablanca", datetime(2026, 2, 15, 2, 0, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 10, 25, 1, 0, tzinfo=UTC)),
    ]
)
NEAR = st.integers(-26 * 3600, 26 * 3600).map(lambda seconds: timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        ("UTC", "2026-03-02T09:00", "2026-03-02T09:00"),
        ("Europe/Berlin", "2026-07-01T09:00", "2026-07-01T07:00"),
        ("Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00"),  # does not exist
        ("Europe/Berlin", "2026-03-29T02:59:59", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T01:30"),  # comes twice
        ("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00"),
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00"),  # a day that was skipped
        ("Asia/Beirut", "2026-03-29T00:30", "2026-03-28T22:00"),
        ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T15:15"),  # clocks change by half an hour
        ("America/St_Johns", "2006-10-29T00:00:30", "2006-10-29T03:30:30"),
    ],
)
def test_gaps_end_at_once_and_doubles_are_the_later(zone: str, wall: str, instant: str) -> None:
    expected = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert instant_of(datetime.fromisoformat(wall), zone) == expected


def check_wall(wall: datetime, zone: str) -> None:
    instant = instant_of(wall, zone)
    assert instant.tzinfo is UTC
    shown = wall_time(instant, zone)
    if shown == wall:
        later = (instant + timedelta(minutes=minutes) for minutes in range(1, 25 * 60, 7))
        assert all(wall_time(one, zone) != wall for one in later)
    else:  # in a gap: just before it the clock shows less, and from it on more
        assert wall_time(instant - timedelta(seconds=1), zone) < wall < shown


@given(WALLS, ZONES)
def test_a_wall_time_is_an_instant_and_back(wall: datetime, zone: str) -> None:
    check_wall(wall, zone)


@given(CHANGES, NEAR)
def test_it_is_so_around_every_kind_of_change(change: tuple[str, datetime], near: timedelta) -> None:
    zone, at = change
    check_wall(wall_time(at, zone) + near, zone)


def check_instant(instant: datetime, zone: str) -> None:
    back = instant_of(wall_time(instant, zone), zone)
    assert back >= instant  # the later one, where there are two
    assert wall_time(back, zone) == wall_time(instant, zone)


@given(INSTANTS, ZONES)
def test_an_instant_has_a_wall_time_that_leads_back(instant: datetime, zone: str) -> None:
    check_instant(instant, zone)


@given(CHANGES, NEAR)
def test_it_leads_back_around_changes(change: tuple[str, datetime], near: timedelta) -> None:
    check_instant(change[1] + near, change[0])


def check_day(day: date, zone: str) -> None:
    begins, ends = day_begins(day, zone), day_begins(day + timedelta(days=1), zone)
    assert begins <= ends
    assert local_day(begins, zone) >= day
    for minutes in range(0, 27 * 60, 13):
        instant = begins + timedelta(minutes=minutes)
        assert (local_day(instant, zone) <= day) is (instant < ends)
    assert local_day(ends - timedelta(seconds=1), zone) <= day


@given(st.dates(FIRST.date(), LAST.date()), PLACES)
def test_a_day_lasts_from_one_midnight_to_the_next(day: date, zone: str) -> None:
    check_day(day, zone)


@given(CHANGES, st.integers(-2, 2))
def test_it_does_so_when_clocks_change(change: tuple[str, datetime], days: int) -> None:
    check_day(local_day(change[1], change[0]) + timedelta(days=days), change[0])


def test_a_midnight_that_comes_twice() -> None:
    """In Havana the day goes on; in St. John’s it is yesterday once more."""
    assert day_begins(date(2026, 11, 1), "America/Havana") == datetime(2026, 11, 1, 4, 0, tzinfo=UTC)
    assert day_begins(date(2006, 10, 29), "America/St_Johns") == datetime(2006, 10, 29, 3, 30, tzinfo=UTC)


def test_rules_are_told_apart_by_zone_and_by_what_the_clocks_do(tmp_path: Path) -> None:
    """And are the same in each process: a text that is kept in a database."""
    before = rules_of("Europe/Berlin")
    assert rules_of("Europe/Berlin") == before == before.strip() != ""
    assert len({rules_of(zone) for zone in ("Europe/Berlin", "Europe/Paris", "UTC", "Asia/Kathmandu")}) == 4
    with zone_like(tmp_path, "Europe/Berlin", "Africa/Cairo"):
        assert rules_of("Europe/Berlin") != before
    with zone_like(tmp_path, "Europe/Berlin", "Europe/Berlin"):
        assert rules_of("Europe/Berlin") == before
