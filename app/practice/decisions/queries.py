"""The plays that the statistics stand on: everybody’s first whole run, whatever version it was.

Later tries are left out, since whoever has read a debrief answers it. Versions are not, since ids keep their meaning.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, func, select

from app.content.chair import Chair
from app.practice.attempts.queries import counting_steps
from app.practice.attempts.versions import stored_limits
from app.practice.decisions.statistics import Play, Step, with_targets
from app.record.models import ATTEMPT
from app.record.queries import totals_of
from app.scenarios.analysis.ranges import Range
from app.scenarios.scoring import bar

MOST = 2000  # people on one page: the latest ones


def first_plays(connection: Connection, scenario_id: str) -> list[Play]:
    """Of the latest people to have finished it first. Three selects, however many have played."""
    first = first_runs(ATTEMPT.c.scenario_id == scenario_id).subquery()
    latest = select(first).order_by(first.c.finished_at.desc(), first.c.id).limit(MOST).subquery()
    runs = connection.execute(select(latest)).all()
    if not runs:
        return []
    limits = stored_limits(connection, {run.version for run in runs})
    steps = read_steps(connection, latest)
    return [
        Play(with_targets(steps.get(run.id, []), run.ending), _lowest(run, limits.get(run.version, {})))
        for run in runs
    ]


def first_runs(*which: ColumnElement[bool]) -> Select[Any]:
    """Everybody’s first whole run of each scenario, among the attempts that `which` picks."""
    a = ATTEMPT.c
    place = func.row_number().over(partition_by=(a.subject_id, a.scenario_id), order_by=(a.finished_at, a.id))
    whole = (
        select(ATTEMPT, place.label("place"))
        .where(a.finished_at.is_not(None), a.is_replay.is_(False), *which)
        .subquery()
    )
    return select(whole).where(whole.c.place == 1)


def read_steps(connection: Connection, runs: Subquery) -> Mapping[str, Sequence[Step]]:
    """By attempt, in order; what was taken back is left out. `runs` has the columns `subject_id` and `id`."""
    steps: dict[str, list[Step]] = {}
    for attempt, scene, choice in connection.execute(counting_steps(runs)):
        steps.setdefault(attempt, []).append((scene, choice))
    return steps


def _lowest(run: Any, limits: Mapping[Chair, Range]) -> float | None:
    """By the limits of the version that was played; None where no chair was tested, or they are not known."""
    totals = totals_of(run)
    bars = [bar(totals.of(chair), span.low, span.high) for chair, span in limits.items()]
    return min((height for height in bars if height is not None), default=None)
