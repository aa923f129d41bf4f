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
from app.practice.debrief.prediction import Seen, compare, summary
from app.practice.debrief.queries.peers import Peers, read_peers
from app.practice.debrief.queries.replays import Replayed, read_number, read_replays, read_source
from app.practice.debrief.trade_off_figure import PossibleFigure, possible_figure
from app.practice.debrief.turning_point_text import Turned, turned
from app.practice.debrief.two_paths import TwoPaths, two_paths
from app.practice.phrase_book import PHRASE
from app.practice.play.scene_html import Words, in_words, inline
from app.scenarios.scenario import Chair, Scenario
from app.web.context import Context


@dataclass(frozen=True)
class PredictionPage(Context):
    template = "practice/debrief/prediction.html"
    scenario: Scenario
    url: str
    heading: Markup
    words: tuple[Words, ...]


@dataclass(frozen=True)
class Explanation:
    """All that comes after the learner has thought.

    `turned` and `possible` are None where the scenario is too large to know. `current` is the scenario as it is
    on offer now, None where it no longer is.
    """

    turned: Turned | None
    peers: Peers
    possible: PossibleFigure | None
    replays: Sequence[Replayed]
    kept: bool
    phrase: Markup
    current: Scenario | None


@dataclass(frozen=True)
class DebriefPage(Context):
    """`number` is which of the learner’s tries this is. `compared` is None where it is no replay.

    `explanation` is None while the question for the turning point is open.
    """

    template = "practice/debrief/debrief.html"
    debrief: Debrief
    url: str
    number: int
    notes: Notes
    seen: Mapping[Chair, Seen]
    seen_words: str
    compared: TwoPaths | None
    explanation: Explanation | None


def prediction_page(transcript: Transcript) -> PredictionPage:
    return PredictionPage(
        scenario=transcript.scenario,
        url=_url(transcript),
        heading=inline(transcript.ending.heading),
        words=in_words(transcript.scenario, transcript.ending.parts),
    )


def debrief_page(
    db: Session, transcript: Transcript, notes: Notes, *, current: Scenario | None
) -> DebriefPage:
    connection, found = db.connection(), debrief(transcript)
    source = read_source(connection, transcript)
    has_guessed = notes.guess is not None or len(found.lines) < 2
    seen = compare(notes.expected or {}, transcript.standing.state.totals)
    return DebriefPage(
        debrief=found,
        url=_url(transcript),
        number=read_number(connection, transcript),
        notes=notes,
        seen=seen,
        seen_words=summary(seen),
        compared=two_paths(debrief(source), found) if source else None,
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
        turned=turned(found, notes.guess),
        peers=peers,
        possible=possible_figure(transcript, peers.outcomes),
        replays=read_replays(connection, transcript),
        kept=is_kept(db, phrase),
        phrase=inline(transcript.scenario.phrase),
        current=current,
    )
