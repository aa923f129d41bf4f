"""Due dates keep their hour on the wall, whatever the clocks do between today and then."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assignments.due_date import FIRST, LAST, DueDate, usual
from app.errors import Refused

ZONES = st.sampled_from(sorted(available_timezones() - {"localtime"}))
HOURS = st.times().map(lambda at: at.replace(second=0, microsecond=0))
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
FIVE = time(17)


@pytest.mark.parametrize(
    ("zone", "days", "utc"),
    [
        ("Europe/Berlin", ["2027-03-25", "2027-03-27"], "16:00"),
        ("Europe/Berlin", ["2027-03-28", "2027-03-29", "2027-10-28", "2027-10-30"], "15:00"),
        ("Europe/Berlin", ["2027-10-31", "2027-11-04"], "16:00"),
        ("Africa/Cairo", ["2027-03-28", "2027-04-29", "2027-10-31"], "15:00"),
        ("Africa/Cairo", ["2027-04-30", "2027-05-01", "2027-10-28"], "14:00"),
        ("America/Santiago", ["2027-03-28", "2027-04-03", "2027-10-31"], "20:00"),
        ("America/Santiago", ["2027-04-04", "2027-09-04"], "21:00"),
        ("Asia/Kathmandu", ["2027-03-28", "2027-10-31"], "11:15"),
        ("Australia/Lord_Howe", ["2027-03-28", "2027-04-03", "2027-10-31", "2027-10-03"], "06:00"),
        ("Australia/Lord_Howe", ["2027-04-04", "2027-10-02"], "06:30"),
    ],
)
def test_five_o_clock_is_five_o_clock(zone: str, days: list[str], utc: str) -> None:
    for day in days:
        due = DueDate(date.fromisoformat(day), FIVE, zone)
        assert due.instant == datetime.fromisoformat(f"{day}T{utc}").replace(tzinfo=UTC), (zone, day)
        assert due.wall == datetime.combine(due.on, FIVE)


@pytest.mark.parametrize(
    ("zone", "before", "hours"),
    [
        ("Europe/Berlin", "2027-03-25", -1),
        ("Europe/Berlin", "2027-10-28", 1),
        ("Africa/Cairo", "2027-04-28", -1),
        ("America/Santiago", "2027-04-01", 1),
        ("Asia/Kathmandu", "2027-03-25", 0),
        ("Australia/Lord_Howe", "2027-04-01", 0.5),
    ],
)
def test_moved_over_a_change_it_keeps_its_hour(zone: str, before: str, hours: float) -> None:
    due = DueDate(date.fromisoformat(before), FIVE, zone)
    later = due.moved(7)
    assert later.wall - due.wall == timedelta(days=7)
    assert later.instant - due.instant == timedelta(days=7, hours=hours)
    assert later.moved(-7) == due


@given(DAYS, HOURS, ZONES, st.integers(-3000, 3000))
def test_moving_changes_the_day_alone(on: date, hour: time, zone: str, days: int) -> None:
    due = DueDate(on, hour, zone)
    moved = due.moved(days)
    assert (moved.on - due.on, moved.hour, moved.zone) == (timedelta(days=days), hour, zone)
    assert moved.moved(-days) == due
    assert (moved.instant > due.instant) is (days > 0) or abs(days) < 2


@given(DAYS, HOURS, ZONES)
def test_what_the_clock_says_of_the_hour(on: date, hour: time, zone: str) -> None:
    """Counted minute by minute: how often the clock there shows that hour that day."""
    due = DueDate(on, hour, zone)
    asked, there = datetime.combine(on, hour), ZoneInfo(zone)
    start = asked.replace(tzinfo=UTC) - timedelta(hours=27)
    offsets = {(start + timedelta(minutes=15 * n)).astimezone(there).utcoffset() for n in range(4 * 54)}
    instants = {(asked - offset).replace(tzinfo=UTC) for offset in offsets if offset is not None}
    shown = [at for at in instants if at.astimezone(there).replace(tzinfo=None) == asked]
    assert due.is_skipped is (not shown)
    assert due.comes_twice is (len(shown) == 2)
    assert not shown or due.instant == max(shown)


def test_there_is_an_end_to_the_calendar() -> None:
    due = DueDate(date(2027, 3, 28), FIVE, "UTC")
    assert due.moved((LAST - due.on).days).on == LAST
    assert due.moved((FIRST - due.on).days).on == FIRST
    for days in ((LAST - due.on).days + 1, (FIRST - due.on).days - 1, 10**12, -(10**12)):
        with pytest.raises(Refused, match="Choose a day from 2000 to 2199"):
            due.moved(days)


@pytest.mark.parametrize(
    ("today", "on"),
    [
        ("2026-11-16", "2026-12-03"),
        ("2026-11-19", "2026-12-03"),
        ("2026-11-22", "2026-12-03"),
        ("2026-12-17", "2026-12-31"),
    ],
)
def test_usually_the_thursday_in_two_weeks(today: str, on: str) -> None:
    assert usual(date.fromisoformat(today), "Europe/Berlin") == DueDate(
        date.fromisoformat(on), FIVE, "Europe/Berlin"
    )


@given(DAYS)
def test_it_is_always_a_thursday_of_the_week_after_next(today: date) -> None:
    on = usual(today, "UTC").on
    assert f"{on:%A}" == "Thursday"
    assert on.isocalendar()[:2] == (today + timedelta(days=14)).isocalendar()[:2]
