"""Beginning again in the middle: a new attempt that takes over another’s past and leaves that one as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlmodel import Session

from app.errors import NotFound, Refused
from app.practice.attempts.actions import new_attempt_id
from app.practice.attempts.models import ATTEMPT, CHOICE_TAKEN, REPLAY
from app.practice.attempts.queries import Standing, columns_of
from app.scenarios import engine
from app.scenarios.evidence import Step
from app.scenarios.scenario import Scenario

NOT_OVER = "A conversation can be replayed once it is over."
NO_SUCH_LINE = "There is no line of yours to replay from at that place."


@dataclass(frozen=True)
class Replayed:
    """A replay of an attempt, from the step after the first `shared`. `finished` says whether it has an end."""

    attempt: str
    shared: int
    finished: bool


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


def source_of(connection: Connection, attempt: str) -> str | None:
    """The attempt that this one is a replay of; None for one that began at the beginning."""
    return connection.scalar(select(REPLAY.c.source_id).where(REPLAY.c.attempt_id == attempt))


def replays_of(connection: Connection, attempt: str) -> list[Replayed]:
    """The earliest first."""
    r, a = REPLAY.c, ATTEMPT.c
    rows = select(r.attempt_id, r.shared, a.finished_at).join(ATTEMPT, a.id == r.attempt_id)
    found = connection.execute(rows.where(r.source_id == attempt).order_by(r.at, r.attempt_id))
    return [Replayed(attempt, shared, finished is not None) for attempt, shared, finished in found]


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
