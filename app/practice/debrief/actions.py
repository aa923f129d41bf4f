"""What a learner does once a conversation is over: guess, write, plan, and begin again in the middle.

Notes never change how the conversation went. A replay is a new attempt that takes over another’s past and
leaves that one as it was.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, insert, select
from sqlmodel import Session

from app.db import upsert
from app.errors import NotFound, Refused
from app.plans.actions import put_plan, remove_plan
from app.plans.plan import Kind, Origin, PlanKey
from app.practice.attempts.attempt import AttemptKey, Step, columns_of
from app.practice.attempts.models import (
    CHOICE_TAKEN,
    OWN_WORDS,
    PREDICTION,
    REFLECTION,
    REPLAY,
    TURNING_GUESS,
)
from app.practice.attempts.queries import columns_of_key, rows_of
from app.practice.attempts.transcript import Transcript
from app.practice.debrief.notes import Plan
from app.practice.debrief.prediction import Expected
from app.record.models import ATTEMPT, CHAIR_COLUMNS
from app.scenarios.scenario import CHAIRS, Scenario
from app.ulid import new_id

KEY = ("subject_id", "attempt_id")
NOT_OVER = "A conversation can be replayed once it is over."
NO_SUCH_LINE = "There is no line of yours to replay from at that place."


def predict(db: Session, key: AttemptKey, expected: Expected, *, now: datetime) -> None:
    """Once; what was said first stays."""
    numbers = [way.number if (way := expected.get(chair)) else None for chair in CHAIRS]
    said = dict(zip(CHAIR_COLUMNS, numbers, strict=True))
    upsert(db, PREDICTION, {**columns_of_key(key), **said, "at": now}, key=KEY)


def guess_turn(db: Session, key: AttemptKey, turn: int | None, *, now: datetime) -> None:
    """Once; what was said first stays."""
    upsert(db, TURNING_GUESS, {**columns_of_key(key), "turn": turn, "at": now}, key=KEY)


def write_own_words(db: Session, key: AttemptKey, turn: int, text: str, *, now: datetime) -> None:
    """In place of what was written at that turn before."""
    row = {**columns_of_key(key), "turn": turn, "text": text, "at": now}
    upsert(db, OWN_WORDS, row, key=[*KEY, "turn"], update=["text", "at"])


def reflect(db: Session, key: AttemptKey, text: str, *, now: datetime) -> None:
    row = {**columns_of_key(key), "text": text, "at": now}
    upsert(db, REFLECTION, row, key=KEY, update=["text", "at"])


def make_plan(db: Session, key: AttemptKey, plan: Plan, *, now: datetime) -> None:
    name = PlanKey(Kind.DEBRIEF, key.attempt)
    put_plan(db, name, subject_id=key.subject_id, when=plan.when, say=plan.say, now=now)


def begin_replay(db: Session, transcript: Transcript, *, turn: int, now: datetime) -> str:
    """A new attempt standing where the line of that turn was about to be said; its id.

    One that was begun there and in which nothing was said yet is used again. Raises Refused or NotFound.
    """
    standing = transcript.standing
    if not standing.is_finished:
        raise Refused(NOT_OVER)
    shared = _place(transcript, turn)
    begun = _untouched(db, standing.key, shared)
    if begun:
        return begun
    key = AttemptKey(standing.subject_id, new_id(now))
    past = transcript.evidence.steps[:shared]
    db.execute(insert(ATTEMPT).values(_row(transcript, shared, key.attempt, now)))
    if past:
        _copy(db, standing.key, past, key)
    row = {**columns_of_key(key), "source_id": standing.attempt, "shared": shared, "at": now}
    db.execute(insert(REPLAY).values(row))
    return key.attempt


def _place(transcript: Transcript, turn: int) -> int:
    """How many steps came before the line of that turn."""
    for place, entry in enumerate(transcript.entries):
        if entry.turn == turn and entry.choice:
            return place
    raise NotFound(NO_SUCH_LINE)


def _untouched(db: Session, source: AttemptKey, shared: int) -> str | None:
    r, a = REPLAY.c, ATTEMPT.c
    rows = select(r.attempt_id).join(ATTEMPT, and_(a.subject_id == r.subject_id, a.id == r.attempt_id))
    of_it = (r.subject_id == source.subject_id, r.source_id == source.attempt, r.shared == shared)
    return db.scalars(rows.where(*of_it, a.turn == shared)).first()


def _row(transcript: Transcript, shared: int, attempt: str, now: datetime) -> dict[str, Any]:
    standing = transcript.standing
    return {
        "id": attempt,
        "subject_id": standing.subject_id,
        "scenario_id": standing.scenario_id,
        "version": standing.version,
        "is_replay": True,
        "started_at": now,
        "updated_at": now,
        "turn": shared,
        **columns_of(transcript.entries[shared].before),
    }


def _copy(db: Session, source: AttemptKey, past: Sequence[Step], replay: AttemptKey) -> None:
    """The shared steps as evidence of the new attempt, counted from 0, each at the time it was really said."""
    taken = CHOICE_TAKEN.c
    times = select(taken.turn, taken.at).where(*rows_of(CHOICE_TAKEN, source))
    at = {row.turn: row.at for row in db.execute(times)}
    rows = [
        {
            **columns_of_key(replay),
            "turn": place,
            "scene": step.scene,
            "choice": step.choice,
            "order_shown": " ".join(step.order),
            "at": at[step.turn],
        }
        for place, step in enumerate(past)
    ]
    db.execute(insert(CHOICE_TAKEN), rows)


class DebriefPlans:
    """The debriefs' side of plans: which conversation each was made after; a dropped one leaves nothing."""

    def __init__(self, scenarios: Mapping[str, Scenario]) -> None:
        self._scenarios = scenarios

    def origins(
        self, connection: Connection, source_ids: Collection[str], *, subject_id: str
    ) -> dict[str, Origin]:
        """The scenario's title; the debrief is there even where the scenario is gone."""
        a = ATTEMPT.c
        mine = select(a.id, a.scenario_id).where(a.subject_id == subject_id, a.id.in_(sorted(source_ids)))
        return {
            row.id: Origin(self._title(row.scenario_id), f"/play/{row.id}/debrief")
            for row in connection.execute(mine)
        }

    def drop(self, db: Session, key: PlanKey, *, subject_id: str, now: datetime) -> None:  # noqa: ARG002
        remove_plan(db, key, subject_id=subject_id)

    def _title(self, scenario_id: str) -> str:
        scenario = self._scenarios.get(scenario_id)
        return scenario.title if scenario else "A conversation that is no longer here"
