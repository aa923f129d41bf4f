"""What exploring says of loops, dead ends and scenes out of reach equals play through the engine."""

import os
from collections.abc import Iterator

import pytest

from app.scenarios import engine
from app.scenarios.analysis.analysis import explore
from app.scenarios.engine import State
from app.scenarios.scenario import Scenario, Totals
from tests.scenarios.random_scenarios import unsound_scenario

pytestmark = pytest.mark.soak

SEEDS = range(3000 if "SOAK" in os.environ else 150)
STEPS = 7
Marks = tuple[str, frozenset[str], frozenset[tuple[str, str]]]


def marks(state: State) -> Marks:
    return state.scene, state.flags, state.used


def following(scenario: Scenario, state: State) -> list[State]:
    if engine.route(scenario, state):
        return [engine.proceed(scenario, state)]
    return [engine.choose(scenario, state, choice.id) for choice in engine.offered(scenario, state)]


def all_states(scenario: Scenario) -> dict[State, list[State]]:
    """Every state with what follows it, totals left out; for scenarios that do not test them."""
    found: dict[State, list[State]] = {}
    waiting = [engine.start(scenario)]
    while waiting:
        state = waiting.pop()
        if state not in found:
            found[state] = [State(s.scene, Totals(), s.flags, s.used) for s in following(scenario, state)]
            waiting += found[state]
    return found


def ahead(states: dict[State, list[State]], state: State) -> set[State]:
    """All that one step or more can lead to."""
    found: set[State] = set()
    waiting = list(states[state])
    while waiting:
        after = waiting.pop()
        if after not in found:
            found.add(after)
            waiting += states[after]
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_without_totals_every_set_is_exact(seed: int) -> None:
    scenario = unsound_scenario(seed, gated=False)
    graph, states = explore(scenario), all_states(scenario)
    to_come = {state: ahead(states, state) for state in states}
    cyclic = {state for state in states if state in to_come[state]}
    ended = {state for state in states if engine.is_finished(scenario, state)}
    endless = {s for s in states if s not in ended and not to_come[s] & ended and ({s} | to_come[s]) & cyclic}
    assert graph.reached == {state.scene for state in states}
    assert graph.returning == {state.scene for state in cyclic}
    assert graph.endless == {state.scene for state in endless}
    assert graph.stuck == {state.scene for state in states if not states[state] and state not in ended}


@pytest.mark.parametrize("seed", SEEDS)
def test_with_totals_what_play_shows_is_found(seed: int) -> None:
    """Some loops with totals never end, so play is cut short: it can show less than there is, never more."""
    scenario = unsound_scenario(seed, gated=True)
    graph = explore(scenario)
    seen = list(short_plays(scenario))
    returning = {states[-1].scene for states in seen if marks(states[-1]) in map(marks, states[:-1])}
    assert returning <= graph.returning
    assert {state.scene for states in seen for state in states} <= graph.reached
    finished = [not following(scenario, states[-1]) for states in seen]
    if all(finished) and not returning:
        stuck = {states[-1].scene for states in seen} - set(scenario.endings)
        assert not graph.returning
        assert graph.stuck == stuck
        assert graph.reached == {state.scene for states in seen for state in states}


def short_plays(scenario: Scenario) -> Iterator[tuple[State, ...]]:
    """Every play up to its end, its first scene that comes back, or some steps."""
    waiting: list[tuple[State, ...]] = [(engine.start(scenario),)]
    while waiting:
        states = waiting.pop()
        after = following(scenario, states[-1])
        if not after or len(states) > STEPS or marks(states[-1]) in map(marks, states[:-1]):
            yield states
        else:
            waiting += [(*states, state) for state in after]
