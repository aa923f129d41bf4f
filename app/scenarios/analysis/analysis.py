"""Exact analysis of one version of a scenario; each part is worked out when it is first asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.scenarios.analysis.bars import Bars
from app.scenarios.analysis.frontier import POINTS, FrontierPoint, Gains, Reachable, best_gains, frontier
from app.scenarios.analysis.packed_totals import point
from app.scenarios.analysis.random_play import (
    Outcomes,
    RandomPlay,
    Settled,
    Weight,
    outcomes,
    percentile,
    random_play,
)
from app.scenarios.analysis.ranges import Range, Ranges, decisions, path_counts, ranges
from app.scenarios.analysis.state_graph import STATES, Cyclic, Graph, TooLarge, explore
from app.scenarios.analysis.strategies import STRATEGIES, Play, play
from app.scenarios.scenario import Scenario

__all__ = ["Analysis", "Cyclic", "Graph", "Range", "Ranges", "TooLarge", "explore", "ranges"]

NOT_COMPARABLE = 50.0  # the percentile where no chair is tested


@dataclass(frozen=True)
class StrategyResult:
    play: Play
    percentile: float


class Analysis:
    """Every part may raise Cyclic, or TooLarge past `states`, `points` or (random play) `OUTCOMES`; the rest stands."""

    def __init__(self, scenario: Scenario, *, states: int = STATES, points: int = POINTS) -> None:
        self.scenario = scenario
        self.states = states
        self.points = points

    @cached_property
    def graph(self) -> Graph:
        return explore(self.scenario, budget=self.states)

    @cached_property
    def ranges(self) -> Ranges:
        return ranges(self.graph)

    @cached_property
    def bars(self) -> Bars:
        return Bars(self.ranges)

    @cached_property
    def paths(self) -> int:
        """The number of distinct complete paths."""
        return path_counts(self.graph)[self.graph.start]

    @cached_property
    def decisions(self) -> Range:
        return decisions(self.graph)

    @cached_property
    def gains(self) -> list[Gains]:
        return best_gains(self.graph, self.points)

    @cached_property
    def frontier(self) -> tuple[FrontierPoint, ...]:
        return frontier(self.graph, self.gains)

    @property
    def clean_win(self) -> bool:
        """Whether some path ends all four closer: then some point of the frontier does."""
        return any(found.totals.all_closer for found in self.frontier)

    @cached_property
    def reachable(self) -> Reachable:
        return Reachable(self.bars, self.gains)

    @cached_property
    def random_play(self) -> RandomPlay:
        return random_play(self.graph)

    @cached_property
    def outcomes(self) -> Outcomes:
        return outcomes(self.graph, Settled(self.graph, self.bars))

    @cached_property
    def all_closer(self) -> Weight:
        """How much of random play ends all four closer, and how many paths."""
        return self.outcomes.all_closer()

    @cached_property
    def lowest_bars(self) -> dict[int, float]:
        """How random play spreads over the lowest bar, in parts of `bars.unit`."""
        return self.outcomes.lowest_bars(self.bars)

    @cached_property
    def strategies(self) -> Mapping[str, StrategyResult]:
        return {name: self._result(play(self.graph, rule)) for name, rule in STRATEGIES.items()}

    def _result(self, played: Play) -> StrategyResult:
        if not self.bars.scale:
            return StrategyResult(played, NOT_COMPARABLE)
        return StrategyResult(played, percentile(self.lowest_bars, self.bars.lowest(point(played.totals))))
