"""Everything the page of a trial shows: the scene as learners see it, and what they never see, the totals."""

from dataclasses import dataclass

from app.author.trial import Trial, trial_transcript
from app.practice.attempts.transcript import Transcript
from app.practice.debrief.outcome_text import outcome_sentence
from app.practice.play.scene_view import Kind, Line, SceneView, line_of, scene_view
from app.scenarios.analysis.cache import limits_of
from app.scenarios.analysis.ranges import Range
from app.scenarios.scenario import CHAIRS, Chair, Scenario
from app.scenarios.scoring import outcome


@dataclass(frozen=True)
class ChairTotal:
    chair: Chair
    total: int
    range: Range | None


@dataclass(frozen=True)
class TrialView:
    """`is_stuck`: every choice of the scene is hidden, as can happen with flags chosen by hand."""

    scene: SceneView
    totals: tuple[ChairTotal, ...]
    flags: tuple[str, ...]
    said: tuple[Line, ...]
    is_stuck: bool
    outcome: str


def trial_view(scenario: Scenario, trial: Trial) -> TrialView:
    """Raises Refused where the trial no longer fits the file."""
    transcript = trial_transcript(scenario, trial)
    scene, now = scene_view(transcript), transcript.standing.state
    return TrialView(
        scene=scene,
        totals=_totals(transcript),
        flags=tuple(sorted(now.flags)),
        said=tuple(line_of(choice) for _, choice in transcript.lines),
        is_stuck=scene.kind is Kind.CHOICES and not scene.choices,
        outcome=outcome_sentence(outcome(now.totals)) if scene.kind is Kind.ENDING else "",
    )


def _totals(transcript: Transcript) -> tuple[ChairTotal, ...]:
    limits, totals = limits_of(transcript.scenario), transcript.standing.state.totals
    return tuple(
        ChairTotal(chair, totals.of(chair), limits.ranges[chair] if limits else None) for chair in CHAIRS
    )
