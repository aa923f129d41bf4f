"""Which scenarios somebody has begun or finished, for pages that list or introduce them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from app.practice.attempts.models import ATTEMPT
from app.practice.attempts.queries import Standing


@dataclass(frozen=True, slots=True)
class Played:
    """`resume` is the attempt begun last that is not finished, at `version`; `last` the one finished last."""

    times: int = 0
    resume: str = ""
    version: str = ""
    last: str = ""


NEVER = Played()


def played(connection: Connection, *, subject_id: int | None) -> Mapping[str, Played]:
    """By scenario."""
    if subject_id is None:
        return {}
    a = ATTEMPT.c
    rows = connection.execute(
        select(a.id, a.scenario_id, a.version, a.finished_at)
        .where(a.subject_id == subject_id)
        .order_by(a.updated_at, a.id)
    )
    found: dict[str, Played] = {}
    for attempt, scenario, version, finished_at in rows:
        so_far = found.get(scenario, NEVER)
        if finished_at is None:
            found[scenario] = replace(so_far, resume=attempt, version=version)
        else:
            found[scenario] = replace(so_far, times=so_far.times + 1, last=attempt)
    return found


def attempt_number(connection: Connection, standing: Standing) -> int:
    """Which of this person’s tries at the scenario this is, counted from 1."""
    a = ATTEMPT.c
    tries = connection.scalars(
        select(a.id)
        .where(a.subject_id == standing.subject_id, a.scenario_id == standing.scenario_id)
        .order_by(a.started_at, a.id)
    )
    return list(tries).index(standing.attempt) + 1
