"""An invented attempt: weighted random play through the engine that learners play through."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from app.demo.rows import Rows, id_at
from app.events.event import AttemptFinished
from app.practice.attempts.attempt import columns_of
from app.scenarios.choice_order import order_shown
from app.scenarios.engine import is_finished, offered, start, step
from app.scenarios.scenario import Choice, Scenario

GIVES_UP = 0.03


def play(
    rng: Random, rows: Rows, scenario: Scenario, *, subject: str, skill: float, at: datetime, until: datetime
) -> datetime:
    """Add one attempt, finished or left. Returns when its last line was said."""
    attempt, began, turn = id_at(rng, at), at, 0
    state = start(scenario)
    while not is_finished(scenario, state) and at < until and rng.random() > GIVES_UP:
        choices = offered(scenario, state)
        shown = order_shown(attempt, state.scene, choices)
        choice = weighed(rng, choices, skill).id if choices else None
        at += timedelta(seconds=int(rng.triangular(4, 70, 18)))
        turn += 1
        rows.add(
            "choice_taken",
            subject_id=subject,
            attempt_id=attempt,
            turn=turn,
            scene=state.scene,
            choice=choice,
            order_shown=" ".join(each.id for each in shown),
            at=at,
        )
        state = step(scenario, state, choice)
    finished = is_finished(scenario, state)
    rows.add(
        "attempt",
        id=attempt,
        subject_id=subject,
        scenario_id=scenario.id,
        version=scenario.version,
        started_at=began,
        updated_at=at,
        finished_at=at if finished else None,
        turn=turn,
        ending=state.scene if finished else None,
        **columns_of(state),
    )
    if finished:
        about = {"scenario": scenario.id, "version": scenario.version, "ending": state.scene}
        rows.tell(rng, at, AttemptFinished(subject=subject, attempt=attempt, **about))
    return at


def weighed(rng: Random, choices: Sequence[Choice], skill: float) -> Choice:
    """The better for all four a line is, the likelier, and the more so the more skill there is."""
    weights = [math.exp(skill * (sum(choice.numbers) + 2 * min(choice.numbers)) / 2) for choice in choices]
    return rng.choices(choices, weights)[0]
