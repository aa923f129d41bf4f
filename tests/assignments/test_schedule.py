"""When an assignment begins and is due: for those who were there, those who join later, and round after round."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count, takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assignments.due_date import DueDate
from app.assignments.schedule import Schedule, months_after
from app.errors import Refused
from app.wall_time import day_begins, local_day

BERLIN = "Europe/Berlin"
PLACES = [BERLIN, "Africa/Cairo", "America/Santiago", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"]
SET_AT = datetime(2027, 1, 31, 10, tzinfo=UTC)


def schedule(
    opens: str = "2027-01-31",
    due: str = "2027-02-28",
    *,
    zone: str = BERLIN,
    months: int | None = None,
    days: int | None = None,
) -> Schedule:
    date_due = DueDate(date.fromisoformat(due), time(17), zone)
    return Schedule(date.fromisoformat(opens), date_due, SET_AT, months, days)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2027-01-31", 0, "2027-01-31"),
        ("2027-01-31", 1, "2027-02-28"),
        ("2027-01-31", 2, "2027-03-31"),
        ("2027-01-31", 13, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2027-12-15", 1, "2028-01-15"),
    ],
)
def test_months_end_where_they_end(day: str, months: int, expected: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(expected)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 600))
def test_a_month_later_is_in_that_month_on_that_day_or_its_last(day: date, months: int) -> None:
    found = months_after(day, months)
    assert (found.year - day.year) * 12 + found.month - day.month == months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


def test_there_is_an_end_to_the_calendar() -> None:
    assert months_after(date(2199, 11, 3), 1) == date(2199, 12, 3)
    with pytest.raises(Refused, match="up to 2199"):
        months_after(date(2199, 12, 3), 1)


def test_rounds_begin_at_the_beginning_of_the_day_there() -> None:
    """Counted from the first day each time: the 31st comes back after February."""
    monthly = schedule(months=1)
    begins = [monthly.begins(number) for number in (1, 2, 3, 4)]
    expected = ["2027-01-30T23:00", "2027-02-27T23:00", "2027-03-30T22:00", "2027-04-29T22:00"]
    assert begins == [instant(text) for text in expected]


def test_each_round_is_due_as_many_months_later_at_the_same_hour() -> None:
    monthly = schedule(months=1)
    due = [monthly.due_in(number) for number in (1, 2, 13, 14)]
    assert [one.on.isoformat() for one in due] == ["2027-02-28", "2027-03-28", "2028-02-28", "2028-03-28"]
    assert {one.wall.hour for one in due} == {17}


def test_before_it_opens_nothing_is_owed() -> None:
    yearly = schedule(months=12)
    just_before = instant("2027-01-30T22:59:59")
    assert yearly.under_way(just_before) == 0
    assert list(yearly.rounds(just_before, just_before)) == []
    assert list(yearly.rounds(just_before, instant("2027-01-30T23:00"))) == [1]


def test_once_is_once() -> None:
    once = schedule()
    assert list(once.rounds(SET_AT, SET_AT + timedelta(days=9000))) == [1]


def test_whoever_joins_owes_the_round_under_way_and_no_earlier_one() -> None:
    yearly = schedule(months=12)
    joined = instant("2029-06-01T12:00")
    assert yearly.first_round(joined) == 3
    assert list(yearly.rounds(joined, joined)) == [3]
    assert list(yearly.rounds(joined, instant("2030-06-01T12:00"))) == [3, 4]


@pytest.mark.parametrize(
    ("joined", "on"),
    [
        ("2027-01-31T10:00", "2027-02-28"),  # as it is set
        ("2027-01-31T10:01", "2027-02-14"),
        ("2027-03-20T22:59", "2027-04-03"),  # in Berlin still the 20th
        ("2027-03-20T23:00", "2027-04-04"),
    ],
)
def test_so_many_days_from_joining(joined: str, on: str) -> None:
    due = schedule(days=14).due_for(1, instant(joined))
    assert due == DueDate(date.fromisoformat(on), time(17), BERLIN)
    assert due.wall.hour == 17


def test_or_the_same_date() -> None:
    assert schedule().due_for(1, instant("2027-03-20T12:00")) == schedule().due


def test_whoever_joins_before_it_opens_has_the_date_of_all() -> None:
    """Else they were due before it opens."""
    later = schedule(opens="2027-03-01", due="2027-03-31", days=3)
    assert later.due_for(1, instant("2027-02-10T12:00")) == later.due


def test_the_next_round_has_one_date_for_all() -> None:
    yearly = schedule(months=12, days=14)
    joined = instant("2028-06-01T12:00")
    assert yearly.due_for(2, joined).on == date(2028, 6, 15)
    assert yearly.due_for(3, joined) == yearly.due_in(3)


@given(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.integers(1, 40),
    st.sampled_from(PLACES),
    st.integers(-40, 9000),
    st.integers(0, 60 * 24),
)
def test_the_round_under_way_is_the_last_that_has_begun(
    opens: date, months: int, zone: str, days: int, minutes: int
) -> None:
    again = Schedule(opens, DueDate(opens, time(17), zone), SET_AT, months)
    now = day_begins(opens, zone) + timedelta(days=days, minutes=minutes)
    begun = list(takewhile(lambda number: again.begins(number) <= now, count(1)))
    assert again.under_way(now) == max(begun, default=0)
    for number in begun[:3]:
        assert local_day(again.begins(number), zone) == months_after(opens, (number - 1) * months)


@given(
    st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60), st.integers(1, 24), st.integers(1, 12)
)
def test_moving_one_round_moves_all_by_whole_months(on: date, number: int, months: int, other: int) -> None:
    """It is due on the day that was asked for, or on the last that the month of the first round has."""
    moved = schedule(months=months).moved_in(number, DueDate(on, time(9), BERLIN))
    due = moved.due_in(number)
    assert (due.hour, due.on.year, due.on.month) == (time(9), on.year, on.month)
    assert due.on == on or due.on.day == moved.due.on.day < on.day
    assert moved.due_in(other).on == months_after(moved.due.on, (other - 1) * months)
