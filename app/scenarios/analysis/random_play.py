"""Uniform random play: each offered choice with equal probability, worked out instead of sampled."""

from dataclasses import dataclass
from typing import NamedTuple

from app.scenarios.analysis.bars import Bars
from app.scenarios.analysis.compiled import FULL, ZERO
from app.scenarios.analysis.packed_totals import NOTHING, SHIFTS, all_closer, step
from app.scenarios.analysis.ranges import highest, lowest
from app.scenarios.analysis.state_graph import Graph, TooLarge
from app.scenarios.scenario import CHAIRS, Chair

FEW = 300  # fewer are not worth the trouble


Weight = tuple[float, int]  # how much of random play, and how many paths


Spread = dict[int, Weight]  # by totals so far, as points


class _Chair(NamedTuple):
    """One tested chair in one state: what is still to come, and how its bar is worked out."""

    shift: int
    least: int  # added to its field: the lowest final total
    most: int  # the highest
    low: int  # of the range, where the bar begins
    parts: int
    forgotten: int  # the field that stands for “high enough whatever follows”


class Settled:
    def __init__(self, graph: Graph, bars: Bars, few: int = FEW) -> None:
        self.bars = bars
        self.few = few
        self.least = [lowest(graph, chair) for chair in CHAIRS]
        self.most = [highest(graph, chair) for chair in CHAIRS]

    def merged(self, state: int, here: Spread) -> Spread:
        """The same weights, with points that cannot end differently taken together."""
        if len(here) <= self.few or not self.bars.scale:
            return here
        chairs = [self._chair(state, *row) for row in self.bars.scale]
        merged: Spread = {}
        for packed, weight in here.items():
            kept = _without_settled(packed, chairs)
            met = merged.get(kept)
            merged[kept] = weight if met is None else (met[0] + weight[0], met[1] + weight[1])
        return merged

    def _chair(self, state: int, seat: int, low: int, parts: int) -> _Chair:
        least, most = self.least[seat][state] - ZERO, self.most[seat][state] - ZERO
        full = max(self.bars.ranges[CHAIRS[seat]].high, 1)
        return _Chair(SHIFTS[seat], least, most, low, parts, full - least)


def _without_settled(packed: int, chairs: list[_Chair]) -> int:
    """Forgets each chair that another stays below for certain, and that is not the one to end above 0 or not."""
    fields = [packed >> chair.shift & FULL for chair in chairs]
    ceilings = [
        (field + chair.most - chair.low) * chair.parts for field, chair in zip(fields, chairs, strict=True)
    ]
    ceiling = min(ceilings)
    lowest_chair = ceilings.index(ceiling)
    lost = fields[lowest_chair] + chairs[lowest_chair].most <= 0
    for place, (field, chair) in enumerate(zip(fields, chairs, strict=True)):
        floor = field + chair.least
        if place != lowest_chair and (floor - chair.low) * chair.parts >= ceiling and (floor > 0 or lost):
            packed += chair.forgotten - field << chair.shift
    return packed


OUTCOMES = 5_000_000


@dataclass(frozen=True)
class RandomPlay:
    """Mean final totals and the probability of each ending."""

    mean: dict[Chair, float]
    endings: dict[str, float]


def random_play(graph: Graph) -> RandomPlay:
    chance = [0.0] * len(graph)
    mean = [0.0] * len(CHAIRS)
    endings = dict.fromkeys(graph.scenario.endings, 0.0)
    for state, moves, targets in graph.downwards():
        if state == graph.start:
            chance[state] = 1.0
        if not moves:
            endings[graph.place(state)] += chance[state]
        for move, target in zip(moves, targets, strict=True):
            share = chance[state] / len(moves)
            chance[target] += share
            mean = [so_far + share * number for so_far, number in zip(mean, move.numbers, strict=True)]
    return RandomPlay(dict(zip(CHAIRS, mean, strict=True)), endings)


@dataclass(frozen=True)
class Outcomes:
    """Final totals with their probability and number of paths, as far apart as the two questions need them."""

    spread: Spread

    def all_closer(self) -> Weight:
        closer = [weight for packed, weight in self.spread.items() if all_closer(packed)]
        return sum(probability for probability, _ in closer), sum(paths for _, paths in closer)

    def lowest_bars(self, bars: Bars) -> dict[int, float]:
        """The probability of each lowest bar, lowest first."""
        found: dict[int, float] = {}
        for packed, (probability, _) in self.spread.items():
            lowest = bars.lowest(packed)
            found[lowest] = found.get(lowest, 0.0) + probability
        return dict(sorted(found.items()))


def outcomes(graph: Graph, settled: Settled, budget: int = OUTCOMES) -> Outcomes:
    """Raises TooLarge where there are more states with distinct totals than the budget."""
    ahead: dict[int, Spread] = {graph.start: {NOTHING: (1.0, 1)}}
    final: Spread = {}
    count = 0
    for state, moves, targets in graph.downwards():
        count += len(ahead[state])
        if count > budget:
            raise TooLarge(f"more than {budget:,} states with all four totals")
        here = settled.merged(state, ahead.pop(state))
        if not moves:
            _pass_on(here, 0, 1.0, final)
        for move, target in zip(moves, targets, strict=True):
            _pass_on(here, step(move.numbers), 1 / len(moves), ahead.setdefault(target, {}))
    return Outcomes(final)


def _pass_on(here: Spread, change: int, share: float, there: Spread) -> None:
    for packed, (probability, paths) in here.items():
        after = packed + change
        met = there.get(after)
        if met is None:
            there[after] = probability * share, paths
        else:
            there[after] = met[0] + probability * share, met[1] + paths


def percentile(lowest_bars: dict[int, float], lowest: int) -> float:
    """100 × (P(lower) + P(equal) / 2), against random play."""
    below = sum(probability for bar, probability in lowest_bars.items() if bar < lowest)
    return 100 * (below + lowest_bars.get(lowest, 0.0) / 2)
