"""Wall clocks and months, found by trying each minute: slow and plain."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


def wall(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@cache
def instant(on: date, hour: time, zone: str) -> datetime:
    """The last minute at which the clock there shows it; where it never does, the first at which it shows more."""
    asked = datetime.combine(on, hour)
    tried = [_minute(on, number) for number in range(50 * 60)]
    shown = [at for at in tried if wall(at, zone) == asked]
    return shown[-1] if shown else next(at for at in tried if wall(at, zone) > asked)


@cache
def day_begins(on: date, zone: str) -> datetime:
    return next(at for n in range(50 * 60) if wall(at := _minute(on, n), zone).date() >= on)


def _minute(on: date, number: int) -> datetime:
    """Counted from a day before it begins in Greenwich."""
    return datetime.combine(on, time(), UTC) - timedelta(days=1) + number * MINUTE


def months_later(on: date, months: int) -> date:
    """The same day of a later month, or the last that it has."""
    first = date(on.year, on.month, 1)
    for _ in range(months):
        first = (first + timedelta(days=32)).replace(day=1)
    for day in range(on.day, 0, -1):
        try:
            return first.replace(day=day)
        except ValueError:
            continue
    raise AssertionError(on)
