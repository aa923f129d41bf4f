"""Between what a clock on somebody's wall shows and the instant it is, in both directions.

Clocks are put forward, so that some wall times never are, and back, so that some come twice. A wall time that does
not exist stands for the first instant after the gap, and one that comes twice for the later of the two.
Instants are in UTC; a zone is a name of the IANA database (`ZoneInfoNotFoundError` where it has no such zone).
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SECOND = timedelta(seconds=1)


def wall_time(instant: datetime, zone: str) -> datetime:
    """What the clock shows, without a zone."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def instant_of(wall: datetime, zone: str) -> datetime:
    """The instant at which the clock shows this; `wall` has no zone."""
    early, late = _candidates(wall, zone)
    if wall_time(late, zone) == wall:
        return late
    if wall_time(early, zone) == wall:
        return early
    return _end_of_gap(early, late, zone)


def local_day(instant: datetime, zone: str) -> date:
    """The date on the calendar there."""
    return wall_time(instant, zone).date()


def day_begins(day: date, zone: str) -> datetime:
    """The instant from which on it is this day there, or a later one; where the clocks skip a day, the next begins.

    Midnight can come twice. The day begins with the first, unless the clocks go back into the day before.
    """
    midnight = datetime.combine(day, time())
    begins = instant_of(midnight, zone)
    first = min(_candidates(midnight, zone))
    is_twice = first < begins and wall_time(first, zone) == midnight
    return first if is_twice and local_day(begins - SECOND, zone) >= day else begins


def _candidates(wall: datetime, zone: str) -> tuple[datetime, datetime]:
    """The instants by the two offsets that may hold around then, the earlier first."""
    there = ZoneInfo(zone)
    one, other = (wall.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (0, 1))
    return min(one, other), max(one, other)


def _end_of_gap(before: datetime, after: datetime, zone: str) -> datetime:
    """The first second with the offset of `after`: clocks are changed at whole seconds."""
    there = ZoneInfo(zone)
    offset = after.astimezone(there).utcoffset()
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, there).utcoffset() == offset:
            high = middle
        else:
            low = middle
    return datetime.fromtimestamp(high, UTC)
