"""The plays that the statistics stand on: everybody’s first finished attempt, whatever version it was.

Later tries are left out, since whoever has read a debrief answers it. Versions are not, since ids keep their meaning.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Subquery, func, select

from app.author.item_statistics import Play, route_key
from app.content.chair import Chair
from app.practice.attempts.queries import counting_steps
from app.practice.attempts.versions import stored_limits
from app.record.models import ATTEMPT
from app.record.queries import totals_of
from app.scenarios.analysis.ranges import Range
from app.scenarios.scoring import bar

MOST = 2000  # people on one page: the latest ones
Step = tuple[str, str | None]


def first_plays(connection: Connection, scenario_id: str) -> list[Play]:
    """Three selects, however many have played."""
    first = _first_attempts(scenario_id)
    attempts = connection.execute(select(first)).all()
    if not attempts:
        return []
    steps = _steps(connection, first)
    limits = stored_limits(connection, {attempt.version for attempt in attempts})
    return [
        Play(with_targets(steps.get(one.id, []), one.ending), _lowest(one, limits.get(one.version, {})))
        for one in attempts
    ]


def with_targets(steps: Sequence[Step], ending: str) -> tuple[tuple[str, str], ...]:
    """A Continue was not a choice; where it led is where the next step was taken."""
    after = [*(scene for scene, _ in steps[1:]), ending]
    return tuple(
        (scene, choice if choice is not None else route_key(target))
        for (scene, choice), target in zip(steps, after, strict=False)
    )


def _first_attempts(scenario_id: str) -> Subquery:
    a = ATTEMPT.c
    place = func.row_number().over(partition_by=a.subject_id, order_by=(a.finished_at, a.id))
    finished = (
        select(ATTEMPT, place.label("place"))
        .where(a.scenario_id == scenario_id, a.finished_at.is_not(None))
        .subquery()
    )
    latest = finished.c.finished_at.desc()
    return (
        select(finished).where(finished.c.place == 1).order_by(latest, finished.c.id).limit(MOST).subquery()
    )


def _steps(connection: Connection, first: Subquery) -> Mapping[str, list[Step]]:
    steps: dict[str, list[Step]] = {}
    for attempt, scene, choice in connection.execute(counting_steps(first)):
        steps.setdefault(attempt, []).append((scene, choice))
    return steps


def _lowest(attempt: Any, limits: Mapping[Chair, Range]) -> float | None:
    """By the limits of the version that was played; None where no chair was tested, or they are not known."""
    totals = totals_of(attempt)
    bars = [bar(totals.of(chair), span.low, span.high) for chair, span in limits.items()]
    return min((height for height in bars if height is not None), default=None)
