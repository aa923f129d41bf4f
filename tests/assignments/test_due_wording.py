"""A due date is said by the reader's clock, by the workplace's too where that differs, and kindly when it is past."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assignments.due_date import DueDate
from app.assignments.due_wording import due_in_short, due_words, late_words

BERLIN = "Europe/Berlin"
DUE = DueDate(date(2026, 12, 3), time(17), BERLIN).instant
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PLACES = [BERLIN, "Africa/Cairo", "America/Santiago", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (BERLIN, "Thursday 3 December, 17:00"),
        ("Europe/Paris", "Thursday 3 December, 17:00"),
        ("Europe/Lisbon", "Thursday 3 December, 16:00 (17:00 in Berlin)"),
        ("Asia/Kathmandu", "Thursday 3 December, 21:45 (17:00 in Berlin)"),
        ("America/Santiago", "Thursday 3 December, 13:00 (17:00 in Berlin)"),
        ("Australia/Lord_Howe", "Friday 4 December, 3:00 (Thursday 3 December, 17:00 in Berlin)"),
    ],
)
def test_by_the_readers_clock(reader: str, words: str) -> None:
    assert due_words(DUE, reader=reader, workplace=BERLIN, now=NOW) == words


def test_the_year_is_said_where_it_is_another() -> None:
    earlier = NOW - timedelta(days=365)
    assert due_words(DUE, reader=BERLIN, workplace=BERLIN, now=earlier) == "Thursday 3 December 2026, 17:00"


@given(
    st.dates(date(2027, 3, 21), date(2027, 4, 4)) | st.dates(date(2027, 10, 24), date(2027, 11, 7)),
    st.sampled_from(PLACES),
    st.sampled_from(PLACES),
)
def test_the_hour_that_was_set_is_always_on_the_page(on: date, workplace: str, reader: str) -> None:
    instant = DueDate(on, time(17), workplace).instant
    words = due_words(instant, reader=reader, workplace=workplace, now=datetime(2027, 1, 1, 12, tzinfo=UTC))
    here = instant.astimezone(ZoneInfo(reader))
    assert words.startswith(f"{here:%A} {here.day} {here:%B}, {here.hour}:{here:%M}")
    assert "17:00" in words
    assert ("(" in words) is (here.replace(tzinfo=None) != datetime.combine(on, time(17)))


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-20T09:00", "Due 3 December"),
        ("2026-11-27T00:30", "Due Thursday"),
        ("2026-12-02T09:00", "Due Thursday"),
        ("2026-12-03T09:00", "Due today at 17:00"),
        ("2026-12-03T16:00", "Was due today at 17:00"),
        ("2026-12-04T09:00", "Was due Thursday"),
        ("2027-01-04T09:00", "Was due 3 December 2026"),
    ],
)
def test_in_short(now: str, words: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert due_in_short(DUE, reader=BERLIN, now=at) == words


@pytest.mark.parametrize(
    ("reader", "now", "words"),
    [
        (BERLIN, "2026-12-03T15:59", ""),
        (BERLIN, "2026-12-03T16:00", "This was due today at 17:00. It counts whenever you do it."),
        (BERLIN, "2026-12-04T08:00", "This was due on Thursday. It counts whenever you do it."),
        (BERLIN, "2026-12-09T08:00", "This was due on Thursday. It counts whenever you do it."),
        (BERLIN, "2026-12-10T08:00", "This was due on 3 December. It counts whenever you do it."),
        (BERLIN, "2027-02-01T08:00", "This was due on 3 December 2026. It counts whenever you do it."),
        ("Australia/Lord_Howe", "2026-12-07T08:00", "This was due on Friday. It counts whenever you do it."),
    ],
)
def test_late_is_said_kindly(reader: str, now: str, words: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert late_words(DUE, reader=reader, now=at) == words
