"""Uniform random play: each offered choice with equal probability, worked out instead of sampled."""

from dataclasses import dataclass

from app.scenarios.analysis.bars import Bars
from app.scenarios.analysis.packed_totals import NOTHING, all_closer, step
from app.scenarios.analysis.state_graph import Graph, TooLarge
from app.scenarios.scenario import CHAIRS, Chair
from app.scenarios.settled import Settled, Spread, Weight

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
