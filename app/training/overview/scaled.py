"""How close each chair came, on one scale for all conversations: from −6, as far away as a version can leave it, to +6.

A total above zero is measured against the highest that its version allows the chair, one below zero against the
lowest; zero, where the chair began, stays zero. So two conversations, or two versions of one, can be compared.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.content.chair import CHAIRS, Chair
from app.scenarios.scenario import Totals

FULL = 6
PLACES = 6
"""Decimals that are kept of a mean, so that the order in which runs were added up never shows."""
LAST_RUNS = 3
PEOPLE_FOR_A_MEAN = 5
A_LITTLE, MUCH = 0.4, 0.85
"""Shares of what a conversation can do for a chair, at which its words change."""


class Scaled(tuple[float | None, ...]):
    """One number from −6 to +6 per chair, in the order of `CHAIRS`; None: not tested. What is left out is None."""

    __slots__ = ()

    def __new__(cls, *numbers: float | None) -> "Scaled":
        return super().__new__(cls, (*numbers, *[None] * (len(CHAIRS) - len(numbers))))

    def of(self, chair: Chair) -> float | None:
        return self[CHAIRS.index(chair)]

    @property
    def is_empty(self) -> bool:
        return self.count(None) == len(self)


UNTESTED = Scaled()
Limits = tuple[int | None, ...]
"""The lowest and the highest total of each chair in turn, in the version that was played; None: not known."""


def scale(total: int, low: int | None, high: int | None) -> float | None:
    """−6 to +6; None where the version cannot move the chair, or its limits are not known."""
    if low is None or high is None or low == high:
        return None
    if total == 0:
        return 0.0
    end = high if total > 0 else -low
    return max(-FULL, min(FULL, FULL * total / end)) if end > 0 else None


@lru_cache(maxsize=4096)
def scaled(totals: Totals, limits: Limits) -> Scaled:
    """In the order of `CHAIRS`."""
    return Scaled(*map(scale, totals, limits[::2], limits[1::2]))


def mean_of_last(runs: Sequence[Scaled]) -> Scaled:
    """For each chair the mean over the last three whole runs, as far as they test it; `runs` has the latest first."""
    return Scaled(*map(_mean, _by_chair(runs[:LAST_RUNS])))


def group_means(people: Iterable[Scaled]) -> Scaled:
    """For each chair the mean of the people’s means; None where fewer than five people have one."""
    means = [_mean(values) if len(values) >= PEOPLE_FOR_A_MEAN else None for values in _by_chair(people)]
    return Scaled(*means)


def closeness_words(value: float) -> str:
    """“a little closer”, “closer”, “right at the table”, and the same away from it; “where they began”."""
    if value == 0:
        return "where they began"
    share = round(abs(value) / FULL, PLACES)
    degree = 0 if share < A_LITTLE else 1 if share < MUCH else 2
    return (_CLOSER if value > 0 else _AWAY)[degree]


_CLOSER = ("a little closer", "closer", "right at the table")
_AWAY = ("a little further away", "further away", "as far as it goes")


def _by_chair(rows: Iterable[Scaled]) -> list[list[float]]:
    """Nothing at all of no rows."""
    return [[value for value in seat if value is not None] for seat in zip(*rows, strict=True)]


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), PLACES) + 0.0 if values else None
