"""What the pages of a debrief show, read in one go; what the learner has yet to think about is left out."""

from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session

from app.phrases.actions import PhraseKey, is_kept
from app.phrases.book import Kind
from app.practice.attempts.transcript import Transcript
from app.practice.debrief.debrief import Debrief, debrief
from app.practice.debrief.notes import Notes
from app.practice.debrief.prediction import compare, summary
from app.practice.debrief.queries.peers import read_peers
from app.practice.debrief.queries.replays import read_number, read_replays, read_source
from app.practice.debrief.trade_off_figure import possible_figure
from app.practice.debrief.turning_point_text import turned
from app.practice.debrief.two_paths import two_paths
from app.practice.phrase_book import PHRASE
from app.practice.play.scene_html import in_words, inline


def prediction_page(connection: Connection, transcript: Transcript) -> dict[str, Any]:
    return {
        "scenario": transcript.scenario,
        "url": f"/play/{transcript.standing.attempt}",
        "heading": inline(transcript.ending.heading),
        "words": in_words(transcript.scenario, transcript.ending.parts),
        "number": read_number(connection, transcript),
    }


def debrief_page(db: Session, transcript: Transcript, notes: Notes) -> dict[str, Any]:
    """`told` is false while the question for the turning point is open."""
    connection = db.connection()
    found = debrief(transcript)
    source = read_source(connection, transcript)
    told = notes.guess is not None or len(found.lines) < 2
    seen = compare(notes.expected or {}, transcript.standing.state.totals)
    values = {
        "debrief": found,
        "url": f"/play/{transcript.standing.attempt}",
        "number": read_number(connection, transcript),
        "notes": notes,
        "seen": seen,
        "seen_words": summary(seen),
        "compared": two_paths(debrief(source), found) if source else None,
        "told": told,
    }
    return {**values, **(_rest(db, found, notes) if told else {})}


def _rest(db: Session, found: Debrief, notes: Notes) -> dict[str, Any]:
    """All that comes after the learner has thought."""
    connection, transcript = db.connection(), found.transcript
    peers = read_peers(connection, transcript)
    standing = transcript.standing
    phrase = PhraseKey(standing.subject_id, Kind.SCENARIO, standing.scenario_id, PHRASE)
    return {
        "turned": turned(found, notes.guess),
        "peers": peers,
        "possible": possible_figure(transcript, peers.outcomes),
        "replays": read_replays(connection, transcript),
        "kept": is_kept(db, phrase),
        "phrase": inline(transcript.scenario.phrase),
    }
