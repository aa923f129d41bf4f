"""What a finished attempt comes to: four chairs between their limits, every line and what it did, the path."""

from dataclasses import dataclass

from markupsafe import Markup

from app.practice.attempts.transcript import Entry, Transcript
from app.practice.debrief.outcome_text import figure_words, outcome_sentence, steps_moved
from app.practice.debrief.path_map import PathMap, letter, path_map
from app.practice.play.scene_html import RenderedPart, inline, render_parts
from app.practice.play.scene_view import Line, line_of
from app.scenarios.analysis.cache import limits_of
from app.scenarios.scenario import CHAIRS, Chair, Choice, Scenario
from app.scenarios.scoring import bar, outcome

RING, NEAR, FAR = 150, 82, 200  # distances in the table figure: at the start, closest, furthest


@dataclass(frozen=True)
class Reason:
    """What one line did to a chair; `number` counts the learner’s lines from 1."""

    number: int
    by: int
    html: Markup


@dataclass(frozen=True)
class ChairResult:
    """`low` and `high` are the version’s exact limits, or both the total where those are not known.

    `bar` and `start` are places between them, 0–100; `distance` is from the middle of the table, as `RING` is. `bar` is
    None for a chair that is not tested here, or whose limits are not known.
    """

    chair: Chair
    total: int
    low: int
    high: int
    bar: float | None
    start: float
    distance: float
    moved: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class DebriefLine:
    """`number` counts the learner’s lines from 1; `turn` and `scene_id` say where it was said."""

    number: int
    turn: int
    scene_id: str
    letter: str
    line: Line
    scene: Markup
    debrief: Markup
    effects: tuple[tuple[Chair, int, Markup], ...]


@dataclass(frozen=True)
class Debrief:
    transcript: Transcript
    heading: Markup
    words: tuple[RenderedPart, ...]
    ending: int
    endings: int
    outcome: str
    figure: str
    chairs: tuple[ChairResult, ...]
    lines: tuple[DebriefLine, ...]
    path: PathMap
    taken_back: Line | None

    @property
    def scenario(self) -> Scenario:
        return self.transcript.scenario


def debrief(transcript: Transcript) -> Debrief:
    """Of a finished attempt."""
    scenario, ending = transcript.scenario, transcript.ending
    totals = transcript.standing.state.totals
    return Debrief(
        transcript=transcript,
        heading=inline(ending.heading),
        words=render_parts(scenario, ending.parts),
        ending=list(scenario.endings).index(ending.id) + 1,
        endings=len(scenario.endings),
        outcome=outcome_sentence(outcome(totals)),
        figure=figure_words(totals),
        chairs=_chairs(transcript),
        lines=tuple(_line(entry, choice) for entry, choice in transcript.lines),
        path=path_map(transcript),
        taken_back=_taken_back(transcript),
    )


def _chairs(transcript: Transcript) -> tuple[ChairResult, ...]:
    limits = limits_of(transcript.scenario)
    results = []
    for chair in CHAIRS:
        total = transcript.standing.state.totals.of(chair)
        low, high = limits.ranges[chair] if limits else (total, total)
        results.append(
            ChairResult(
                chair=chair,
                total=total,
                low=low,
                high=high,
                bar=bar(total, low, high),
                start=min(max(bar(0, low, high) or 0.0, 0.0), 100.0),
                distance=distance(total, low, high),
                moved=steps_moved(total),
                reasons=_reasons(chair, transcript),
            )
        )
    return tuple(results)


def distance(total: int, low: int, high: int) -> float:
    """From the middle of the table, in the figure’s units."""
    if total > 0:
        return round(RING - (RING - NEAR) * total / max(high, total), 1)
    return round(RING + (FAR - RING) * total / min(low, total), 1) if total else RING


def _reasons(chair: Chair, transcript: Transcript) -> tuple[Reason, ...]:
    return tuple(
        Reason(entry.number, effect.number, inline(effect.reason))
        for entry, choice in transcript.lines
        for effect in choice.effects
        if effect.chair is chair and effect.number
    )


def _line(entry: Entry, choice: Choice) -> DebriefLine:
    return DebriefLine(
        number=entry.number,
        turn=entry.turn,
        scene_id=entry.scene.id,
        letter=letter(entry.shown.index(choice)) if choice in entry.shown else "",
        line=line_of(choice),
        scene=inline(entry.scene.heading),
        debrief=inline(choice.debrief),
        effects=tuple((effect.chair, effect.number, inline(effect.reason)) for effect in choice.effects),
    )


def _taken_back(transcript: Transcript) -> Line | None:
    """The line that the learner took back; what they said after it, before taking it back, is left out."""
    scenes = transcript.scenario.scenes
    taken = (scenes[step.scene].choice(step.choice) for step in transcript.evidence.taken_back if step.choice)
    return next((line_of(choice) for choice in taken if choice), None)
