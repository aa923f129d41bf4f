"""What a learner does once a conversation is over: guess, write, plan, and begin again in the middle.

Notes never change how the conversation went. A replay is a new attempt that takes over another’s past and
leaves that one as it was.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlmodel import Session

from app.db import upsert
from app.errors import NotFound, Refused
from app.practice.attempts.actions import new_attempt_id
from app.practice.attempts.attempt import Standing, Step
from app.practice.attempts.models import (
    ATTEMPT,
    ATTEMPT_PLAN,
    CHAIR_COLUMNS,
    CHOICE_TAKEN,
    OWN_WORDS,
    PREDICTION,
    REFLECTION,
    REPLAY,
    TURNING_GUESS,
)
from app.practice.attempts.queries import columns_of
from app.practice.debrief.notes import Plan
from app.practice.debrief.prediction import Expected
from app.scenarios import engine
from app.scenarios.scenario import CHAIRS, Scenario


def predict(db: Session, attempt: str, expected: Expected, *, now: datetime) -> None:
    """Once; what was said first stays."""
    numbers = [way.number if (way := expected.get(chair)) else None for chair in CHAIRS]
    said = dict(zip(CHAIR_COLUMNS, numbers, strict=True))
    upsert(db, PREDICTION, {"attempt_id": attempt, **said, "at": now}, key=["attempt_id"])


def guess_turn(db: Session, attempt: str, turn: int | None, *, now: datetime) -> None:
    """Once; what was said first stays."""
    upsert(db, TURNING_GUESS, {"attempt_id": attempt, "turn": turn, "at": now}, key=["attempt_id"])


def write_own_words(db: Session, attempt: str, turn: int, text: str, *, now: datetime) -> None:
    """In place of what was written at that turn before."""
    row = {"attempt_id": attempt, "turn": turn, "text": text, "at": now}
    upsert(db, OWN_WORDS, row, key=["attempt_id", "turn"], update=["text", "at"])


def reflect(db: Session, attempt: str, text: str, *, now: datetime) -> None:
    row = {"attempt_id": attempt, "text": text, "at": now}
    upsert(db, REFLECTION, row, key=["attempt_id"], update=["text", "at"])


def make_plan(db: Session, attempt: str, plan: Plan, *, now: datetime) -> None:
    row = {"attempt_id": attempt, "when_text": plan.when, "say_text": plan.say, "at": now}
    upsert(db, ATTEMPT_PLAN, row, key=["attempt_id"], update=["when_text", "say_text", "at"])


NOT_OVER = "A conversation can be replayed once it is over."


NO_SUCH_LINE = "There is no line of yours to replay from at that place."


def begin_replay(
    db: Session, scenario: Scenario, standing: Standing, steps: Sequence[Step], *, turn: int, now: datetime
) -> str:
    """A new attempt standing where the line of that turn was about to be said; its id.

    One that was begun there and in which nothing was said yet is used again. Raises Refused or NotFound.
    """
    if not standing.is_finished:
        raise Refused(NOT_OVER)
    shared = _place(steps, turn)
    begun = _untouched(db, standing.attempt, shared)
    if begun:
        return begun
    attempt = new_attempt_id()
    past = steps[:shared]
    db.execute(insert(ATTEMPT).values(_row(scenario, standing, past, attempt, now)))
    if past:
        _copy(db, standing.attempt, past, attempt)
    row = {"attempt_id": attempt, "source_id": standing.attempt, "shared": shared, "at": now}
    db.execute(insert(REPLAY).values(row))
    return attempt


def _place(steps: Sequence[Step], turn: int) -> int:
    for place, step in enumerate(steps):
        if step.turn == turn and step.choice is not None:
            return place
    raise NotFound(NO_SUCH_LINE)


def _untouched(db: Session, source: str, shared: int) -> str | None:
    r, a = REPLAY.c, ATTEMPT.c
    rows = select(r.attempt_id).join(ATTEMPT, a.id == r.attempt_id)
    return db.scalars(rows.where(r.source_id == source, r.shared == shared, a.turn == shared)).first()


def _row(
    scenario: Scenario, standing: Standing, past: Sequence[Step], attempt: str, now: datetime
) -> dict[str, Any]:
    return {
        "id": attempt,
        "subject_id": standing.subject_id,
        "scenario_id": standing.scenario_id,
        "version": standing.version,
        "started_at": now,
        "updated_at": now,
        "turn": len(past),
        **columns_of(engine.replay(scenario, [step.choice for step in past])),
    }


def _copy(db: Session, source: str, past: Sequence[Step], attempt: str) -> None:
    """The shared steps as evidence of the new attempt, counted from 0, each at the time it was really said."""
    taken = CHOICE_TAKEN.c
    times = select(taken.turn, taken.at).where(taken.attempt_id == source)
    at = {row.turn: row.at for row in db.execute(times)}
    rows = [
        {
            "attempt_id": attempt,
            "turn": place,
            "scene": step.scene,
            "choice": step.choice,
            "order_shown": " ".join(step.order),
            "at": at[step.turn],
        }
        for place, step in enumerate(past)
    ]
    db.execute(insert(CHOICE_TAKEN), rows)
