"""Play: from a state and a choice to the next state. Pure, so that any attempt can be told again from its steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt

from app.errors import Refused
from app.scenarios.scenario import Choice, Condition, FlagTerm, Route, Scenario, Totals, TotalTerm

NOTHING_YET = Totals()
OPERATORS = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq}


class NotOffered(Refused):
    """This choice, or Continue, is not what the scene offers now."""

    def __init__(self) -> None:
        super().__init__("This line is not on offer here any more.")


@dataclass(frozen=True)
class State:
    """Where an attempt stands. `scene` is a scene's or an ending's id; `used` holds (scene, `once` choice)."""

    scene: str
    totals: Totals = NOTHING_YET
    flags: frozenset[str] = frozenset()
    used: frozenset[tuple[str, str]] = frozenset()


def start(scenario: Scenario) -> State:
    return State(scenario.start)


def is_finished(scenario: Scenario, state: State) -> bool:
    return state.scene in scenario.endings


def holds(condition: Condition, state: State) -> bool:
    """Whether the condition holds on entering the scene, which is where `state` is."""
    return all(_term_holds(term, state) for term in condition.terms)


def _term_holds(term: FlagTerm | TotalTerm, state: State) -> bool:
    if isinstance(term, FlagTerm):
        return (term.flag in state.flags) is term.wanted
    return bool(OPERATORS[term.op](state.totals.of(term.chair), term.number))


def offered(scenario: Scenario, state: State) -> tuple[Choice, ...]:
    """The choices that can be taken now, as written; none in an ending or where routes lead on."""
    scene = scenario.scenes.get(state.scene)
    if scene is None:
        return ()
    return tuple(
        choice
        for choice in scene.choices
        if (scene.id, choice.id) not in state.used and holds(choice.condition, state)
    )


def choose(scenario: Scenario, state: State, choice_id: str) -> State:
    """Adds the choice's numbers, then sets, then clears. Raises NotOffered."""
    choice = next((choice for choice in offered(scenario, state) if choice.id == choice_id), None)
    if choice is None:
        raise NotOffered
    used = state.used | {(state.scene, choice.id)} if choice.once else state.used
    flags = (state.flags | choice.sets) - choice.clears
    return State(choice.target, state.totals.plus(choice.numbers), flags, used)


def route(scenario: Scenario, state: State) -> Route | None:
    """Where Continue leads: the first route that holds. None where the scene has no routes."""
    scene = scenario.scenes.get(state.scene)
    routes = scene.routes if scene else ()
    return next((route for route in routes if holds(route.condition, state)), None)


def proceed(scenario: Scenario, state: State) -> State:
    """Continue, on a scene with routes. Raises NotOffered."""
    taken = route(scenario, state)
    if taken is None:
        raise NotOffered
    return State(taken.target, state.totals, state.flags, state.used)


def step(scenario: Scenario, state: State, choice_id: str | None) -> State:
    """One step of an attempt; None is Continue. Raises NotOffered."""
    return proceed(scenario, state) if choice_id is None else choose(scenario, state, choice_id)


def replay(scenario: Scenario, steps: Sequence[str | None]) -> State:
    """The state after these steps from the start. Raises NotOffered."""
    *_, last = states(scenario, steps)
    return last


def states(scenario: Scenario, steps: Sequence[str | None]) -> Iterator[State]:
    """Every state of an attempt, the start included: one more than there are steps. Raises NotOffered."""
    state = start(scenario)
    yield state
    for choice_id in steps:
        state = step(scenario, state, choice_id)
        yield state
