"""An attempt told again from its steps: where each was taken, what was said, and how things stood around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.practice.attempts.attempt import Step
from app.scenarios import engine
from app.scenarios.choice_order import order_shown
from app.scenarios.engine import State
from app.scenarios.scenario import Choice, Scenario, Scene


@dataclass(frozen=True)
class Told:
    """One step. `choice` is None for a Continue; `shown` are the choices in the order the learner saw them."""

    scene: Scene
    choice: Choice | None
    shown: tuple[Choice, ...]
    before: State
    after: State


def tell(scenario: Scenario, attempt: str, steps: Sequence[Step]) -> list[Told]:
    states = list(engine.states(scenario, [step.choice for step in steps]))
    return [
        _told(scenario, attempt, step, before, after)
        for step, before, after in zip(steps, states, states[1:], strict=False)
    ]


def shown_now(scenario: Scenario, attempt: str, state: State) -> tuple[Choice, ...]:
    """The choices on offer, in this attempt’s own order."""
    return order_shown(attempt, state.scene, engine.offered(scenario, state))


def _told(scenario: Scenario, attempt: str, step: Step, before: State, after: State) -> Told:
    scene = scenario.scenes[step.scene]
    stored = [found for name in step.order if (found := scene.choice(name))]
    shown = tuple(stored) or shown_now(scenario, attempt, before)
    choice = scene.choice(step.choice) if step.choice is not None else None
    return Told(scene, choice, shown, before, after)
