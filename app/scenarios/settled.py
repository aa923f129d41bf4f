"""Keeps random play small: a total that can make no difference any more is forgotten, and what is then alike
is counted as one.

Two questions are asked of final totals: which bar is the lowest, and are all four above 0? Towards the end of
a path a chair that stands high enough can no longer change either answer.
"""

from typing import NamedTuple

from app.scenarios.analysis.bars import Bars
from app.scenarios.analysis.compiled import FULL, ZERO
from app.scenarios.analysis.packed_totals import SHIFTS
from app.scenarios.analysis.ranges import highest, lowest
from app.scenarios.analysis.state_graph import Graph
from app.scenarios.scenario import CHAIRS

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
