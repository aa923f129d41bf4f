"""The exact limits of a version, worked out once: what bars are drawn between, and how long a play can be."""

from dataclasses import dataclass

from app.content.memo import once
from app.scenarios.analysis.analysis import Analysis, Cyclic, Ranges, TooLarge
from app.scenarios.analysis.ranges import most_lines
from app.scenarios.scenario import Scenario

AT_HAND = 256
ANALYSES, STATES, POINTS = 16, 40_000, 20_000
"""What a page may wait for: well under a second, and twice what the largest scenario of the course has. Past it
nothing is claimed; `fourchairs check` has a budget of its own."""


@dataclass(frozen=True)
class Limits:
    """`longest` is the most lines that can be said in one play."""

    ranges: Ranges
    longest: int


def limits_of(scenario: Scenario) -> Limits | None:
    """None where the version is too large for a page to wait for."""
    return _limits(ByVersion(scenario))


def analysis_of(scenario: Scenario) -> Analysis:
    """The whole analysis, kept for the versions asked for last. Its parts may raise TooLarge or Cyclic."""
    return _analysis(ByVersion(scenario))


class ByVersion:
    """A scenario that is equal to another of the same version, without looking at all of both."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    def __hash__(self) -> int:
        return hash(self.scenario.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByVersion) and other.scenario.version == self.scenario.version


@once(ANALYSES)
def _analysis(key: ByVersion) -> Analysis:
    return Analysis(key.scenario, states=STATES, points=POINTS)


@once(AT_HAND)
def _limits(key: ByVersion) -> Limits | None:
    analysis = _analysis(key)
    try:
        return Limits(analysis.ranges, most_lines(analysis.graph))
    except (TooLarge, Cyclic):
        return None
