"""What an attempt is a replay of, which replays were begun from it, and which of all tries it is."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from app.practice.attempts.attempt import AttemptKey
from app.practice.attempts.models import REPLAY
from app.practice.attempts.queries import read_evidence, read_standing, rows_of
from app.practice.attempts.transcript import Transcript, transcript_of
from app.record.models import ATTEMPT


@dataclass(frozen=True)
class ReplayLink:
    """A replay of an attempt, from the step after the first `shared`. `finished` says whether it has an end."""

    attempt: str
    shared: int
    finished: bool


def read_source(connection: Connection, transcript: Transcript) -> Transcript | None:
    """The attempt that this one is a replay of; None for one that began at the beginning."""
    key = transcript.standing.key
    name = connection.scalar(select(REPLAY.c.source_id).where(*rows_of(REPLAY, key)))
    standing = read_standing(connection, AttemptKey(key.subject_id, name)) if name else None
    if standing is None:
        return None
    # A replay is played in the version of its source, so one scenario is right for both.
    return transcript_of(transcript.scenario, standing, read_evidence(connection, standing.key))


def read_replays(connection: Connection, transcript: Transcript) -> list[ReplayLink]:
    """The earliest first."""
    r, a, key = REPLAY.c, ATTEMPT.c, transcript.standing.key
    rows = select(r.attempt_id, r.shared, a.finished_at).join(
        ATTEMPT, and_(a.subject_id == r.subject_id, a.id == r.attempt_id)
    )
    of_it = rows.where(r.subject_id == key.subject_id, r.source_id == key.attempt)
    found = connection.execute(of_it.order_by(r.at, r.attempt_id))
    return [ReplayLink(attempt, shared, finished is not None) for attempt, shared, finished in found]


def read_number(connection: Connection, transcript: Transcript) -> int:
    """Which of this person’s tries at the scenario this is, counted from 1."""
    a, standing = ATTEMPT.c, transcript.standing
    tries = connection.scalars(
        select(a.id)
        .where(a.subject_id == standing.subject_id, a.scenario_id == standing.scenario_id)
        .order_by(a.started_at, a.id)
    )
    return list(tries).index(standing.attempt) + 1
