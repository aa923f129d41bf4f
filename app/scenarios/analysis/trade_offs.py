"""What was possible: the outcomes that nobody could have bettered for all four, and what each of them costs.

The figure has two honest measures, both 0–100: how far whoever came off worst got (to the right), and how far
the four got on average (upwards). Chairs that the conversation does not test count in neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.scenarios.analysis.bars import Bars
from app.scenarios.analysis.frontier import FrontierPoint
from app.scenarios.scenario import CHAIRS, Chair, Totals

Place = tuple[float, float]


@dataclass(frozen=True)
class Way:
    """One ending with what it can come to; of several outcomes, the one that is best for whoever is worst off.

    `cost` is the chair that gives up most of what another outcome would have given it, and `gives_up` how much
    of its bar, 0–100; None where no chair gives up anything. `outcomes` counts those with this ending.
    """

    ending: str
    totals: Totals
    place: Place
    cost: Chair | None
    gives_up: int
    outcomes: int


@dataclass(frozen=True)
class Possible:
    """`ways` are in the order of the endings. `better` are the chairs that could have had more without any
    other having less: empty where the learner’s outcome is itself one of the best."""

    ways: tuple[Way, ...]
    others: tuple[Place, ...]
    mine: Place
    better: tuple[Chair, ...]


def possible(bars: Bars, points: Sequence[FrontierPoint], endings: Sequence[str], mine: Totals) -> Possible:
    by_ending = {name: [one for one in points if one.ending == name] for name in endings}
    ways = tuple(_way(bars, points, found) for found in by_ending.values() if found)
    named = {way.place for way in ways}
    others = {place_of(bars, one.totals) for one in points} - named
    return Possible(ways, tuple(sorted(others)), place_of(bars, mine), _better(points, mine))


def place_of(bars: Bars, totals: Totals) -> Place:
    """The lowest bar, and the mean of the bars."""
    heights = [bars.percent(part) for part in bars.leximin(totals)]
    return (round(heights[0], 1), round(sum(heights) / len(heights), 1)) if heights else (0.0, 0.0)


def _way(bars: Bars, points: Sequence[FrontierPoint], found: Sequence[FrontierPoint]) -> Way:
    best = max(found, key=lambda one: bars.leximin(one.totals))
    lost = {chair: _gives_up(bars, points, best.totals, chair) for chair in CHAIRS}
    cost = max(CHAIRS, key=lambda chair: lost[chair])
    return Way(
        ending=best.ending,
        totals=best.totals,
        place=place_of(bars, best.totals),
        cost=cost if lost[cost] else None,
        gives_up=round(lost[cost]),
        outcomes=len(found),
    )


def _gives_up(bars: Bars, points: Sequence[FrontierPoint], totals: Totals, chair: Chair) -> float:
    span = bars.ranges[chair]
    if not span.tested:
        return 0.0
    most = max(one.totals.of(chair) for one in points)
    return 100 * (most - totals.of(chair)) / (span.high - span.low)


def _better(points: Sequence[FrontierPoint], mine: Totals) -> tuple[Chair, ...]:
    """The chairs that gain in the outcome that gives most of them more and takes nothing from the others."""
    gains = [
        tuple(chair for chair in CHAIRS if one.totals.of(chair) > mine.of(chair))
        for one in points
        if all(theirs >= own for theirs, own in zip(one.totals, mine, strict=True))
    ]
    return max(gains, key=len, default=())
