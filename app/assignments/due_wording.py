"""How a due date is said: where the reader is, where the workplace is, and kindly once it is past."""

from datetime import date, datetime, time

from app.learners.time_zones import spoken
from app.wall_time import wall_time

WEEK = 7


def due_words(instant: datetime, *, reader: str, workplace: str, now: datetime) -> str:
    """“Thursday 3 December, 17:00”, with “(16:00 in Lisbon)” where the workplace’s clock shows something else.

    `reader` and `workplace` are zones; the year is said where it is not the one the reader is in.
    """
    here, there = wall_time(instant, reader), wall_time(instant, workplace)
    today = wall_time(now, reader).date()
    said = _day_and_hour(here, today)
    if here == there:
        return said
    also = spoken_hour(there.time()) if here.date() == there.date() else _day_and_hour(there, today)
    return f"{said} ({also} in {spoken(workplace)})"


def due_in_short(instant: datetime, *, reader: str, now: datetime) -> str:
    """“Due today at 17:00”, “Due Thursday”, “Due 3 December”; “Was due …” once it is past."""
    when = _near(instant, reader, now)
    return f"{'Due' if instant > now else 'Was due'} {when.removeprefix('on ')}"


def late_words(instant: datetime, *, reader: str, now: datetime) -> str:
    """For something that is not done yet; empty before it is due."""
    if instant > now:
        return ""
    return f"This was due {_near(instant, reader, now)}. It counts whenever you do it."


def spoken_day(day: date, today: date) -> str:
    """“Thursday 3 December”, with the year where it is another than today’s."""
    return f"{day:%A} {_date(day, today)}"


def spoken_hour(at: time) -> str:
    """“9:00”, “17:00”."""
    return f"{at.hour}:{at:%M}"


def _near(instant: datetime, zone: str, now: datetime) -> str:
    """“today at 17:00”; “on Thursday” within six days of today; else “on 3 December”."""
    wall, today = wall_time(instant, zone), wall_time(now, zone).date()
    away = abs((wall.date() - today).days)
    if away == 0:
        return f"today at {spoken_hour(wall.time())}"
    return f"on {wall:%A}" if away < WEEK else f"on {_date(wall.date(), today)}"


def _day_and_hour(wall: datetime, today: date) -> str:
    return f"{spoken_day(wall.date(), today)}, {spoken_hour(wall.time())}"


def _date(day: date, today: date) -> str:
    return f"{day.day} {day:%B}" if day.year == today.year else f"{day.day} {day:%B} {day.year}"
