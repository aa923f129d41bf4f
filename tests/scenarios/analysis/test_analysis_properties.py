"""Analysis equals brute force through the engine, on random scenarios with flags, gates, routes and loops."""

import os
import re
from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings

from app.scenarios import engine
from app.scenarios.analysis.analysis import Analysis
from app.scenarios.analysis.random_play import Settled, outcomes
from app.scenarios.analysis.turning_points import turning_points
from app.scenarios.scenario import CHAIRS, Choice, Scenario, Totals
from tests.scenarios.brute_force import Path, Ranges, bars, dominated, every_path, finals_by_state, ranges_of
from tests.scenarios.random_scenarios import random_scenario, scenarios

pytestmark = pytest.mark.soak

EXAMPLES = 300 if "SOAK" in os.environ else 40
SEEDS = range(EXAMPLES)


@pytest.fixture(scope="module", params=SEEDS)
def played(request: pytest.FixtureRequest) -> tuple[Analysis, list[Path]]:
    scenario = random_scenario(request.param)
    return Analysis(scenario), every_path(scenario) or []


def near(one: float, other: Fraction) -> bool:
    return abs(one - other) < Fraction(1, 10**9)


def test_ranges_counts_and_decisions(played: tuple[Analysis, list[Path]]) -> None:
    analysis, paths = played
    assert analysis.ranges == ranges_of(paths)
    assert analysis.paths == len(paths)
    assert analysis.decisions == (min(p.decisions for p in paths), max(p.decisions for p in paths))


def test_what_is_reached_and_taken(played: tuple[Analysis, list[Path]]) -> None:
    analysis, paths = played
    steps = {(state.scene, taken) for path in paths for state, taken in path.states if taken}
    choices = {
        (scene.id, position): (scene.id, choice.id)
        for scene in analysis.scenario.scenes.values()
        for position, choice in enumerate(scene.choices)
    }
    assert analysis.graph.reached == {*analysis.scenario.scenes, *analysis.scenario.endings}
    assert {choices[taken] for taken in analysis.graph.taken if taken in choices} == steps
    assert not (analysis.graph.stuck | analysis.graph.endless | analysis.graph.returning)


def test_frontier_with_a_path_to_each_point(played: tuple[Analysis, list[Path]]) -> None:
    analysis, paths = played
    finals = {path.end.totals for path in paths}
    ends = {path.choices: path.end for path in paths}
    expected = sorted(totals for totals in finals if not dominated(totals, finals))
    assert [point.totals for point in analysis.frontier] == expected
    for point in analysis.frontier:
        assert (ends[point.path].totals, ends[point.path].scene) == (point.totals, point.ending)


def test_random_play(played: tuple[Analysis, list[Path]]) -> None:
    analysis, paths = played
    for seat, chair in enumerate(CHAIRS):
        mean = sum(path.probability * path.end.totals[seat] for path in paths)
        assert near(analysis.random_play.mean[chair], Fraction(mean))
    for ending, chance in analysis.random_play.endings.items():
        assert near(chance, sum((p.probability for p in paths if p.end.scene == ending), Fraction()))


def test_all_four_closer(played: tuple[Analysis, list[Path]]) -> None:
    analysis, paths = played
    closer = [path for path in paths if path.end.totals.all_closer]
    probability, count = analysis.outcomes.all_closer()
    assert count == len(closer)
    assert near(probability, sum((path.probability for path in closer), Fraction()))
    assert analysis.clean_win is bool(closer)


def test_lowest_bar(played: tuple[Analysis, list[Path]]) -> None:
    analysis, paths = played
    ranges = ranges_of(paths)
    expected: dict[Fraction, Fraction] = {}
    for path in paths:
        lowest = min(bars(path.end.totals, ranges), default=Fraction(0))
        expected[lowest] = expected.get(lowest, Fraction()) + path.probability
    found = {Fraction(bar, analysis.bars.unit): chance for bar, chance in analysis.lowest_bars.items()}
    assert list(found) == sorted(expected)
    assert all(near(chance, expected[bar]) for bar, chance in found.items())


def test_forgetting_what_is_settled_changes_nothing(played: tuple[Analysis, list[Path]]) -> None:
    analysis, _ = played
    kept = outcomes(analysis.graph, Settled(analysis.graph, analysis.bars, few=0))
    assert kept.all_closer() == pytest.approx(analysis.all_closer)
    assert kept.lowest_bars(analysis.bars) == pytest.approx(analysis.lowest_bars)


SORRY = ("sorry", "apologise", "apologize", "apologies", "please", "understand", "thank", "thanks")
RULES: dict[str, Callable[[Choice], int]] = {
    "longest": lambda choice: len(choice.words),
    "first": lambda _: 0,
    "apologetic": lambda choice: sum(word in SORRY for word in re.findall("[a-z]+", choice.words.lower())),
    "customer-pleaser": lambda choice: choice.effects[0].number,
}


@pytest.mark.parametrize("name", RULES)
def test_strategies(played: tuple[Analysis, list[Path]], name: str) -> None:
    analysis, paths = played
    path, ranges = _by_rule(analysis.scenario, RULES[name], paths), ranges_of(paths)
    result = analysis.strategies[name]
    assert (result.play.path, result.play.totals) == (path.choices, path.end.totals)
    assert near(result.percentile, _percentile(path.end.totals, paths, ranges))


def _by_rule(scenario: Scenario, rule: Callable[[Choice], int], paths: list[Path]) -> Path:
    state, steps = engine.start(scenario), []
    while not engine.is_finished(scenario, state):
        choices = engine.offered(scenario, state)
        best = sorted(choices, key=lambda choice: (-rule(choice), choices.index(choice)))[:1]
        steps.append(best[0].id if best else None)
        state = engine.step(scenario, state, steps[-1])
    return next(path for path in paths if path.steps == steps)


def _percentile(totals: Totals, paths: list[Path], ranges: Ranges) -> Fraction:
    mine = bars(totals, ranges)[:1]
    if not mine:
        return Fraction(50)
    lower = sum((path.probability for path in paths if bars(path.end.totals, ranges)[:1] < mine), Fraction())
    equal = sum((path.probability for path in paths if bars(path.end.totals, ranges)[:1] == mine), Fraction())
    return 100 * (lower + equal / 2)


def test_best_still_reachable_from_every_state(played: tuple[Analysis, list[Path]]) -> None:
    analysis, paths = played
    ranges = ranges_of(paths)
    for state, finals in finals_by_state(paths).items():
        here = analysis.graph.state(state.scene, state.totals, state.flags, state.used)
        best = analysis.reachable.best(here, state.totals)
        assert [Fraction(bar, analysis.bars.unit) for bar in best] == max(
            bars(final, ranges) for final in finals
        )
        highest = analysis.reachable.highest(here, state.totals)
        assert list(highest.values()) == [max(column) for column in zip(*finals, strict=True)]


def test_turning_points(played: tuple[Analysis, list[Path]]) -> None:
    analysis, paths = played
    path = Random(len(paths)).choice(paths)
    ranges, finals = ranges_of(paths), finals_by_state(paths)
    falls, lifts = [], []
    for step, (state, taken) in enumerate(path.states):
        if taken is not None:
            offered = [choice.id for choice in engine.offered(analysis.scenario, state)]
            after = {
                line: max(
                    bars(final, ranges) for final in finals[engine.choose(analysis.scenario, state, line)]
                )
                for line in offered
            }
            before = max(bars(final, ranges) for final in finals[state])
            falls.append((_difference(before, after[taken]), -step))
            lifts.append((_difference(after[taken], min(after.values())), -step))
    found = turning_points(analysis, path.steps)
    assert (found.turned and (found.turned.step, found.turned.changes)) == _expected(falls)
    assert (found.helped and (found.helped.step, found.helped.changes)) == _expected(lifts)


def _difference(one: list[Fraction], other: list[Fraction]) -> list[Fraction]:
    return [a - b for a, b in zip(one, other, strict=True)]


def _expected(changes: list[tuple[list[Fraction], int]]) -> object:
    change, step = max(changes, default=([], 0))
    return (-step, tuple(pytest.approx(float(100 * bar)) for bar in change)) if any(change) else None


@settings(max_examples=EXAMPLES, deadline=None)
@given(scenarios())
def test_any_scenario_at_all(scenario: Scenario) -> None:
    analysis, paths = Analysis(scenario), every_path(scenario) or []
    test_ranges_counts_and_decisions((analysis, paths))
    test_frontier_with_a_path_to_each_point((analysis, paths))
    test_all_four_closer((analysis, paths))
