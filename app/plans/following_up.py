"""When to ask how a plan went: a few days after it was made or changed, and again where there was no chance yet."""

from datetime import date, timedelta
from enum import StrEnum

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
