"""How others answered, told only where at least five other people have: numbers about fewer would point at them.

Only the latest thousand whole runs of others are looked at, so that a page does not get slower the more people have
played. Of those, everybody counts once, with the first they finished, as later ones know more; and once in a scene,
with the first line that they let stand there, so that the shares of a scene are parts of one whole.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from app.practice.attempts.attempt import Standing
from app.practice.attempts.transcript import Transcript
from app.practice.decisions.queries import read_steps
from app.practice.decisions.statistics import FEWEST, Decision, Play, decisions
from app.record.models import ATTEMPT, TOTALS_COLUMNS
from app.record.queries import totals_of
from app.scenarios.scenario import Totals

LATEST = 1000


class Share(NamedTuple):
    """`said` of `people` others who spoke in the scene said this line there, the first time that they let it stand."""

    said: int
    people: int

    @property
    def percent(self) -> int:
        return round(100 * self.said / self.people)


@dataclass(frozen=True)
class Peers:
    """`met` by scene. `outcomes`: the others’ final totals in this version, none of fewer than five."""

    met: Mapping[str, Decision]
    outcomes: tuple[Totals, ...]

    def share(self, scene: str, choice: str) -> Share | None:
        met = self.met.get(scene)
        return Share(met.counts[choice], met.people) if met and choice in met.counts else None


class FinishedAttempt(NamedTuple):
    attempt: str
    subject_id: str
    version: str
    totals: Totals


def read_peers(connection: Connection, transcript: Transcript) -> Peers:
    """The shares are of the lines in the scenes of this attempt as it was played, whatever version others played."""
    standing = transcript.standing
    others = _read_others(connection, standing)
    here = tuple(one.totals for one in others if one.version == standing.version)
    plays = (
        _read_plays(connection, standing, {one.attempt for one in others}) if len(others) >= FEWEST else []
    )
    scenes = {entry.scene.id: [choice.id for choice in entry.scene.choices] for entry, _ in transcript.lines}
    return Peers(decisions(plays, scenes), here if len(here) >= FEWEST else ())


def first_by_person(finished: Sequence[FinishedAttempt]) -> list[FinishedAttempt]:
    """Each person’s first; `finished` come in order of time."""
    return list({one.subject_id: one for one in reversed(finished)}.values())


def _latest(standing: Standing) -> Select[Any]:
    """Of others, at this scenario, from its beginning. In the order of an index, so that no more are looked at."""
    a = ATTEMPT.c
    return (
        select(a.id, a.subject_id, a.version, *TOTALS_COLUMNS)
        .where(
            a.scenario_id == standing.scenario_id,
            a.finished_at.is_not(None),
            a.subject_id != standing.subject_id,
            a.is_replay.is_(False),
        )
        .order_by(a.finished_at.desc(), a.id.desc())
        .limit(LATEST)
    )


def _read_others(connection: Connection, standing: Standing) -> list[FinishedAttempt]:
    rows = connection.execute(_latest(standing)).all()
    return first_by_person(
        [FinishedAttempt(row.id, row.subject_id, row.version, totals_of(row)) for row in reversed(rows)]
    )


def _read_plays(connection: Connection, standing: Standing, attempts: Collection[str]) -> list[Play]:
    """Of these attempts, each with what was said in it."""
    steps = read_steps(connection, _latest(standing).subquery())
    return [
        Play(tuple((scene, choice) for scene, choice in steps.get(attempt, ()) if choice is not None))
        for attempt in attempts
    ]
