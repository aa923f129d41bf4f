"""What the shipped scenarios promise together: real dilemmas, no give-aways, and everybody at risk somewhere."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from app.content.chair import CHAIRS, Chair
from app.scenarios.analysis.analysis import Analysis
from app.scenarios.format.scenario_file import read_stored
from app.scenarios.scenario import Choice, Scenario, TotalTerm

FOLDER = Path(__file__).parents[2] / "scenarios"
SHIPPED = sorted(path.stem for path in FOLDER.glob("[a-z]*.md"))
each = pytest.mark.parametrize("name", SHIPPED)


@cache
def analyzed(name: str) -> Analysis:
    scenario = read_stored(name, (FOLDER / f"{name}.md").read_bytes())
    assert scenario, name
    return Analysis(scenario)


def decisions(scenario: Scenario) -> list[tuple[Choice, ...]]:
    return [scene.choices for scene in scenario.scenes.values() if len(scene.choices) > 1]


def test_all_ten_are_here() -> None:
    assert len(SHIPPED) == 10


@each
def test_every_path_takes_four_to_eight_decisions(name: str) -> None:
    low, high = analyzed(name).decisions
    assert 4 <= low <= high <= 8


@each
def test_the_size_is_that_of_a_conversation(name: str) -> None:
    scenario = analyzed(name).scenario
    assert 10 <= len(scenario.scenes) <= 20
    assert 3 <= len(scenario.endings) <= 5


@each
def test_chance_wins_sometimes_and_at_most_one_time_in_three(name: str) -> None:
    share, _ = analyzed(name).all_closer
    assert 0 < share <= 1 / 3


@each
def test_no_rule_of_thumb_does_well(name: str) -> None:
    results = {rule: round(result.percentile, 1) for rule, result in analyzed(name).strategies.items()}
    assert {rule: at for rule, at in results.items() if at > 60} == {}


def test_early_lines_change_late_scenes() -> None:
    """Flags or running totals, in at least seven of ten."""
    gated = [name for name in SHIPPED if _conditions(analyzed(name).scenario)]
    assert len(gated) >= 7


def test_the_best_line_is_the_longest_no_more_often_than_chance() -> None:
    """Over all decisions of all scenarios; of several longest or several best, each counts its share."""
    every = [lines for name in SHIPPED for lines in decisions(analyzed(name).scenario)]
    share = sum(_longest_is_best(lines) for lines in every) / len(every)
    chance = sum(1 / len(lines) for lines in every) / len(every)
    assert share <= chance


def test_each_chair_is_the_one_at_risk_in_at_least_two() -> None:
    """At risk is whoever fares worst on average in random play."""
    at_risk = Counter(min(CHAIRS, key=lambda chair: _mean(name, chair)) for name in SHIPPED)
    assert {chair: at_risk[chair] for chair in CHAIRS if at_risk[chair] < 2} == {}


def test_pleasing_the_customer_is_not_the_answer() -> None:
    """The customer is not always right: the line that pleases most is not the best one in most decisions."""
    every = [lines for name in SHIPPED for lines in decisions(analyzed(name).scenario)]
    pleasing = sum(_pleases_most_and_is_best(lines) for lines in every)
    assert pleasing < len(every) / 2


def _conditions(scenario: Scenario) -> list[object]:
    doors = [
        door.condition
        for scene in scenario.scenes.values()
        for door in (*scene.choices, *scene.routes)
        if door.condition.terms
    ]
    return [
        term for condition in doors for term in condition.terms if isinstance(term, TotalTerm) or term.flag
    ]


def _mean(name: str, chair: Chair) -> float:
    return analyzed(name).random_play.mean[chair]


def _longest_is_best(lines: tuple[Choice, ...]) -> float:
    longest = max(len(line.words) for line in lines)
    best = max(sum(line.numbers) for line in lines)
    longs = [line for line in lines if len(line.words) == longest]
    bests = [line for line in lines if sum(line.numbers) == best]
    both = [line for line in longs if line in bests]
    return len(both) / (len(longs) * len(bests))


def _pleases_most_and_is_best(lines: tuple[Choice, ...]) -> bool:
    pleasing = max(lines, key=lambda line: line.numbers.customer)
    return sum(pleasing.numbers) == max(sum(line.numbers) for line in lines)
