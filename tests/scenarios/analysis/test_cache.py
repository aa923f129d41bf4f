"""What a page asks of the analysis has a budget of its own: past it, nothing is claimed."""

import sys
from dataclasses import replace

import pytest

from app.scenarios.analysis.analysis import TooLarge
from app.scenarios.analysis.cache import STATES, analysis_of, limits_of
from app.scenarios.scenario import Scenario
from tests.scenarios.building import choice, scenario, scene


def of_flags(count: int) -> Scenario:
    """Every flag is set or not, and all of them matter at the end: over 2 ** count states."""
    asking = [
        scene(
            f"s{n}",
            choice("yes", f"s{n + 1}", (1, 0, 0, 0), sets=f"f{n}"),
            choice("no", f"s{n + 1}", (-1, 0, 0, 0)),
        )
        for n in range(count)
    ]
    hidden = [choice(f"c{n}", "end", cond=f"f{n}") for n in range(count)]
    built = scenario(*asking, scene(f"s{count}", choice("always", "end"), *hidden))
    return replace(built, version=f"{count:064d}")


def test_limits_are_exact_within_the_budget() -> None:
    limits = limits_of(of_flags(6))
    assert limits
    assert [(span.low, span.high) for span in limits.ranges.values()] == [(-6, 6), (0, 0), (0, 0), (0, 0)]


@pytest.mark.parametrize("flags", [18, 40])
def test_past_it_they_are_not_known_and_nobody_waits(flags: int) -> None:
    large, calls = of_flags(flags), 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        assert limits_of(large) is None
    finally:
        sys.setprofile(None)
    assert calls < 100 * STATES
    with pytest.raises(TooLarge):
        _ = analysis_of(large).ranges
