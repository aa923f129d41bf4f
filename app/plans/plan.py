"""A plan as its learner sees it, wherever it was made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.wall_time import local_day

A_FEW_DAYS = timedelta(days=3)


class Went(StrEnum):
    USED = "used"
    NO_CHANCE = "no-chance"
    BADLY = "badly"


def ask_on(made_on: date, last: tuple[Went, date] | None) -> date | None:
    """`last` is the latest report since the plan was made or changed. None where nothing is left to ask."""
    if last is None:
        return made_on + A_FEW_DAYS
    went, reported_on = last
    return reported_on + A_FEW_DAYS if went is Went.NO_CHANCE else None


class Kind(StrEnum):
    """Where a plan was made."""

    LESSON = "lesson"
    DEBRIEF = "debrief"


class PlanKey(NamedTuple):
    """Names a plan among one subject's. `source_id` is a lesson's or an attempt's; a debrief's plan has no id."""

    kind: Kind
    source_id: str
    plan_id: str = ""

    @classmethod
    def of(cls, text: str) -> "PlanKey":
        """The key that `str` gave. Raises ValueError."""
        kind, source_id, *plan = text.split(".")
        return cls(Kind(kind), source_id, *plan[:1])

    def __str__(self) -> str:
        return ".".join(filter(None, self))


@dataclass(frozen=True, slots=True)
class Origin:
    """The lesson or debrief a plan was made in; both empty where that is gone."""

    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    went: Went
    note: str
    at: datetime
    id: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """`at` is when it was made or last changed; `reports` are in order of time, those of older words too.

    Where there are earlier ones, `before` is the id of the first that is here.
    """

    key: PlanKey
    when: str
    say: str
    at: datetime
    origin: Origin = Origin()
    reports: Sequence[Report] = ()
    before: str = ""

    def asks_on(self, zone: str) -> date | None:
        since = [report for report in self.reports if report.at >= self.at]
        last = (since[-1].went, local_day(since[-1].at, zone)) if since else None
        return ask_on(local_day(self.at, zone), last)


def longest_waiting(plans: Sequence[Plan], *, zone: str, today: date) -> Plan | None:
    """The plan to ask about today, one at a time."""
    asked = [(day, plan.at, plan) for plan in plans if (day := plan.asks_on(zone)) and day <= today]
    return min(asked, key=lambda one: one[:2])[2] if asked else None
