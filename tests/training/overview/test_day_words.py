"""Days as a table says them, by the calendar of the reader and not by hours gone by."""

from datetime import UTC, datetime

import pytest

from app.training.overview.day_words import due, due_cell, last_here

NOW = datetime(2026, 3, 19, 9, tzinfo=UTC)  # a Thursday


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (None, "Not yet"),
        (datetime(2026, 3, 19, 8, tzinfo=UTC), "Today"),
        (datetime(2026, 3, 18, 23, 59, tzinfo=UTC), "Yesterday"),
        (datetime(2026, 3, 16, 12, tzinfo=UTC), "Monday"),
        (datetime(2026, 3, 13, 0, tzinfo=UTC), "Friday"),
        (datetime(2026, 3, 12, 23, tzinfo=UTC), "seven days ago"),
        (datetime(2026, 2, 28, 9, tzinfo=UTC), "19 days ago"),
        (datetime(2026, 1, 2, 9, tzinfo=UTC), "2 January"),
        (datetime(2025, 3, 2, 9, tzinfo=UTC), "2 March 2025"),
    ],
)
def test_when_somebody_was_here(at: datetime | None, words: str) -> None:
    assert last_here(at, NOW, "UTC") == words


def test_the_calendar_is_that_of_the_zone() -> None:
    assert last_here(datetime(2026, 3, 18, 15, 30, tzinfo=UTC), NOW, "Asia/Tokyo") == "Today"


@pytest.mark.parametrize(
    ("at", "words", "cell"),
    [
        (datetime(2026, 3, 19, 16, tzinfo=UTC), "today, 17:00", "Today, 17:00"),
        (datetime(2026, 3, 19, 23, 30, tzinfo=UTC), "tomorrow, 00:30", "Tomorrow, 00:30"),
        (datetime(2026, 3, 18, 16, tzinfo=UTC), "yesterday, 17:00", "Yesterday, 17:00"),
        (datetime(2026, 3, 24, 16, tzinfo=UTC), "on Tuesday, 17:00", "Tuesday, 17:00"),
        (datetime(2026, 4, 2, 15, tzinfo=UTC), "on 2 April, 17:00", "2 April, 17:00"),  # summer by then
        (datetime(2026, 3, 12, 16, tzinfo=UTC), "on 12 March, 17:00", "12 March, 17:00"),
        (datetime(2027, 3, 18, 16, tzinfo=UTC), "on 18 March 2027, 17:00", "18 March 2027, 17:00"),
    ],
)
def test_when_something_is_due(at: datetime, words: str, cell: str) -> None:
    assert due(at, NOW, "Europe/Berlin") == words
    assert due_cell(at, NOW, "Europe/Berlin") == cell


def test_nothing_due_is_an_empty_cell() -> None:
    assert due_cell(None, NOW, "UTC") == ""
