"""What the pages of a debrief show, read in one go; what the learner has yet to think about is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlmodel import Session

from app.phrases.actions import PhraseKey, is_kept
from app.phrases.book import Kind
from app.practice.attempts.transcript import Transcript
from app.practice.debrief.debrief import Debrief, debrief
from app.practice.debrief.notes import Notes
from app.practice.debrief.prediction import PredictionResult, prediction_results, summary
from app.practice.debrief.queries.peers import Peers, read_peers
from app.practice.debrief.queries.replays import ReplayLink, read_number, read_replays, read_source
from app.practice.debrief.trade_off_figure import TradeOffFigure, trade_off_figure
from app.practice.debrief.turning_point_text import TurningPointText, turning_point_text
from app.practice.debrief.two_paths import TwoPaths, two_paths
from app.practice.phrase_book import PHRASE
from app.practice.play.scene_html import RenderedPart, inline, render_parts
from app.scenarios.scenario import Chair, Scenario
from app.web.context import Context


@dataclass(frozen=True)
class PredictionPage(Context):
    template = "practice/debrief/prediction.html"
    scenario: Scenario
    url: str
    heading: Markup
    words: tuple[RenderedPart, ...]


@dataclass(frozen=True)
class Explanation:
    """All that comes after the learner has thought.

    `turning_points` and `trade_offs` are None where the scenario is too large to know, `trade_offs` also where it
    tests no chair. `current` is the scenario as it is on offer now, None where it no longer is.
    """

    turning_points: TurningPointText | None
    peers: Peers
    trade_offs: TradeOffFigure | None
    replays: Sequence[ReplayLink]
    kept: bool
    phrase: Markup
    current: Scenario | None


@dataclass(frozen=True)
class DebriefPage(Context):
    """`number` is which of the learner’s tries this is; `predictions` are those that were made, beside the outcome.

    `two_paths` is None where this is no replay, `explanation` while the question for the turning point is open.
    """

    template = "practice/debrief/debrief.html"
    debrief: Debrief
    url: str
    number: int
    notes: Notes
    predictions: Mapping[Chair, PredictionResult]
    prediction_summary: str
    two_paths: TwoPaths | None
    explanation: Explanation | None


def prediction_page(transcript: Transcript) -> PredictionPage:
    return PredictionPage(
        scenario=transcript.scenario,
        url=_url(transcript),
        heading=inline(transcript.ending.heading),
        words=render_parts(transcript.scenario, transcript.ending.parts),
    )


def debrief_page(
    db: Session, transcript: Transcript, notes: Notes, *, current: Scenario | None
) -> DebriefPage:
    connection, found = db.connection(), debrief(transcript)
    source = read_source(connection, transcript)
    # With a single line there is nothing to guess, so that nobody is asked.
    has_guessed = notes.guess is not None or len(found.lines) < 2
    predictions = prediction_results(notes.expected or {}, transcript.standing.state.totals)
    return DebriefPage(
        debrief=found,
        url=_url(transcript),
        number=read_number(connection, transcript),
        notes=notes,
        predictions=predictions,
        prediction_summary=summary(predictions),
        two_paths=two_paths(debrief(source), found) if source else None,
        explanation=_explanation(db, found, notes, current) if has_guessed else None,
    )


def _url(transcript: Transcript) -> str:
    return f"/play/{transcript.standing.attempt}"


def _explanation(db: Session, found: Debrief, notes: Notes, current: Scenario | None) -> Explanation:
    connection, transcript = db.connection(), found.transcript
    peers = read_peers(connection, transcript)
    standing = transcript.standing
    phrase = PhraseKey(standing.subject_id, Kind.SCENARIO, standing.scenario_id, PHRASE)
    return Explanation(
        turning_points=turning_point_text(found, notes.guess),
        peers=peers,
        trade_offs=trade_off_figure(transcript, peers.outcomes),
        replays=read_replays(connection, transcript),
        kept=is_kept(db, phrase),
        phrase=inline(transcript.scenario.phrase),
        current=current,
    )
