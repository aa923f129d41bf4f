"""A due date as somebody fills it in: read from the form’s text, and looked at before it holds."""

import re
from calendar import month_name
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.assignments.due_date import FIRST, LAST, DueDate
from app.assignments.due_wording import spoken_day, spoken_hour
from app.assignments.wording import people
from app.errors import InvalidForm
from app.learners.time_zones import spoken
from app.wall_time import day_begins

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d\d)(?::00(?:\.0+)?)?)? ?(?:([ap])\.?m\.?)?", re.ASCII | re.IGNORECASE)


def read_due_date(on: str, hour: str, zone: str) -> DueDate:
    """From what the fields of a day (“2027-03-28”) and of an hour (“17:00”, “5 pm”) hold.

    Raises InvalidForm with a sentence for `on`, for `hour` or for both.
    """
    faults, day, at = {}, FIRST, time()
    try:
        day = read_day(on)
    except ValueError as fault:
        faults["on"] = str(fault)
    try:
        at = _hour(hour.strip())
    except ValueError as fault:
        faults["hour"] = str(fault)
    if faults:
        raise InvalidForm(faults)
    return DueDate(day, at, zone)


def read_day(given: str) -> date:
    """Raises ValueError with a sentence for whoever filled it in."""
    if not given.strip():
        raise ValueError("Choose a day.")
    found = _DAY.fullmatch(given.strip())
    if found is None:
        raise ValueError("Write the day as year, month, day, for instance 2027-03-28.")
    year, month, day = map(int, found.groups())
    if not FIRST.year <= year <= LAST.year:
        raise ValueError(f"Choose a day from {FIRST.year} to {LAST.year}.")
    if not 1 <= month <= 12:
        raise ValueError(f"There is no month {month}. Write the day as year, month, day.")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{month_name[month]} {year} has no day {day}.") from None


def _hour(given: str) -> time:
    if not given:
        raise ValueError("Choose an hour.")
    found = _HOUR.fullmatch(given)
    if found is None or (found[2] is None and found[3] is None):
        raise ValueError("Write the hour as on a clock, for instance 17:00.")
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError("Before am or pm stands an hour from 1 to 12.")
    hour = hour % 12 + 12 * (half == "p") if half else hour
    if (hour, minute) == (24, 0):
        raise ValueError("Midnight is 0:00 of the day that begins then.")
    if hour > 23 or minute > 59:
        raise ValueError(f"No clock shows {given}. Write the hour as in 17:00.")
    return time(hour, minute)


@dataclass(frozen=True, slots=True)
class Review:
    """`refusal`: it cannot be set so. `question`: it can, once somebody says yes. `remarks` are only said.

    Each is a sentence, or empty.
    """

    refusal: str = ""
    question: str = ""
    remarks: tuple[str, ...] = ()


def review(
    due: DueDate, *, opens: date, now: datetime, owing: int, again_at: datetime | None = None
) -> Review:
    """Of a date for so many people; `opens` is the day in the workplace from which on it is set.

    `again_at` is when the next round begins, where there is one.
    """
    if refusal := _refusal(due, day_begins(opens, due.zone), again_at):
        return Review(refusal)
    return Review("", _question(owing) if due.instant <= now else "", remarks(due))


def opening(due: DueDate, opens: date, now: datetime) -> date:
    """The day from which on it is set. One that has come gives way to a date that is past: it is due at once, then."""
    if due.instant <= now and day_begins(opens, due.zone) <= now:
        return min(opens, due.on - timedelta(days=1))
    return opens


def _refusal(due: DueDate, opens_at: datetime, again_at: datetime | None) -> str:
    if due.instant < opens_at:
        return "It would be due before it opens."
    if due.instant == opens_at:
        return "It would be due the moment it opens."
    if again_at is not None and due.instant > again_at:
        return "It would be due only after it has begun again."
    return ""


def _question(owing: int) -> str:
    return f"That is past: due at once for {people(owing) if owing else 'whoever joins'}?"


def remarks(due: DueDate) -> tuple[str, ...]:
    """What the clocks do to that hour, in a sentence for whoever chooses it."""
    day, hour, place = f"{due.on.day} {due.on:%B}", spoken_hour(due.hour), spoken(due.zone)
    if due.is_skipped:
        return (f"On {day} the clocks skip {hour} in {place}; {_meant(due)} is meant.",)
    if due.comes_twice:
        return (f"On {day} the clocks show {hour} twice in {place}; the later one is meant.",)
    return ()


def _meant(due: DueDate) -> str:
    wall = due.wall
    hour = spoken_hour(wall.time())
    return hour if wall.date() == due.on else f"{hour} on {spoken_day(wall.date(), due.on)}"
