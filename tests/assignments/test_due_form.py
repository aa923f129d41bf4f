"""What somebody fills in as a due date, and what they are told about it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assignments.due_date import DueDate
from app.assignments.due_form import Review, opening, read_due_date, remarks, review
from app.errors import InvalidForm

BERLIN = "Europe/Berlin"
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
OPENS = date(2027, 3, 1)


def due(day: str, hour: str = "17:00", zone: str = BERLIN) -> DueDate:
    return read_due_date(day, hour, zone)


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        *[
            ("17:00", "17:00"),
            ("9:05", "09:05"),
            ("09.05", "09:05"),
            ("17:00:00", "17:00"),
            (" 17:00 ", "17:00"),
        ],
        *[("0:00", "00:00"), ("23:59", "23:59"), ("17:00:00.000", "17:00")],
        *[
            ("5 pm", "17:00"),
            ("5PM", "17:00"),
            ("5:30 p.m.", "17:30"),
            ("12 am", "00:00"),
            ("12:15 pm", "12:15"),
        ],
    ],
)
def test_hours_as_people_write_them(hour: str, expected: str) -> None:
    assert due("2027-03-28", hour).hour == time.fromisoformat(expected)


@given(st.dates(date(2000, 1, 1), date(2199, 12, 31)), st.times())
def test_what_a_browser_sends_is_read(on: date, at: time) -> None:
    at = at.replace(second=0, microsecond=0)
    assert due(on.isoformat(), f"{at:%H:%M}") == DueDate(on, at, BERLIN)


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        ("", "Choose a day."),
        ("  ", "Choose a day."),
        ("28.3.2027", "Write the day as year, month, day, for instance 2027-03-28."),
        ("20270328", "Write the day as year, month, day, for instance 2027-03-28."),
        ("2027-W12-7", "Write the day as year, month, day, for instance 2027-03-28."),
        ("٢٠٢٧-٠٣-٢٨", "Write the day as year, month, day, for instance 2027-03-28."),
        ("2027-02-29", "February 2027 has no day 29."),
        ("2027-04-31", "April 2027 has no day 31."),
        ("2027-04-00", "April 2027 has no day 0."),
        ("2027-13-01", "There is no month 13. Write the day as year, month, day."),
        ("9999-12-31", "Choose a day from 2000 to 2199."),
        ("0000-01-01", "Choose a day from 2000 to 2199."),
        ("0026-12-03", "Choose a day from 2000 to 2199."),
    ],
)
def test_a_day_that_is_none(day: str, fault: str) -> None:
    with pytest.raises(InvalidForm) as raised:
        due(day)
    assert raised.value.faults == {"on": fault}


@pytest.mark.parametrize(
    ("hour", "fault"),
    [
        ("", "Choose an hour."),
        ("soon", "Write the hour as on a clock, for instance 17:00."),
        ("17", "Write the hour as on a clock, for instance 17:00."),
        ("17:0", "Write the hour as on a clock, for instance 17:00."),
        ("17:00:30", "Write the hour as on a clock, for instance 17:00."),
        ("-1:00", "Write the hour as on a clock, for instance 17:00."),
        ("24:00", "Midnight is 0:00 of the day that begins then."),
        ("25:00", "No clock shows 25:00. Write the hour as in 17:00."),
        ("17:60", "No clock shows 17:60. Write the hour as in 17:00."),
        ("17:00 pm", "Before am or pm stands an hour from 1 to 12."),
        ("0 am", "Before am or pm stands an hour from 1 to 12."),
    ],
)
def test_an_hour_that_is_none(hour: str, fault: str) -> None:
    with pytest.raises(InvalidForm) as raised:
        due("2027-03-28", hour)
    assert raised.value.faults == {"hour": fault}


def test_both_faults_are_said_at_once() -> None:
    with pytest.raises(InvalidForm) as raised:
        due("", "")
    assert set(raised.value.faults) == {"on", "hour"}


def faults(day: str, hour: str) -> dict[str, str]:
    try:
        due(day, hour)
    except InvalidForm as refused:
        return refused.faults
    return {}


LOOKING_LIKE = st.text("0123456789-:. apmW", max_size=12)


@given(st.text() | LOOKING_LIKE, st.text() | LOOKING_LIKE)
def test_whatever_is_sent_gets_a_date_or_sentences(day: str, hour: str) -> None:
    found = faults(day, hour)
    assert all(fault[0].isupper() and fault.endswith(".") for fault in found.values())
    assert found or isinstance(due(day, hour).instant, datetime)


def test_nothing_is_said_of_a_plain_date() -> None:
    assert review(due("2027-03-18"), opens=OPENS, now=NOW, owing=12) == Review()


@pytest.mark.parametrize(
    ("day", "hour", "refusal"),
    [
        ("2027-02-28", "23:59", "It would be due before it opens."),
        ("2027-03-01", "0:00", "It would be due the moment it opens."),
        ("2027-03-01", "10:01", ""),
    ],
)
def test_it_is_due_after_it_opens(day: str, hour: str, refusal: str) -> None:
    found = review(due(day, hour), opens=OPENS, now=NOW, owing=12)
    assert found == Review(refusal)


@pytest.mark.parametrize(
    ("day", "hour", "opens", "opening_day"),
    [
        ("2027-02-28", "23:59", OPENS, date(2027, 2, 27)),
        ("2027-03-01", "0:00", OPENS, date(2027, 2, 28)),
        ("2027-02-28", "23:59", date(2027, 2, 1), date(2027, 2, 1)),
        ("2027-03-18", "17:00", OPENS, OPENS),
        ("2027-02-28", "23:59", date(2027, 4, 1), date(2027, 4, 1)),
    ],
)
def test_a_day_that_has_come_gives_way_to_a_date_that_is_past(
    day: str, hour: str, opens: date, opening_day: date
) -> None:
    assert opening(due(day, hour), opens, NOW) == opening_day


def test_it_opens_with_the_day_of_the_workplace() -> None:
    """In Auckland it is the 2nd of March already."""
    early = due("2027-03-02", "0:30", "Pacific/Auckland")
    assert early.instant < datetime(2027, 3, 2, tzinfo=UTC)
    found = review(early, opens=date(2027, 3, 2), now=NOW - timedelta(days=1), owing=1)
    assert found == Review()


@pytest.mark.parametrize(
    ("owing", "whom"), [(0, "whoever joins"), (1, "one person"), (2, "2 people"), (12, "12 people")]
)
def test_what_is_past_is_asked_and_not_refused(owing: int, whom: str) -> None:
    past = review(due("2027-03-01", "10:00"), opens=OPENS, now=NOW, owing=owing)
    assert past == Review("", f"That is past: due at once for {whom}?")


def test_it_is_due_before_it_begins_again() -> None:
    again = datetime(2028, 2, 29, 23, tzinfo=UTC)
    just, late = due("2028-03-01", "0:00"), due("2028-03-01", "0:01")
    assert review(just, opens=OPENS, now=NOW, owing=1, again_at=again) == Review()
    found = review(late, opens=OPENS, now=NOW, owing=1, again_at=again)
    assert found == Review("It would be due only after it has begun again.")


@pytest.mark.parametrize(
    ("zone", "day", "hour", "sentence"),
    [
        (BERLIN, "2027-03-28", "2:30", "On 28 March the clocks skip 2:30 in Berlin; 3:00 is meant."),
        (BERLIN, "2027-03-28", "2:00", "On 28 March the clocks skip 2:00 in Berlin; 3:00 is meant."),
        (BERLIN, "2027-03-28", "3:00", ""),
        (
            BERLIN,
            "2027-10-31",
            "2:30",
            "On 31 October the clocks show 2:30 twice in Berlin; the later one is meant.",
        ),
        (BERLIN, "2027-10-31", "3:00", ""),
        ("Africa/Cairo", "2027-04-30", "0:30", "On 30 April the clocks skip 0:30 in Cairo; 1:00 is meant."),
        (
            "America/Santiago",
            "2027-09-05",
            "0:00",
            "On 5 September the clocks skip 0:00 in Santiago; 1:00 is meant.",
        ),
        (
            "America/Santiago",
            "2027-04-03",
            "23:30",
            "On 3 April the clocks show 23:30 twice in Santiago; the later one is meant.",
        ),
        ("Asia/Kathmandu", "2027-03-28", "2:30", ""),
        (
            "Australia/Lord_Howe",
            "2027-10-03",
            "2:15",
            "On 3 October the clocks skip 2:15 in Lord Howe; 2:30 is meant.",
        ),
        (
            "Australia/Lord_Howe",
            "2027-04-04",
            "1:45",
            "On 4 April the clocks show 1:45 twice in Lord Howe; the later one is meant.",
        ),
        (
            "Pacific/Apia",
            "2011-12-30",
            "12:00",
            "On 30 December the clocks skip 12:00 in Apia; 0:00 on Saturday 31 December is meant.",
        ),
    ],
)
def test_what_the_clocks_do_to_an_hour(zone: str, day: str, hour: str, sentence: str) -> None:
    asked = due(day, hour, zone)
    assert remarks(asked) == ((sentence,) if sentence else ())
    long_ago = datetime(2011, 1, 1, tzinfo=UTC)
    found = review(asked, opens=long_ago.date(), now=long_ago, owing=1)
    assert found == Review("", "", remarks(asked))
