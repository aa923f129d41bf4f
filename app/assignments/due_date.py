"""When something is due: a day and an hour on the wall of a workplace, and the instant that they are."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.errors import Refused
from app.wall_time import instant_of, wall_time

USUAL_HOUR = time(17)
THURSDAY = 3
FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class DueDate:
    """`hour` stays as it was asked for, even where the clocks skip it that day; `wall` is what they show instead.

    `zone` is the workplace’s. Keep the three, and `instant` beside them: it is worked out again when the rules of
    the zone change.
    """

    on: date
    hour: time
    zone: str

    @property
    def instant(self) -> datetime:
        """In UTC."""
        return instant_of(self._asked, self.zone)

    @property
    def wall(self) -> datetime:
        """What the clock in the workplace shows at that instant, without a zone."""
        return wall_time(self.instant, self.zone)

    @property
    def is_skipped(self) -> bool:
        """Whether the clocks are put forward past this hour."""
        return self.wall != self._asked

    @property
    def comes_twice(self) -> bool:
        """Whether the clocks are put back over this hour; the later one is meant."""
        early, late = (self._asked.replace(fold=fold) for fold in (0, 1))
        return not self.is_skipped and _offset(early, self.zone) != _offset(late, self.zone)

    @property
    def text(self) -> str:
        """“2027-03-28 17:00 Europe/Berlin”, as it is kept and logged; `due_date_of` reads it."""
        return f"{self.on.isoformat()} {self.hour:%H:%M} {self.zone}"

    @property
    def _asked(self) -> datetime:
        return datetime.combine(self.on, self.hour)

    def moved(self, days: int) -> "DueDate":
        """So many days later (earlier, where less than 0), at the same hour. Raises Refused past `FIRST` or `LAST`."""
        if not (FIRST - self.on).days <= days <= (LAST - self.on).days:
            raise Refused(f"That is too far away. Choose a day from {FIRST.year} to {LAST.year}.")
        return replace(self, on=self.on + timedelta(days=days))


def due_date_of(text: str) -> DueDate:
    """From what `DueDate.text` wrote."""
    on, hour, zone = text.split(" ", 2)
    return DueDate(date.fromisoformat(on), time.fromisoformat(hour), zone)


def shown_at(instant: datetime, zone: str) -> DueDate:
    """What the clock in that zone shows then."""
    wall = wall_time(instant, zone)
    return DueDate(wall.date(), wall.time(), zone)


def usual(today: date, zone: str) -> DueDate:
    """What a form is filled in with: the Thursday of the week after next (Monday to Sunday), at 17:00."""
    ahead = today + timedelta(weeks=2)
    return DueDate(ahead + timedelta(days=THURSDAY - ahead.weekday()), USUAL_HOUR, zone)


def _offset(wall: datetime, zone: str) -> timedelta | None:
    return wall.replace(tzinfo=ZoneInfo(zone)).utcoffset()
