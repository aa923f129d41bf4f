"""Worked examples of what analysis says: loops, dead ends, budgets, and graphs of thousands of scenes."""

import pytest

from app.scenarios.analysis.analysis import Analysis, Cyclic, TooLarge, explore, ranges
from app.scenarios.analysis.frontier import best_gains
from app.scenarios.analysis.random_play import Settled, outcomes
from app.scenarios.scenario import CHAIRS, Chair, Scenario, Totals
from tests.scenarios.building import NONE, choice, route, scenario, scene

UP = (1, 0, 0, 0)


def test_ranges_over_conditions() -> None:
    """The line worth +3 is offered only to those who gave up the same before."""
    late = choice("late", "end", (3, 0, 0, 0), cond="customer < 0")
    built = scenario(
        scene("one", choice("a", "two", (-3, 0, 0, 0)), choice("b", "two", (2, 0, 0, 0))),
        scene("two", choice("plain", "end"), late),
    )
    analysis = Analysis(built)
    assert analysis.ranges[Chair.CUSTOMER] == (-3, 2)
    assert analysis.ranges[Chair.SELF] == (0, 0)
    assert (analysis.paths, analysis.decisions) == (3, (1, 2))


def test_the_first_route_that_holds_is_taken_on_entering() -> None:
    built = scenario(
        scene("one", choice("a", "two", UP, sets="told"), choice("b", "two", UP), choice("c", "two")),
        scene("two", route("high", "told and customer >= 1"), route("high", "customer = 1"), route("low")),
        endings="high low",
    )
    analysis = Analysis(built)
    assert analysis.random_play.endings == pytest.approx({"high": 2 / 3, "low": 1 / 3})
    assert analysis.graph.taken == {("one", 0), ("one", 1), ("one", 2), ("two", 0), ("two", 1), ("two", 2)}


def test_a_taken_choice_sets_then_clears_and_once_means_once() -> None:
    hub = scene(
        "hub",
        choice("ask", "hub", UP, once=True, sets="asked"),
        choice("tell", "hub", UP, once=True, cond="asked", clears="asked"),
        choice("go", "end"),
    )
    analysis = Analysis(scenario(hub))
    assert analysis.paths == 3
    assert analysis.ranges[Chair.CUSTOMER] == (0, 2)
    assert not analysis.graph.returning


def test_totals_are_told_apart_only_where_a_condition_can_still_test_them() -> None:
    numbers = [(each, 0, 0, 0) for each in (0, 1, 2)]
    first = scene("one", *(choice(f"c{each[0]}", "two", each) for each in numbers))
    plain = scenario(first, scene("two", choice("a", "end"), choice("b", "end")))
    assert len(explore(plain)) == 3
    tested = scenario(first, scene("two", choice("a", "end"), choice("b", "end", cond="customer > 1")))
    assert len(explore(tested)) == 5


def test_a_condition_that_contradicts_itself_never_holds() -> None:
    never = [
        choice("b", "two", cond="told and not told"),
        choice("c", "two", cond="customer > 1 and customer < 1"),
    ]
    huge = choice("d", "two", cond=f"customer < {10**12} and customer > -{10**12}")
    built = scenario(
        scene("one", choice("a", "two", sets="told"), *never, huge), scene("two", choice("a", "end"))
    )
    assert explore(built).taken == {("one", 0), ("one", 3), ("two", 0)}


def test_what_is_not_reached() -> None:
    built = scenario(
        scene("one", choice("a", "end"), choice("b", "two", cond="told")),
        scene("two", choice("a", "other", sets="told")),
        endings="end other",
    )
    graph = explore(built)
    assert graph.reached == {"one", "end"}
    assert graph.taken == {("one", 0)}


def test_every_choice_hidden() -> None:
    built = scenario(
        scene("one", choice("a", "two", UP), choice("b", "two")),
        scene("two", choice("a", "end", cond="customer > 0"), choice("b", "end", cond="told", sets="told")),
    )
    graph = explore(built)
    assert graph.stuck == {"two"}
    assert not graph.endless | graph.returning


def test_used_up_choices_are_hidden_too() -> None:
    built = scenario(scene("one", choice("a", "one", once=True)))
    graph = explore(built)
    assert graph.stuck == graph.reached == {"one"}
    assert not graph.returning


LOOPS = {
    "to itself": (scenario(scene("one", choice("a", "one"), choice("b", "end"))), {"one"}, set()),
    "over another scene": (
        scenario(
            scene("one", choice("a", "two"), choice("b", "end")),
            scene("two", route("one", "told"), route("three")),
            scene("three", choice("a", "two", sets="told"), choice("b", "end")),
        ),
        {"one", "two"},
        set(),
    ),
    "no way out": (
        scenario(scene("one", choice("a", "two")), scene("two", choice("a", "one"))),
        {"one", "two"},
        {"one", "two"},
    ),
    "ended by a total": (
        scenario(
            scene(
                "one", choice("a", "one", UP, cond="customer < 3"), choice("b", "end", cond="customer >= 3")
            )
        ),
        {"one"},
        set(),
    ),
    "left when a total is high": (
        scenario(scene("one", choice("a", "one", UP), choice("b", "end", cond="customer >= 3"))),
        {"one"},
        set(),
    ),
    "left when a total is what it never is": (
        scenario(scene("one", choice("a", "one", UP), choice("b", "end", cond="customer < -50"))),
        {"one"},
        {"one"},
    ),
    "a flag that goes to and fro": (
        scenario(
            scene(
                "one",
                choice("a", "one", sets="told", cond="not told"),
                choice("b", "one", clears="told", cond="told"),
                choice("c", "end"),
            )
        ),
        {"one"},
        set(),
    ),
}


@pytest.mark.parametrize("name", LOOPS)
def test_scenes_that_come_back(name: str) -> None:
    built, returning, endless = LOOPS[name]
    graph = explore(built)
    assert graph.returning == returning
    assert graph.endless == endless
    assert not graph.stuck
    with pytest.raises(Cyclic):
        ranges(graph)


def test_around_a_loop_everything_that_totals_open_counts_as_reached() -> None:
    built, _, _ = LOOPS["left when a total is high"]
    assert explore(built).reached == {"one", "end"}


def test_a_loop_in_the_writing_that_play_cannot_close() -> None:
    """From one to two only with a high total, back only with a low one."""
    built = scenario(
        scene("start", choice("a", "one", UP), choice("b", "two")),
        scene("one", choice("a", "two", cond="customer > 0"), choice("b", "end", cond="customer <= 0")),
        scene("two", choice("a", "one", cond="customer <= 0"), choice("b", "end", cond="customer > 0")),
    )
    graph = explore(built)
    assert not graph.returning
    assert Analysis(built).paths == 2


def test_a_scene_that_comes_back_by_way_of_states_seen_before() -> None:
    """From one to up and back to one; the second half of the way has been walked when its first half is found."""
    built = scenario(
        scene("start", choice("a", "up", (2, 0, 0, 0)), choice("b", "one", UP)),
        scene("one", choice("a", "two", cond="customer >= 2"), choice("b", "up", UP, cond="customer < 2")),
        scene("up", choice("a", "one")),
        scene("two", choice("a", "end")),
    )
    assert explore(built).returning == {"one"}


def test_a_flag_that_nothing_tests_still_tells_states_apart() -> None:
    """Back once with the flag and not again: the total that stops it changed with it."""
    built = scenario(
        scene("one", choice("a", "one", UP, sets="seen", cond="customer < 1"), choice("b", "end")),
    )
    assert not explore(built).returning


def chain(length: int, flags: int = 0) -> Scenario:
    """Each scene has two lines, and by turns each of the flags may be set."""
    names = [f"s{place}" for place in range(length)]
    return scenario(
        *(
            scene(
                name,
                choice("a", after, (1, 0, 0, -1), sets=f"f{place % flags}" if flags else ""),
                choice("b", after, (0, 1, 0, 1)),
            )
            for place, (name, after) in enumerate(zip(names, [*names[1:], "end"], strict=True))
        )
    )


def test_ten_thousand_scenes_in_a_row() -> None:
    analysis = Analysis(chain(10_000))
    assert analysis.paths == 2**10_000
    assert analysis.decisions == (10_000, 10_000)
    assert list(analysis.ranges.values()) == [(0, 10_000), (0, 10_000), (0, 0), (-10_000, 10_000)]
    assert analysis.random_play.mean == pytest.approx(dict(zip(CHAIRS, (5000, 5000, 0, 0), strict=True)))


def test_past_the_budget_of_states() -> None:
    assert len(explore(chain(10, flags=4), budget=200)) < 200
    with pytest.raises(TooLarge, match="more than 200 states"):
        explore(chain(20, flags=8), budget=200)


def test_only_the_frontier_too_large_leaves_the_rest_standing() -> None:
    analysis = Analysis(chain(40), points=30)
    with pytest.raises(TooLarge, match="more than 30 frontier points"):
        _ = analysis.frontier
    assert analysis.paths == 2**40
    assert analysis.ranges[Chair.CUSTOMER] == (0, 40)


def test_all_frontiers_together_have_a_budget_too() -> None:
    with pytest.raises(TooLarge):
        best_gains(explore(chain(40)), budget=41)
    assert len(best_gains(explore(chain(40)), budget=220)[-1]) == 41


def test_too_many_outcomes() -> None:
    analysis = Analysis(chain(40))
    with pytest.raises(TooLarge):
        outcomes(analysis.graph, Settled(analysis.graph, analysis.bars), budget=700)


def test_every_final_total_when_nothing_is_tested() -> None:
    built = scenario(scene("one", choice("a", "end", NONE), choice("b", "end", NONE)))
    analysis = Analysis(built)
    assert [point.totals for point in analysis.frontier] == [Totals()]
    assert analysis.frontier[0].path == ("one/a",)
    assert {result.percentile for result in analysis.strategies.values()} == {50.0}
    assert analysis.reachable.best(analysis.graph.start, Totals()) == ()


def test_strategies_choose_among_what_is_offered_and_ties_go_to_the_first() -> None:
    lines = [
        choice("a", "end", UP, words="Sorry, SORRY, thank-you; thanks."),
        choice("b", "end", UP, words="Thanksgiving, pleased, misunderstand, sorrys." + "!" * 20),
        choice("c", "end", (2, 0, 0, 0), cond="customer > 0", words="x" * 99),
    ]
    results = Analysis(scenario(scene("one", *lines))).strategies
    assert {name: result.play.path for name, result in results.items()} == {
        "longest": ("one/b",),
        "first": ("one/a",),
        "apologetic": ("one/a",),
        "customer-pleaser": ("one/a",),
    }
