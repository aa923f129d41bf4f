import pytest

from app.scenarios.engine import (
    NotOffered,
    State,
    choose,
    is_finished,
    offered,
    proceed,
    replay,
    start,
    states,
)
from app.scenarios.scenario import Scenario, Totals
from tests.scenarios.written import SOUND, choice, read, replaced


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return read(SOUND)


def ids(scenario: Scenario, state: State) -> list[str]:
    return [choice.id for choice in offered(scenario, state)]


def test_a_play_from_start_to_ending(scenario: Scenario) -> None:
    at_the_door = start(scenario)
    assert at_the_door == State("door")
    assert ids(scenario, at_the_door) == ["lend", "ask"]
    in_the_hall = choose(scenario, at_the_door, "lend")
    assert in_the_hall == State("hall", Totals(1, 1, 1, 1), frozenset({"lent"}))
    assert offered(scenario, in_the_hall) == ()
    home = proceed(scenario, in_the_hall)
    assert (home.scene, home.totals) == ("home", in_the_hall.totals)
    assert is_finished(scenario, home)
    assert not is_finished(scenario, in_the_hall)


def test_the_first_route_that_holds_is_taken(scenario: Scenario) -> None:
    assert replay(scenario, ["ask", None]).scene == "out"
    assert proceed(scenario, State("hall", Totals(0), frozenset({"lent"}))).scene == "out"
    assert proceed(scenario, State("hall", Totals(1), frozenset({"lent"}))).scene == "home"
    assert proceed(scenario, State("hall", Totals(1))).scene == "out"


@pytest.mark.parametrize(
    "steps", [["nothing"], [None], ["lend", "lend"], ["lend", None, None], ["lend", None, "ask"]]
)
def test_what_is_not_offered_is_refused(scenario: Scenario, steps: list[str | None]) -> None:
    with pytest.raises(NotOffered):
        replay(scenario, steps)


def test_every_state_on_the_way(scenario: Scenario) -> None:
    assert [state.scene for state in states(scenario, ["lend", None])] == ["door", "hall", "home"]
    assert [state.scene for state in states(scenario, [])] == ["door"]


def with_choice(*fields: str) -> Scenario:
    return read(replaced("## hall", f"{choice('[wait] Wait. -> door', *fields)}\n## hall"))


def test_once_means_once_in_an_attempt() -> None:
    scenario = with_choice("once")
    again = replay(scenario, ["wait"])
    assert again.used == {("door", "wait")}
    assert ids(scenario, again) == ["lend", "ask"]
    with pytest.raises(NotOffered):
        choose(scenario, again, "wait")


def test_conditions_see_flags_and_totals_on_entering_the_scene() -> None:
    scenario = with_choice("once", "if: customer = 0 and not waited", "set: waited")
    assert ids(scenario, start(scenario)) == ["lend", "ask", "wait"]
    assert ids(scenario, State("door", Totals(1))) == ["lend", "ask"]
    assert ids(scenario, State("door", Totals(), frozenset({"waited"}))) == ["lend", "ask"]


def test_setting_and_clearing() -> None:
    scenario = with_choice("once", "set: a, b", "clear: c, d")
    state = choose(scenario, State("door", flags=frozenset({"a", "c", "e"})), "wait")
    assert state.flags == {"a", "b", "e"}


COMPARISONS = [
    ("<", [True, False, False]),
    ("<=", [True, True, False]),
    (">", [False, False, True]),
    (">=", [False, True, True]),
    ("=", [False, True, False]),
]


@pytest.mark.parametrize(("op", "holding"), COMPARISONS)
def test_comparisons(op: str, holding: list[bool]) -> None:
    scenario = with_choice(f"if: self {op} 2")
    found = ["wait" in ids(scenario, State("door", Totals(self_=total))) for total in (1, 2, 3)]
    assert found == holding
