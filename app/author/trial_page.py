"""Everything the page of a trial shows: the scene as learners see it, and what they never see, the totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.author.trial import Trial, states
from app.practice.attempts.transcript import Told
from app.practice.debrief.outcome_text import outcome_sentence
from app.practice.play.chair_movement import Movement, movements
from app.practice.play.scene_html import Words, in_words, inline
from app.practice.play.scene_page import Kind, Line, as_line
from app.scenarios import engine
from app.scenarios.analysis.cache import limits_of
from app.scenarios.analysis.ranges import Range
from app.scenarios.engine import State
from app.scenarios.scenario import CHAIRS, Chair, Scenario
from app.scenarios.scoring import outcome


@dataclass(frozen=True)
class TrialScene:
    """What the pieces of a scene’s page ask for. The choices are in the order of the file."""

    scene: str
    kind: Kind
    heading: str
    words: tuple[Words, ...]
    choices: tuple[Line, ...]
    last: Line | None
    now: str
    around: tuple[Movement, ...]

    @property
    def first_speech(self) -> Words | None:
        return next((part for part in self.words if part.speaker), None)


@dataclass(frozen=True)
class ChairTotal:
    chair: Chair
    total: int
    range: Range | None


@dataclass(frozen=True)
class TrialPage:
    """`is_stuck`: every choice of the scene is hidden, as can happen with flags chosen by hand."""

    scene: TrialScene
    number: int
    totals: tuple[ChairTotal, ...]
    flags: tuple[str, ...]
    said: tuple[Line, ...]
    is_stuck: bool
    outcome: str


def trial_page(scenario: Scenario, trial: Trial) -> TrialPage:
    """Raises Refused where the trial no longer fits the file."""
    passed = states(scenario, trial)
    told = [
        _told(scenario, step, before, after)
        for step, (before, after) in zip(trial.steps, pairwise(passed), strict=True)
    ]
    now = passed[-1]
    scene = _scene(scenario, now, told)
    said = tuple(as_line(one.choice) for one in told if one.choice)
    return TrialPage(
        scene=scene,
        number=len(said) + (scene.kind is Kind.CHOICES),
        totals=_totals(scenario, now),
        flags=tuple(sorted(now.flags)),
        said=said,
        is_stuck=scene.kind is Kind.CHOICES and not scene.choices,
        outcome=outcome_sentence(outcome(now.totals)) if scene.kind is Kind.ENDING else "",
    )


def _scene(scenario: Scenario, now: State, told: Sequence[Told]) -> TrialScene:
    place = scenario.endings.get(now.scene) or scenario.scenes[now.scene]
    latest = told[-1] if told else None
    said = latest.choice if latest else None
    return TrialScene(
        scene=place.id,
        kind=_kind(scenario, now),
        heading=inline(place.heading),
        words=in_words(scenario, place.parts),
        choices=tuple(map(as_line, engine.offered(scenario, now))),
        last=as_line(said) if said else None,
        now=inline(said.now) if said else "",
        around=movements(said, latest) if said and latest else (),
    )


def _told(scenario: Scenario, step: str | None, before: State, after: State) -> Told:
    scene = scenario.scenes[before.scene]
    choice = scene.choice(step) if step is not None else None
    return Told(scene, choice, scene.choices, before, after)


def _kind(scenario: Scenario, now: State) -> Kind:
    if now.scene in scenario.endings:
        return Kind.ENDING
    return Kind.ROUTES if scenario.scenes[now.scene].routes else Kind.CHOICES


def _totals(scenario: Scenario, now: State) -> tuple[ChairTotal, ...]:
    limits = limits_of(scenario)
    return tuple(
        ChairTotal(chair, now.totals.of(chair), limits.ranges[chair] if limits else None) for chair in CHAIRS
    )
