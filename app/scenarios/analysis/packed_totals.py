"""The totals of all chairs in one integer, and which of many such points no other matches or beats."""

from collections.abc import Sequence
from functools import reduce
from operator import and_

from app.scenarios.analysis.compiled import FIELD, FULL, ZERO
from app.scenarios.scenario import CHAIRS, Totals

SHIFTS = tuple(FIELD * seat for seat in range(len(CHAIRS)))
NOTHING = sum(ZERO << shift for shift in SHIFTS)
ONE_EACH = sum(1 << shift for shift in SHIFTS)


def step(numbers: Totals) -> int:
    """What to add to a point to change its totals by these numbers."""
    return sum(number << shift for number, shift in zip(numbers, SHIFTS, strict=True))


def point(totals: Totals) -> int:
    return NOTHING + step(totals)


def totals_of(packed: int) -> Totals:
    return Totals(*[(packed >> shift & FULL) - ZERO for shift in SHIFTS])


def all_closer(packed: int) -> bool:
    """Whether every total is above 0: a field's highest bit says that it is not below."""
    return (packed - ONE_EACH) & NOTHING == NOTHING


def undominated(points: Sequence[int]) -> list[int]:
    """The Pareto-best of distinct points, in any order.

    For each chair every point has a set, as bits, of the points at least as good there. A point is best where
    the sets of all chairs have nothing but the point itself in common.
    """
    columns = (_at_least([packed >> shift & FULL for packed in points]) for shift in SHIFTS)
    common = reduce(lambda one, other: list(map(and_, one, other)), columns)
    return [packed for i, (packed, also) in enumerate(zip(points, common, strict=True)) if also == 1 << i]


def _at_least(column: list[int]) -> list[int]:
    """For each value, as bits, the places that hold that value or a higher one."""
    places: dict[int, int] = {}
    for i, value in enumerate(column):
        places[value] = places.get(value, 0) | 1 << i
    higher = 0
    for value in sorted(places, reverse=True):
        higher |= places[value]
        places[value] = higher
    return [places[value] for value in column]
