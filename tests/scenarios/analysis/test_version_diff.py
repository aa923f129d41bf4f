"""What an edit does to the score."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.scenarios.analysis.analysis import Analysis, TooLarge
from app.scenarios.analysis.version_diff import compare
from app.scenarios.scenario import Scenario
from tests.scenarios.brute_force import every_path
from tests.scenarios.building import choice, route, scenario, scene
from tests.scenarios.random_scenarios import random_scenario


def talk(*lines: tuple[str, Sequence[int]], last: str = "end", endings: str = "end") -> Scenario:
    return scenario(
        scene("one", choice("a", "two", (3, 0, 0, 0)), choice("b", "two", (-1, 0, 0, 0))),
        scene("two", *(choice(name, last, numbers) for name, numbers in lines)),
        endings=endings,
    )


OLD = talk(("a", (3, 0, 0, 0)), ("b", (1, 0, 0, 0)))


def summary(new: Scenario) -> str:
    return compare(Analysis(OLD), Analysis(new)).summary()


def test_prose_does_not_count() -> None:
    assert summary(replace(OLD, title="Other words")) == "the score is as it was"


def test_a_wider_range() -> None:
    assert summary(talk(("a", (3, 0, 0, 0)), ("b", (-3, 0, 1, 0)))) == (
        "customer’s lowest 0 → −4; colleagues’ highest 0 → 1"
    )


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (talk(("a", (3, 0, 0, 0))), "customer’s lowest 0 → 2; two paths gone"),
        (talk(("a", (3, 0, 0, 0)), ("b", (1, 0, 0, 0)), ("c", (2, 0, 0, 0))), "two paths new"),
        (talk(("a", (3, 0, 0, 0)), ("c", (1, 0, 0, 0))), "two paths gone; two paths new"),
        (talk(*((letter, (1, 0, 0, 0)) for letter in "abcdefghi")), "customer’s highest 6 → 4; 14 paths new"),
    ],
)
def test_paths_gone_and_new(new: Scenario, said: str) -> None:
    assert summary(new) == said


def test_one_path() -> None:
    only = scenario(scene("one", choice("a", "end")))
    more = scenario(scene("one", choice("a", "end"), choice("b", "end")))
    assert compare(Analysis(only), Analysis(more)).summary() == "one path new"


def test_endings() -> None:
    new = talk(("a", (3, 0, 0, 0)), ("b", (1, 0, 0, 0)), last="home", endings="home")
    assert summary(new) == "ending “end” gone; ending “home” new"


def test_a_route_between_choices_leaves_the_path_as_it_was() -> None:
    last = talk(("a", (3, 0, 0, 0)), ("b", (1, 0, 0, 0)), last="wait")
    new = replace(last, scenes={**last.scenes, "wait": scene("wait", route("end"))})
    assert summary(new) == "the score is as it was"


def test_a_path_that_goes_on_is_another() -> None:
    short = scenario(scene("one", choice("a", "end"), choice("b", "end")))
    longer = scenario(scene("one", choice("a", "two"), choice("b", "end")), scene("two", choice("a", "end")))
    assert compare(Analysis(short), Analysis(longer)).sentences() == ["one path gone", "one path new"]


def test_too_much_to_compare() -> None:
    with pytest.raises(TooLarge):
        compare(Analysis(OLD), Analysis(OLD), budget=2)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**16))
def test_paths_are_counted_as_if_laid_side_by_side(seed: int) -> None:
    old = random_scenario(seed)
    new = _without_a_choice(old, seed)
    before = {path.choices for path in every_path(old) or []}
    after = {path.choices for path in every_path(new) or []}
    found = compare(Analysis(old), Analysis(new))
    assert (found.paths_gone, found.paths_new) == (len(before - after), len(after - before))


def _without_a_choice(old: Scenario, seed: int) -> Scenario:
    """The last choice of one scene left out, where the first is always offered."""
    name = sorted(old.scenes)[seed % len(old.scenes)]
    each = old.scenes[name]
    shorter = replace(each, choices=each.choices[: max(1, len(each.choices) - 1)])
    return replace(old, scenes={**old.scenes, name: shorter if each.choices else each})
