"""What the exact analysis knows of a scenario, part by part: what is too large is named, the rest stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from app.scenarios.analysis.analysis import Analysis, StrategyResult, TooLarge
from app.scenarios.analysis.cache import ByVersion
from app.scenarios.analysis.frontier import FrontierPoint
from app.scenarios.analysis.random_play import RandomPlay, Weight
from app.scenarios.analysis.ranges import Range, Ranges
from app.scenarios.checks.play_warnings import RULES
from app.scenarios.checks.scenario_check import Budget
from app.scenarios.scenario import Scenario

AT_HAND = 32
DESPITE = {"E040", "E041"}  # with these errors alone, play can still be analyzed
STRATEGY_WORDS: Mapping[str, str] = RULES
Part = TypeVar("Part")


@dataclass(frozen=True)
class Measures:
    """None where a part is too large; `too_large` then says of what there was too much."""

    ranges: Ranges | None
    paths: int | None
    decisions: Range | None
    random_play: RandomPlay | None
    frontier: tuple[FrontierPoint, ...] | None
    all_closer: Weight | None
    strategies: Mapping[str, StrategyResult] | None
    too_large: tuple[str, ...]


def measures(scenario: Scenario, budget: Budget) -> Measures:
    """Of a scenario that can be played to its end; kept, as a large one takes seconds."""
    return _measured(ByVersion(scenario), budget)


@lru_cache(AT_HAND)
def _measured(key: ByVersion, budget: Budget) -> Measures:
    analysis = Analysis(key.scenario, states=budget.states, points=budget.points)
    missing: list[str] = []

    def known(part: Callable[[], Part]) -> Part | None:
        try:
            return part()
        except TooLarge as error:
            missing.append(str(error))
            return None

    if known(lambda: analysis.graph) is None:
        return Measures(None, None, None, None, None, None, None, tuple(missing))
    return Measures(
        ranges=known(lambda: analysis.ranges),
        paths=known(lambda: analysis.paths),
        decisions=known(lambda: analysis.decisions),
        random_play=known(lambda: analysis.random_play),
        frontier=known(lambda: analysis.frontier),
        all_closer=known(lambda: analysis.all_closer),
        strategies=known(lambda: analysis.strategies),
        too_large=tuple(dict.fromkeys(missing)),
    )
