"""An invented run: weighted random play through the engine that learners play through."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from app.content.chair import Chair
from app.demo.rows import Rows, id_at
from app.events.event import AttemptFinished
from app.practice.attempts.attempt import columns_of
from app.scenarios.choice_order import order_shown
from app.scenarios.engine import State, is_finished, offered, start, step
from app.scenarios.scenario import Choice, Scenario, Totals

GIVES_UP = 0.03
DRAWS = 40
SHARPNESS = 3
"""How much likelier a line is for each point, where somebody is to play to an end of a certain kind."""

Weigh = Callable[[Choice], float]


@dataclass(frozen=True, slots=True)
class Run:
    """Where each step was taken from, what was on offer, and what was said; `end` is where it was finished or left."""

    steps: Sequence[tuple[State, Sequence[Choice], str | None]]
    end: State


def play(
    rng: Random, rows: Rows, scenario: Scenario, *, subject: str, skill: float, at: datetime
) -> datetime:
    """Add one attempt, finished or left. Returns when its last line was said."""
    run = draw(rng, scenario, skill=skill, gives_up=GIVES_UP)
    return note(rng, rows, scenario, run, subject=subject, at=at)


def ends_well(rng: Random, scenario: Scenario) -> Run:
    """Nobody is worse off than at the start, where that can be."""
    return _drawn(rng, scenario, lambda choice: _worth(choice, SHARPNESS), lambda totals: min(totals) >= 0)


def ends_away(rng: Random, scenario: Scenario, chair: Chair) -> Run:
    """This chair has moved away from the table, where it can."""
    return _drawn(
        rng,
        scenario,
        lambda choice: math.exp(-SHARPNESS * choice.numbers.of(chair)),
        lambda totals: totals.of(chair) < 0,
    )


def draw(rng: Random, scenario: Scenario, *, skill: float, gives_up: float = 0) -> Run:
    """The better for all four a line is, the likelier, and the more so the more skill there is."""
    return _draw(rng, scenario, lambda choice: _worth(choice, skill), gives_up)


def _draw(rng: Random, scenario: Scenario, weigh: Weigh, gives_up: float = 0) -> Run:
    state, steps = start(scenario), []
    while not is_finished(scenario, state) and rng.random() >= gives_up:
        choices = offered(scenario, state)
        said = rng.choices(choices, [weigh(one) for one in choices])[0].id if choices else None
        steps.append((state, choices, said))
        state = step(scenario, state, said)
    return Run(steps, state)


def note(rng: Random, rows: Rows, scenario: Scenario, run: Run, *, subject: str, at: datetime) -> datetime:
    """Add the run as it would have been kept, begun at that moment. Returns when its last line was said."""
    attempt, began = id_at(rng, at), at
    for turn, (state, choices, said) in enumerate(run.steps):
        at += timedelta(seconds=int(rng.triangular(4, 70, 18)))
        rows.add(
            "choice_taken",
            subject_id=subject,
            attempt_id=attempt,
            turn=turn,
            scene=state.scene,
            choice=said,
            order_shown=" ".join(each.id for each in order_shown(attempt, state.scene, choices)),
            at=at,
        )
    finished = is_finished(scenario, run.end)
    rows.add(
        "attempt",
        id=attempt,
        subject_id=subject,
        scenario_id=scenario.id,
        version=scenario.version,
        started_at=began,
        updated_at=at,
        finished_at=at if finished else None,
        turn=len(run.steps),
        ending=run.end.scene if finished else None,
        **columns_of(run.end),
    )
    if finished:
        about = {"scenario": scenario.id, "version": scenario.version, "ending": run.end.scene}
        rows.tell(rng, at, AttemptFinished(subject=subject, attempt=attempt, **about))
    return at


def _worth(choice: Choice, skill: float) -> float:
    return math.exp(skill * (sum(choice.numbers) + 2 * min(choice.numbers)) / 2)


def _drawn(rng: Random, scenario: Scenario, weigh: Weigh, fits: Callable[[Totals], bool]) -> Run:
    """The first of some runs that fits; the last of them where none does."""
    run = _draw(rng, scenario, weigh)
    for _ in range(DRAWS):
        if fits(run.end.totals):
            break
        run = _draw(rng, scenario, weigh)
    return run
