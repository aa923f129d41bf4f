"""What is said of many plays, with numbers worked out by hand."""

from math import log

import pytest

from app.practice.decisions.statistics import (
    FEWEST,
    Play,
    decision,
    division_of,
    route_key,
    separation,
    with_targets,
)


def plays(*said: tuple[str, float | None]) -> list[Play]:
    return [Play((("desk", line),), lowest) for line, lowest in said]


def test_shares_are_of_those_who_came_to_the_scene() -> None:
    said = [("call", 50.0)] * 3 + [("wait", 20.0)] * 2
    found = decision([*plays(*said), Play((("hall", "go"),), 10.0)], "desk", ["call", "wait", "leave"])
    assert found is not None
    assert found.people == 5
    assert found.shares == {"call": 0.6, "wait": 0.4, "leave": 0.0}
    # −(0.6 ln 0.6 + 0.4 ln 0.4) / ln 3
    assert found.division == pytest.approx(0.6730116670 / log(3))
    assert found.separation is None


def test_nothing_is_said_of_fewer_than_five() -> None:
    assert decision(plays(*[("call", 1.0)] * (FEWEST - 1)), "desk", ["call"]) is None
    assert decision(plays(*[("call", 1.0)] * FEWEST), "desk", ["call"]) is not None


def test_lines_that_are_gone_do_not_count() -> None:
    said = plays(*[("call", 1.0)] * 4, ("gone", 1.0))
    assert decision(said, "desk", ["call", "wait"]) is None


def test_a_scene_that_came_back_counts_as_it_was_met_first() -> None:
    twice = [Play((("desk", "wait"), ("desk", "call")), 1.0)] * 5
    found = decision(twice, "desk", ["call", "wait"])
    assert found is not None
    assert found.shares == {"call": 0.0, "wait": 1.0}


@pytest.mark.parametrize(
    ("shares", "expected"),
    [([1.0, 0.0], 0.0), ([0.5, 0.5], 1.0), ([0.25] * 4, 1.0), ([0.5, 0.5, 0.0, 0.0], 0.5), ([1.0], None)],
)
def test_how_divided_people_were(shares: list[float], expected: float | None) -> None:
    assert division_of(shares) == (None if expected is None else pytest.approx(expected))


def test_how_far_a_decision_tells_strong_from_weak() -> None:
    said = [("call", 90.0)] * 4 + [("wait", 80.0)]  # the upper third: 4 of 5 called
    said += [("call", 50.0), ("wait", 50.0)] * 2 + [("wait", 50.0)]
    said += [("wait", 10.0)] * 4 + [("call", 5.0)]  # the lower third: 1 of 5 called
    found = separation(said, ["wait", "call"])
    assert found is not None
    assert (found.line, found.upper, found.lower) == ("call", 0.8, 0.2)
    assert found.points == pytest.approx(60)


def test_separation_needs_fifteen_whose_outcome_is_known() -> None:
    known = [("call", 90.0), ("wait", 10.0)] * 7
    assert separation([*known, ("call", None)], ["call", "wait"]) is None
    assert separation([*known, ("call", 90.0)], ["call", "wait"]) is not None
    assert separation([("call", 1.0)] * 20, ["call"]) is None


def test_a_continue_is_where_it_led() -> None:
    steps = [("desk", "call"), ("ravi", None), ("hall", "go"), ("noon", None)]
    expected = (("desk", "call"), ("ravi", route_key("hall")), ("hall", "go"), ("noon", route_key("in-time")))
    assert with_targets(steps, "in-time") == expected
