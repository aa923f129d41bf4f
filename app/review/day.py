"""What is due on one day of a learner's: at most three, the longest overdue first, and when the next one is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

A_DAY = 3

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Day(Generic[Key]):
    """`due` is what is left for today, in order; `next_on` is the first later day on which anything is due."""

    due: tuple[Key, ...] = ()
    done: int = 0
    next_on: date | None = None


def plan_day(due_on: Mapping[Key, date], *, done: int, today: date) -> Day[Key]:
    """`due_on` has every card; `done` counts those recalled today. What is too much for today waits for tomorrow."""
    ready = sorted((key for key, due in due_on.items() if due <= today), key=lambda key: due_on[key])
    now = ready[: max(0, A_DAY - done)]
    later = [due for due in due_on.values() if due > today]
    if len(ready) > len(now):
        later.append(today + timedelta(days=1))
    return Day(tuple(now), done, min(later, default=None))


def spoken(day: date, today: date) -> str:
    """“tomorrow”, “on Thursday” within the week, else “on 4 March”, with its year where that is another."""
    away = (day - today).days
    if away == 1:
        return "tomorrow"
    if 1 < away < 7:
        return f"on {day:%A}"
    return f"on {day.day} {day:%B}" + ("" if day.year == today.year else f" {day.year}")
