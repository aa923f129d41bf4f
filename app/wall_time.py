"""Between what a clock on somebody's wall shows and the instant it is, in both directions.

Clocks are put forward, so that some wall times never are, and back, so that some come twice. A wall time that does
not exist stands for the first instant after the gap, and one that comes twice for the later of the two.
Instants are in UTC; a zone is a name of the IANA database (`ZoneInfoNotFoundError` where it has no such zone).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from hashlib import sha256
from zoneinfo import ZoneInfo

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
RULES_FROM, RULES_UNTIL = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


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


def rules_of(zone: str) -> str:
    """A short text for all that its clocks do from `RULES_FROM` to `RULES_UNTIL`: another where a rule is another.

    Keep it beside instants, to find those that an older database of zones worked out. Reckoned once in a process.
    """
    return _digest(ZoneInfo(zone))


@cache
def _digest(there: ZoneInfo) -> str:
    told = " ".join(f"{at:.0f}{offset:+.0f}" for at, offset in _changes(there))
    return sha256(f"{there.key} {told}".encode()).hexdigest()[:16]


def _changes(there: ZoneInfo) -> Iterator[tuple[float, float]]:
    """Each change of the clocks, and what they show from then on, in seconds; clocks change once a day at most."""
    day, before = RULES_FROM, None
    while day < RULES_UNTIL:
        offset = day.astimezone(there).utcoffset() or timedelta()
        if offset != before:
            at = day if before is None else _first_with(offset, day - DAY, day, there)
            yield at.timestamp(), offset.total_seconds()
        day, before = day + DAY, offset


def _candidates(wall: datetime, zone: str) -> tuple[datetime, datetime]:
    """The instants by the two offsets that may hold around then, the earlier first."""
    there = ZoneInfo(zone)
    one, other = (wall.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (0, 1))
    return min(one, other), max(one, other)


def _end_of_gap(before: datetime, after: datetime, zone: str) -> datetime:
    there = ZoneInfo(zone)
    return _first_with(after.astimezone(there).utcoffset(), before, after, there)


def _first_with(offset: timedelta | None, before: datetime, after: datetime, there: ZoneInfo) -> datetime:
    """The first second with this offset, which `after` has: clocks are changed at whole seconds."""
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, there).utcoffset() == offset:
            high = middle
        else:
            low = middle
    return datetime.fromtimestamp(high, UTC)
