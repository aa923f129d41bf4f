"""A replay’s debrief: the earlier path read again, and both told from where they part."""

from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import Connection

from app.practice.attempts.attempt import AttemptKey, Evidence, Standing
from app.practice.attempts.queries import read_evidence, read_standing
from app.practice.attempts.transcript import tell
from app.practice.debrief.debrief import LineSaid, lines_said
from app.practice.debrief.queries.replays import source_of
from app.practice.debrief.two_paths import Difference, difference_words, differences, parting
from app.practice.play.scene_html import inline
from app.scenarios.scenario import Scenario


@dataclass(frozen=True)
class Path:
    """One of the two, from where they part on."""

    attempt: str
    lines: tuple[LineSaid, ...]
    ending: Markup


@dataclass(frozen=True)
class Compared:
    """`shared` are the lines that both have in common."""

    shared: tuple[LineSaid, ...]
    before: Path
    now: Path
    rows: tuple[Difference, ...]
    words: str


def compared(
    connection: Connection, scenario: Scenario, standing: Standing, evidence: Evidence
) -> Compared | None:
    """None where the attempt is no replay."""
    name = source_of(connection, standing.key)
    source = read_standing(connection, AttemptKey(standing.subject_id, name)) if name else None
    if source is None:
        return None
    earlier = read_evidence(connection, source.key)
    shared = parting(earlier.steps, evidence.steps)
    rows = differences(source.state.totals, standing.state.totals)
    return Compared(
        shared=_lines(scenario, standing, evidence, 0, shared),
        before=_path(scenario, source, earlier, shared),
        now=_path(scenario, standing, evidence, shared),
        rows=rows,
        words=difference_words(rows),
    )


def _path(scenario: Scenario, standing: Standing, evidence: Evidence, shared: int) -> Path:
    ending = inline(scenario.endings[standing.state.scene].heading)
    return Path(standing.attempt, _lines(scenario, standing, evidence, shared, None), ending)


def _lines(
    scenario: Scenario, standing: Standing, evidence: Evidence, first: int, end: int | None
) -> tuple[LineSaid, ...]:
    told = tell(scenario, standing.attempt, evidence.steps)
    turns = {step.turn for step in evidence.steps[first:end]}
    return tuple(line for line in lines_said(told, evidence.steps) if line.turn in turns)
