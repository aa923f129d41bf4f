"""An attempt told once, from its steps to where it stands: what every page about it is made from.

The evidence holds ids; here they are the scenes and choices they stand for, with the state before and after each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.practice.attempts.attempt import Evidence, Standing, Step
from app.scenarios import engine
from app.scenarios.choice_order import order_shown
from app.scenarios.engine import State
from app.scenarios.scenario import Choice, Ending, Scenario, Scene


@dataclass(frozen=True)
class Entry:
    """One step. `choice` is None for a Continue; `shown` are the choices in the order in which the learner saw them.

    `turn` is the evidence’s; `number` counts the learner’s lines from 1 (at a Continue, those before it).
    """

    turn: int
    number: int
    scene: Scene
    choice: Choice | None
    shown: tuple[Choice, ...]
    before: State
    after: State


@dataclass(frozen=True)
class Transcript:
    """`offered` are the choices on offer now, in the order in which they are shown; none in an ending."""

    scenario: Scenario
    standing: Standing
    evidence: Evidence
    entries: tuple[Entry, ...]
    offered: tuple[Choice, ...]

    @property
    def place(self) -> Scene | Ending:
        """Where the attempt is now."""
        name = self.standing.state.scene
        return self.scenario.endings.get(name) or self.scenario.scenes[name]

    @property
    def ending(self) -> Ending:
        """Of a finished attempt."""
        return self.scenario.endings[self.standing.state.scene]

    @property
    def lines(self) -> list[tuple[Entry, Choice]]:
        """The entries in which the learner said something."""
        return [(entry, entry.choice) for entry in self.entries if entry.choice]


def transcript_of(scenario: Scenario, standing: Standing, evidence: Evidence) -> Transcript:
    """Raises NotOffered where the evidence is not of this scenario."""
    states = list(engine.states(scenario, evidence.choices))
    offered = order_shown(standing.attempt, standing.state.scene, engine.offered(scenario, standing.state))
    shown = [_shown(scenario, standing.attempt, *one) for one in zip(evidence.steps, states, strict=False)]
    return Transcript(
        scenario, standing, evidence, entries_of(scenario, evidence.steps, states, shown), offered
    )


def _shown(scenario: Scenario, attempt: str, step: Step, before: State) -> tuple[Choice, ...]:
    """As the evidence has it; a step that came without an order was shown in the attempt’s own."""
    scene = scenario.scenes[step.scene]
    stored = tuple(found for name in step.order if (found := scene.choice(name)))
    return stored or order_shown(attempt, step.scene, engine.offered(scenario, before))


def entries_of(
    scenario: Scenario, steps: Sequence[Step], states: Sequence[State], shown: Sequence[tuple[Choice, ...]]
) -> tuple[Entry, ...]:
    """`states` are those before, between and after the steps: one more than there are steps."""
    entries: list[Entry] = []
    number = 0
    for step, before, after, choices in zip(steps, states, states[1:], shown, strict=False):
        scene = scenario.scenes[step.scene]
        choice = scene.choice(step.choice) if step.choice is not None else None
        number += choice is not None
        entries.append(Entry(step.turn, number, scene, choice, choices, before, after))
    return tuple(entries)
