"""When an assignment begins and is due, for whoever was there and whoever joins later, once or again every N months."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.assignments.due_date import LAST, DueDate
from app.errors import Refused
from app.wall_time import day_begins, local_day

FEWEST_MONTHS, MOST_MONTHS = 1, 120
MOST_DAYS = 366
"""From joining until it is due."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """`opens` and all days are those of the workplace, whose zone `due` has. `set_at`: when it was assigned.

    `months`: it begins again so many months after the day it opened (None: once only), and is then due as many
    months after its first date. `days_from_joining`: whoever joins after it has begun has so many days (None: the
    same date as all others). Rounds are numbered from 1.
    """

    opens: date
    due: DueDate
    set_at: datetime
    months: int | None = None
    days_from_joining: int | None = None

    def begins(self, number: int) -> datetime:
        """The instant at which the round begins: the first of its day in the workplace."""
        return day_begins(self.opens_in(number), self.due.zone)

    def under_way(self, now: datetime) -> int:
        """The round that has begun last; 0 before it opens."""
        if now < self.begins(1):
            return 0
        if self.months is None:
            return 1
        today = local_day(now, self.due.zone)
        passed = (today.year - self.opens.year) * 12 + today.month - self.opens.month
        number = passed // self.months + 1
        return number if self.begins(number) <= now else number - 1

    def first_round(self, joined: datetime) -> int:
        """The round that is the first for whoever joined then: the one under way, or the first of all."""
        return max(1, self.under_way(joined))

    def rounds(self, joined: datetime, now: datetime) -> range:
        """The numbers of the rounds that somebody owes by now; none before it opens."""
        return range(self.first_round(joined), self.under_way(now) + 1)

    def due_in(self, number: int) -> DueDate:
        """For whoever was there when the round began."""
        return replace(self.due, on=months_after(self.due.on, self._months_before(number)))

    def due_now(self, now: datetime) -> DueDate:
        """Of the round under way; of the first before it opens."""
        return self.due_in(self.first_round(now))

    def moved_in(self, number: int, due: DueDate) -> "Schedule":
        """That round is due then, or on the last day of its month that the first one’s month has, too.

        Each round keeps its distance to the first.
        """
        return replace(self, due=replace(due, on=months_after(due.on, -self._months_before(number))))

    def opens_in(self, number: int) -> date:
        """The day in the workplace on which the round begins."""
        return months_after(self.opens, self._months_before(number))

    def due_for(self, number: int, joined: datetime) -> DueDate:
        """For somebody who joined then (or was assigned it then, where that was later)."""
        joins_later = joined > max(self.set_at, self.begins(number))
        if self.days_from_joining is None or not joins_later:
            return self.due_in(number)
        return replace(self.due, on=local_day(joined, self.due.zone)).moved(self.days_from_joining)

    def _months_before(self, number: int) -> int:
        return (number - 1) * (self.months or 0)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last where that is shorter; of an earlier one, where less than 0.

    Raises Refused past the year of `LAST`.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > LAST.year:
        raise Refused(f"That is too far away. Choose a day up to {LAST.year}.")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
