"""What a finished attempt comes to: four chairs between their limits, every line and what it did, the path."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.practice.attempts.attempt import Evidence, Standing, Step
from app.practice.attempts.transcript import Told, tell
from app.practice.debrief.outcome_text import figure_words, outcome_sentence, steps_moved
from app.practice.debrief.path_map import PathMap, letter, path_map
from app.practice.play.scene_html import Words, in_words, inline
from app.practice.play.scene_page import Line, as_line
from app.scenarios.analysis.cache import limits_of
from app.scenarios.scenario import CHAIRS, Chair, Scenario, Totals
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
    """`low` and `high` are the version’s exact limits, `bar` and `start` places between them, 0–100.

    `bar` is None for a chair that is not tested here, or whose limits are not known.
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
class LineSaid:
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
    scenario: Scenario
    attempt: str
    heading: Markup
    words: tuple[Words, ...]
    ending: int
    endings: int
    outcome: str
    all_closer: bool
    figure: str
    chairs: tuple[ChairResult, ...]
    lines: tuple[LineSaid, ...]
    path: PathMap
    taken_back: Line | None


def debrief(scenario: Scenario, standing: Standing, evidence: Evidence) -> Debrief:
    """Of a finished attempt."""
    told = tell(scenario, standing.attempt, evidence.steps)
    ending = scenario.endings[standing.state.scene]
    totals = standing.state.totals
    result = outcome(totals)
    return Debrief(
        scenario=scenario,
        attempt=standing.attempt,
        heading=inline(ending.heading),
        words=in_words(scenario, ending.parts),
        ending=list(scenario.endings).index(ending.id) + 1,
        endings=len(scenario.endings),
        outcome=outcome_sentence(result),
        all_closer=result.all_closer,
        figure=figure_words(totals),
        chairs=_chairs(scenario, totals, told),
        lines=lines_said(told, evidence.steps),
        path=path_map(scenario, told, ending.id),
        taken_back=_taken_back(scenario, evidence.taken_back),
    )


def lines_said(told: Sequence[Told], steps: Sequence[Step]) -> tuple[LineSaid, ...]:
    turns = [step.turn for step in steps if step.choice is not None]
    return tuple(_line(number, turn, one) for (number, one), turn in zip(_numbered(told), turns, strict=True))


def _numbered(told: Sequence[Told]) -> list[tuple[int, Told]]:
    return list(enumerate((one for one in told if one.choice), 1))


def _chairs(scenario: Scenario, totals: Totals, told: Sequence[Told]) -> tuple[ChairResult, ...]:
    limits = limits_of(scenario)
    results = []
    for chair in CHAIRS:
        total = totals.of(chair)
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
                reasons=_reasons(chair, told),
            )
        )
    return tuple(results)


def distance(total: int, low: int, high: int) -> float:
    """From the middle of the table, in the figure’s units."""
    if total > 0:
        return round(RING - (RING - NEAR) * total / max(high, total), 1)
    return round(RING + (FAR - RING) * total / min(low, total), 1) if total else RING


def _reasons(chair: Chair, told: Sequence[Told]) -> tuple[Reason, ...]:
    return tuple(
        Reason(number, effect.number, inline(effect.reason))
        for number, one in _numbered(told)
        if one.choice
        for effect in one.choice.effects
        if effect.chair is chair and effect.number
    )


def _line(number: int, turn: int, told: Told) -> LineSaid:
    choice = told.choice
    assert choice is not None  # noqa: S101
    return LineSaid(
        number=number,
        turn=turn,
        scene_id=told.scene.id,
        letter=letter(told.shown.index(choice)) if choice in told.shown else "",
        line=as_line(choice),
        scene=inline(told.scene.heading),
        debrief=inline(choice.debrief),
        effects=tuple((effect.chair, effect.number, inline(effect.reason)) for effect in choice.effects),
    )


def _taken_back(scenario: Scenario, steps: Sequence[Step]) -> Line | None:
    said = (scenario.scenes[step.scene].choice(step.choice) for step in steps if step.choice is not None)
    return next((as_line(choice) for choice in said if choice), None)
