"""Whether a condition can be met, and why not, is what trying every path finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assignments.condition import RunCondition, is_met, out_of_reach, reason
from app.content.chair import chair_name
from app.scenarios.analysis.analysis import Analysis
from app.scenarios.scenario import CHAIRS, Scenario, Totals
from tests.scenarios.brute_force import every_path
from tests.scenarios.building import choice, scenario, scene
from tests.scenarios.random_scenarios import scenarios

NUMBERS = dict(zip(("none", "one", "two", "three", "four"), range(5), strict=True))
NAMES = "|".join(chair_name(chair) for chair in CHAIRS)


def lines(*numbers: tuple[int, int, int, int]) -> Scenario:
    """One scene in which each line ends the conversation with these totals."""
    return scenario(scene("a", *(choice(f"c{n}", "end", each) for n, each in enumerate(numbers))))


@pytest.mark.parametrize(
    ("totals", "nobody_worse", "all_closer"),
    [
        ((0, 0, 0, 0), True, False),
        ((1, 2, 3, 1), True, True),
        ((1, 1, 1, 0), True, False),
        ((5, 5, 5, -1), False, False),
    ],
)
def test_what_a_run_meets(totals: tuple[int, int, int, int], nobody_worse: bool, all_closer: bool) -> None:
    ended = Totals(*totals)
    assert is_met(RunCondition.FINISHED, ended)
    assert is_met(RunCondition.NOBODY_WORSE, ended) is nobody_worse
    assert is_met(RunCondition.ALL_CLOSER, ended) is all_closer


ALL, NOBODY = RunCondition.ALL_CLOSER, RunCondition.NOBODY_WORSE


@pytest.mark.parametrize(
    ("condition", "played", "sentences"),
    [
        (ALL, lines((1, 1, 1, 1), (-1, -1, -1, -1)), ""),
        (NOBODY, lines((0, 0, 0, 0), (-1, -1, -1, -1)), ""),
        (
            ALL,
            lines((1, 1, 1, -1), (1, 1, -1, 1)),
            "In this conversation no line brings all four closer; at best three. "
            "Each of the four can come closer, but never all in one run. Choose another condition.",
        ),
        (
            ALL,
            lines((1, 1, 0, 1), (-1, -1, 0, -1)),
            "In this conversation no line brings all four closer; at best three. "
            "It never tests Colleagues. Choose another condition.",
        ),
        (
            ALL,
            lines((1, 0, 0, -1), (-1, 0, 0, -2)),
            "In this conversation no line brings all four closer; at best one. "
            "It never tests Organization or Colleagues. It never brings You closer. Choose another condition.",
        ),
        (
            ALL,
            lines((0, 0, 0, 0)),
            "In this conversation no line brings all four closer; at best none. "
            "It never tests Customer, Organization, Colleagues or You. Choose another condition.",
        ),
        (
            ALL,
            lines((-1, 2, 0, -1), (0, 0, 2, -3), (0, 0, -1, 0)),
            "In this conversation no line brings all four closer; at best one. "
            "It never brings Customer or You closer. "
            "Each of the other two can come closer, but never all in one run. Choose another condition.",
        ),
        (
            NOBODY,
            lines((1, 1, 1, -1), (1, 1, -1, 1)),
            "In this conversation every line leaves somebody worse off than at the start; at best only one of the "
            "four. Each of the four can be spared, but never all in one run. Choose another condition.",
        ),
        (
            NOBODY,
            lines((-1, 1, 0, -1), (-2, 1, 0, -1)),
            "In this conversation every line leaves somebody worse off than at the start; at best only two of the "
            "four. It always leaves Customer and You worse off. Choose another condition.",
        ),
        (
            NOBODY,
            lines((-1, 1, -1, 1), (-2, -1, 1, 1)),
            "In this conversation every line leaves somebody worse off than at the start; at best only two of the "
            "four. It always leaves Customer worse off. "
            "Each of the other three can be spared, but never all in one run. Choose another condition.",
        ),
    ],
)
def test_the_exact_reason(condition: RunCondition, played: Scenario, sentences: str) -> None:
    assert reason(condition, Analysis(played)) == sentences


def test_a_chair_that_no_line_tests_harms_nobody() -> None:
    assert reason(NOBODY, Analysis(lines((1, 0, 0, 0), (-1, 0, 0, 0)))) == ""


def test_where_several_are_set_each_is_named() -> None:
    found = out_of_reach(ALL, lines((1, 1, 1, 0)), named=True)
    assert found.startswith("In “Built” no line brings all four closer; at best three. ")


def test_of_one_that_is_too_large_only_what_is_known_is_said() -> None:
    hopeless = lines((1, -1, 1, 0), (1, -2, 1, 0), (2, -3, 1, 0))
    assert reason(ALL, Analysis(hopeless, points=0)) == (
        "In this conversation no line brings all four closer. "
        "It never tests You. It never brings Organization closer. Choose another condition."
    )
    assert reason(ALL, Analysis(lines((1, 1, 1, -1), (1, 1, -1, 1)), points=0)) == ""
    assert reason(ALL, Analysis(hopeless, states=1)) == ""


@given(scenarios(), st.sampled_from(RunCondition))
def test_it_is_what_every_path_says(played: Scenario, condition: RunCondition) -> None:
    finals = [path.end.totals for path in every_path(played) or []]
    said = reason(condition, Analysis(played))
    assert (said == "") is any(is_met(condition, totals) for totals in finals)
    if said and condition is ALL:
        check_closer(said, finals)
    elif said:
        check_spared(said, finals)


def check_closer(said: str, finals: list[Totals]) -> None:
    closer = [{chair_name(chair) for chair in CHAIRS if totals.of(chair) > 0} for totals in finals]
    assert NUMBERS[found("at best (\\w+)", said)] == max(map(len, closer))
    still = {chair_name(chair) for chair in CHAIRS if {totals.of(chair) for totals in finals} == {0}}
    hopeless = {chair_name(chair) for chair in CHAIRS} - set().union(*closer)
    assert names(found("never tests ([^.]*)", said)) == still
    assert names(found("never brings ([^.]*)", said)) == hopeless - still
    assert ("never all in one run" in said) is (max(map(len, closer)) < 4 - len(hopeless))


def check_spared(said: str, finals: list[Totals]) -> None:
    worse = [{chair_name(chair) for chair in CHAIRS if totals.of(chair) < 0} for totals in finals]
    assert NUMBERS[found("at best only (\\w+)", said)] == min(map(len, worse))
    always = set.intersection(*worse)
    assert names(found("always leaves ([^.]*)", said)) == always
    assert ("never all in one run" in said) is (min(map(len, worse)) > len(always))


def found(pattern: str, said: str) -> str:
    match = re.search(pattern, said)
    return match[1] if match else ""


def names(said: str) -> set[str]:
    return set(re.findall(NAMES, said))


def test_forms_and_pages_have_words_for_each() -> None:
    assert len({condition.choice for condition in RunCondition}) == 3
    assert [condition.demand == "" for condition in RunCondition] == [True, False, False]
    assert [condition.value for condition in RunCondition] == ["finished", "nobody-worse", "all-closer"]
