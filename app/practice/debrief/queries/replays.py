"""Beginning again in the middle: a new attempt that takes over another’s past and leaves that one as it was."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from app.practice.attempts.attempt import AttemptKey, Standing
from app.practice.attempts.models import ATTEMPT, REPLAY
from app.practice.attempts.queries import rows_of


@dataclass(frozen=True)
class Replayed:
    """A replay of an attempt, from the step after the first `shared`. `finished` says whether it has an end."""

    attempt: str
    shared: int
    finished: bool


def source_of(connection: Connection, key: AttemptKey) -> str | None:
    """The attempt that this one is a replay of; None for one that began at the beginning."""
    return connection.scalar(select(REPLAY.c.source_id).where(*rows_of(REPLAY, key)))


def replays_of(connection: Connection, key: AttemptKey) -> list[Replayed]:
    """The earliest first."""
    r, a = REPLAY.c, ATTEMPT.c
    rows = select(r.attempt_id, r.shared, a.finished_at).join(
        ATTEMPT, and_(a.subject_id == r.subject_id, a.id == r.attempt_id)
    )
    of_it = rows.where(r.subject_id == key.subject_id, r.source_id == key.attempt)
    found = connection.execute(of_it.order_by(r.at, r.attempt_id))
    return [Replayed(attempt, shared, finished is not None) for attempt, shared, finished in found]


def attempt_number(connection: Connection, standing: Standing) -> int:
    """Which of this person’s tries at the scenario this is, counted from 1."""
    a = ATTEMPT.c
    tries = connection.scalars(
        select(a.id)
        .where(a.subject_id == standing.subject_id, a.scenario_id == standing.scenario_id)
        .order_by(a.started_at, a.id)
    )
    return list(tries).index(standing.attempt) + 1
