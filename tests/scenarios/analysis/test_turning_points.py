"""Turning points on plays small enough to follow by hand."""

import pytest

from app.scenarios.analysis.analysis import Analysis
from app.scenarios.analysis.turning_points import Turn, TurningPoints, lines_of, turning_points
from app.scenarios.scenario import Scenario
from tests.scenarios.building import choice, route, scenario, scene

LOW, MIDDLE, HIGH = (-1, -1, -1, -1), (0, 0, 0, 0), (1, 1, 1, 1)


def all_four(change: float) -> tuple[float, ...]:
    return (change,) * 4


def two_rounds() -> Scenario:
    """Bars run from −4 to +4 for all alike: a point is 12.5."""
    return scenario(
        scene(
            "one", choice("a", "two", (3, 3, 3, 3)), choice("b", "two", (-3, -3, -3, -3)), choice("c", "two")
        ),
        scene("two", choice("a", "three", HIGH), choice("b", "three", LOW)),
        scene("three", route("end")),
    )


def test_the_line_with_the_largest_fall_and_what_kept_more_open() -> None:
    found = turning_points(Analysis(two_rounds()), ["b", "a", None])
    assert found.turned == Turn(0, "one", "b", all_four(75.0), "a")
    assert found.helped == Turn(1, "two", "a", all_four(25.0), None)


def test_nothing_fell() -> None:
    found = turning_points(Analysis(two_rounds()), ["a", "a", None])
    assert found.turned is None
    assert found.helped == Turn(0, "one", "a", all_four(75.0), None)


def test_a_line_can_help_and_still_leave_something_better() -> None:
    found = turning_points(Analysis(two_rounds()), ["c", "b", None])
    assert found.turned == Turn(0, "one", "c", all_four(37.5), "a")
    assert found.helped == Turn(0, "one", "c", all_four(37.5), "a")


def test_nothing_to_choose() -> None:
    only = scenario(scene("one", choice("a", "two", HIGH)), scene("two", choice("a", "end")))
    assert turning_points(Analysis(only), ["a", "a"]) == TurningPoints(None, None)
    assert turning_points(Analysis(two_rounds()), []) == TurningPoints(None, None)


def test_an_attempt_that_has_not_ended() -> None:
    assert turning_points(Analysis(two_rounds()), ["c"]).turned == Turn(0, "one", "c", all_four(37.5), "a")


def test_ties_go_to_the_earlier_line() -> None:
    equal = scenario(
        scene("one", choice("a", "two", HIGH), choice("b", "two", LOW)),
        scene("two", choice("a", "end", HIGH), choice("b", "end", LOW)),
    )
    found = turning_points(Analysis(equal), ["b", "b"])
    assert found.turned == Turn(0, "one", "b", all_four(50.0), "a")


def test_ties_in_the_lowest_bar_go_to_the_next_lowest() -> None:
    """Both lines cost the same at the bottom; the second costs the next chair more."""
    built = scenario(
        scene("one", choice("a", "two", (1, 1, 0, 0)), choice("b", "two", (0, 1, 0, 0))),
        scene("two", choice("a", "end", (1, 1, 0, 0)), choice("b", "end", (0, 0, 0, 0))),
    )
    found = turning_points(Analysis(built), ["b", "b"])
    assert found.turned == Turn(1, "two", "b", (50, 100), "a")


def test_a_fall_of_the_next_lowest_alone_counts() -> None:
    """The customer has been left at the bottom already; now the organization loses too."""
    built = scenario(
        scene("one", choice("a", "two", (-1, 0, 0, 0)), choice("b", "end")),
        scene("two", choice("a", "end", (0, 1, 0, 0)), choice("b", "end")),
    )
    found = turning_points(Analysis(built), ["a", "b"])
    assert found.turned == Turn(1, "two", "b", (0, 100), "a")


def test_chairs_that_are_not_tested_are_left_out() -> None:
    built = scenario(scene("one", choice("a", "end", (1, 0, 0, 2)), choice("b", "end", (0, 0, 0, 2))))
    analysis = Analysis(built)
    assert lines_of(analysis, ["b"])[0].before == (analysis.bars.unit,)
    assert turning_points(analysis, ["b"]).turned == Turn(0, "one", "b", (100,), "a")


@pytest.mark.parametrize("steps", [["x"], [None], ["a", "a", "a"], ["a", "a", None, None]])
def test_a_step_that_is_not_offered(steps: list[str | None]) -> None:
    with pytest.raises(ValueError, match="not offered"):
        turning_points(Analysis(two_rounds()), steps)
