"""How others answered, told only where at least five other people have: numbers about fewer would point at them.

Only the latest thousand whole runs of others are looked at, so that a page does not get slower the more people have
played. Of those, everybody counts once, with the first they finished, as later ones know more; and once in a scene,
with the first line that they let stand there, so that the shares of a scene are parts of one whole.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from app.practice.attempts.attempt import Standing
from app.practice.attempts.queries import counting_steps
from app.practice.attempts.transcript import Transcript
from app.record.models import ATTEMPT, TOTALS_COLUMNS
from app.record.queries import totals_of
from app.scenarios.scenario import Totals

ENOUGH, LATEST = 5, 1000
Answers = Mapping[tuple[str, str], str]
"""What was said, by attempt and scene."""


class Share(NamedTuple):
    """`said` of `people` others who spoke in the scene said this line there, the first time that they let it stand."""

    said: int
    people: int

    @property
    def percent(self) -> int:
        return round(100 * self.said / self.people)


@dataclass(frozen=True)
class Peers:
    """`shares` by scene and choice. `outcomes`: the others’ final totals in this version, none of fewer than five."""

    shares: Mapping[tuple[str, str], Share]
    outcomes: tuple[Totals, ...]

    def share(self, scene: str, choice: str) -> Share | None:
        return self.shares.get((scene, choice))


class FinishedAttempt(NamedTuple):
    attempt: str
    subject_id: str
    version: str
    totals: Totals


def read_peers(connection: Connection, transcript: Transcript) -> Peers:
    """The shares are of the lines said in this attempt, whatever version others played."""
    standing = transcript.standing
    lines = [(entry.scene.id, choice.id) for entry, choice in transcript.lines]
    others = _read_others(connection, standing)
    here = tuple(one.totals for one in others if one.version == standing.version)
    enough = len(others) >= ENOUGH
    answers = _read_answers(connection, standing, {one.attempt for one in others}) if enough else {}
    return Peers(shares_of(answers, lines), here if len(here) >= ENOUGH else ())


def shares_of(answers: Answers, lines: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Share]:
    """A scene that fewer than five came to is left out."""
    people = Counter(scene for _, scene in answers)
    sayings = Counter((scene, choice) for (_, scene), choice in answers.items())
    return {line: Share(sayings[line], people[line[0]]) for line in lines if people[line[0]] >= ENOUGH}


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


def _read_answers(connection: Connection, standing: Standing, attempts: Collection[str]) -> Answers:
    answers: dict[tuple[str, str], str] = {}
    for attempt, scene, choice in connection.execute(counting_steps(_latest(standing).subquery())):
        if choice is not None and attempt in attempts:
            answers.setdefault((attempt, scene), choice)
    return answers
