"""What was possible, held against every path played one by one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.practice.debrief.trade_off_figure import cost_words, verdict
from app.scenarios.analysis.analysis import Analysis
from app.scenarios.analysis.bars import Bars
from app.scenarios.analysis.frontier import FrontierPoint
from app.scenarios.analysis.ranges import Range
from app.scenarios.analysis.trade_offs import Way, place_of, possible
from app.scenarios.scenario import CHAIRS, Chair, Scenario, Totals
from tests.scenarios.brute_force import dominated, every_path
from tests.scenarios.building import choice, scenario, scene

TEN = Bars(dict.fromkeys(CHAIRS, Range(-5, 5)))
numbers = st.tuples(*[st.integers(-3, 3)] * 4)


def point(ending: str, *totals: int) -> FrontierPoint:
    return FrontierPoint(Totals(*totals), ending, ())


def test_an_ending_stands_for_its_outcome_that_is_best_for_whoever_is_worst_off() -> None:
    found = possible(TEN, [point("a", 5, 0, 0, 0), point("a", 1, 1, 1, 1)], ["a", "b"], Totals())
    assert found.ways == (Way("a", Totals(1, 1, 1, 1), (60.0, 60.0), Chair.CUSTOMER, 40, 2),)
    assert found.others == ((50.0, 62.5),)


def test_the_cost_is_borne_by_the_chair_that_gives_up_most() -> None:
    found = possible(TEN, [point("a", 5, 0, 0, 0), point("b", 0, 2, 0, 0)], ["a", "b"], Totals())
    assert [(way.cost, way.gives_up) for way in found.ways] == [
        (Chair.ORGANIZATION, 20),
        (Chair.CUSTOMER, 50),
    ]


def test_a_single_best_outcome_costs_nobody_anything() -> None:
    (way,) = possible(TEN, [point("a", 1, 1, 1, 1)], ["a"], Totals()).ways
    assert (way.cost, way.gives_up) == (None, 0)
    assert cost_words(way) == "It costs nobody anything."


def test_who_could_have_had_more_without_taking_from_anybody() -> None:
    points = [point("a", 1, 0, 1, -1), point("b", 5, 5, 5, -2)]
    assert possible(TEN, points, ["a", "b"], Totals(0, 0, 0, -1)).better == (Chair.CUSTOMER, Chair.COLLEAGUES)
    assert possible(TEN, points, ["a", "b"], Totals(1, 0, 1, -1)).better == ()


def test_a_chair_that_is_not_tested_counts_in_neither_measure() -> None:
    bars = Bars({**dict.fromkeys(CHAIRS, Range(0, 4)), Chair.SELF: Range(2, 2)})
    assert place_of(bars, Totals(4, 2, 3, 2)) == (50.0, 75.0)
    assert place_of(Bars(dict.fromkeys(CHAIRS, Range(1, 1))), Totals(1, 1, 1, 1)) == (0.0, 0.0)


@given(st.lists(st.lists(numbers, min_size=2, max_size=3), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_it_is_what_every_path_says(rows: list[list[tuple[int, int, int, int]]]) -> None:
    built = chain(rows)
    analysis = Analysis(built)
    finals = {path.end.totals for path in every_path(built) or []}
    for mine in finals:
        found = possible(analysis.bars, analysis.frontier, list(built.endings), mine)
        assert bool(found.better) == dominated(mine, finals)
        assert {way.totals for way in found.ways} <= finals
        assert all(
            0 <= measure <= 100 for measure in (*found.mine, *(m for one in found.others for m in one))
        )


def chain(rows: list[list[tuple[int, int, int, int]]]) -> Scenario:
    """Scene after scene, each with these lines; the first line of the last one has an ending of its own."""
    scenes = [
        scene(f"s{place}", *(choice(f"c{n}", f"s{place + 1}", row) for n, row in enumerate(lines)))
        for place, lines in enumerate(rows)
    ]
    last = scene(f"s{len(rows)}", choice("one", "end"), choice("other", "end-b", (1, -1, 0, 0)))
    return scenario(*scenes, last, endings="end end-b")


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (
            Way("a", Totals(1, 2, -1, 1), (0, 0), Chair.COLLEAGUES, 30, 1),
            "Your colleagues end further away. Elsewhere your colleagues could have had 30 of 100 more.",
        ),
        (Way("a", Totals(-1, 2, 1, -1), (0, 0), None, 0, 1), "The customer and you end further away."),
        (Way("a", Totals(-1, 2, 1, 1), (0, 0), None, 0, 1), "The customer ends further away."),
        (
            Way("a", Totals(1, 2, 1, 1), (0, 0), Chair.SELF, 5, 1),
            "Elsewhere you could have had 5 of 100 more.",
        ),
    ],
)
def test_what_an_ending_costs_in_words(way: Way, words: str) -> None:
    assert cost_words(way) == words


def test_nothing_is_called_right_or_wrong() -> None:
    assert "nobody could have had more without somebody else having less" in verdict(())
    words = verdict((Chair.CUSTOMER, Chair.SELF))
    assert "more to be had for the customer and you" in words
    assert "right" not in words
