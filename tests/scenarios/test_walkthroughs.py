"""Every shipped scenario is walked: to each of its endings, and along its best, worst and most tempting path."""

from collections.abc import Iterator

import pytest

from app.scenarios.analysis.analysis import Analysis
from app.scenarios.engine import State, is_finished, offered, start, step
from app.scenarios.scenario import Scenario
from tests.scenarios.walkthrough import SCENARIOS, WALKTHROUGHS, Play, read_plays, shipped, states, tell

NAMES = sorted(path.stem for path in SCENARIOS.glob("*.md") if path.stem == path.stem.lower())


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def scenario(name: str) -> Scenario:
    return shipped(SCENARIOS / f"{name}.md")


@pytest.fixture
def text(name: str) -> str:
    return (WALKTHROUGHS / f"{name}.txt").read_text(encoding="utf-8")


@pytest.fixture
def plays(text: str) -> dict[str, Play]:
    return {play.name: play for play in read_plays(text)}


def every_play(scenario: Scenario) -> Iterator[State]:
    """The last state of every complete path."""
    waiting = [start(scenario)]
    while waiting:
        state = waiting.pop()
        if is_finished(scenario, state):
            yield state
            continue
        lines: list[str | None] = [choice.id for choice in offered(scenario, state)]
        waiting.extend(step(scenario, state, line) for line in lines or [None])


def test_a_play_told_again_is_the_play_written_down(scenario: Scenario, text: str) -> None:
    assert tell(scenario, read_plays(text)) == text


def test_there_is_a_play_for_every_ending(scenario: Scenario, plays: dict[str, Play]) -> None:
    for ending in scenario.endings:
        assert states(scenario, plays[f"to {ending}"])[-1].scene == ending


def test_best_and_worst_are_so_for_whoever_is_worst_off(scenario: Scenario, plays: dict[str, Play]) -> None:
    bars = Analysis(scenario).bars
    ranked = [bars.leximin(state.totals) for state in every_play(scenario)]
    best, worst = (states(scenario, plays[name])[-1].totals for name in ("best", "worst"))
    assert best.all_closer
    assert bars.leximin(best) == max(ranked)
    assert bars.leximin(worst) == min(ranked)


def test_what_tempts_most_leaves_somebody_behind(scenario: Scenario, plays: dict[str, Play]) -> None:
    assert not states(scenario, plays["tempting"])[-1].totals.all_closer
