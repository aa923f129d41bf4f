"""What the pages of a debrief show, read in one go; what the learner has yet to think about is left out."""

from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session

from app.phrases.actions import PhraseKey, is_kept
from app.phrases.book import Kind
from app.practice.attempts.attempt import Evidence, Standing
from app.practice.attempts.queries import read_evidence
from app.practice.debrief.debrief import Debrief, debrief
from app.practice.debrief.notes import Notes
from app.practice.debrief.prediction import compare, summary
from app.practice.debrief.queries.peers import read_crowd
from app.practice.debrief.queries.replay_comparison import compared
from app.practice.debrief.queries.replays import attempt_number, replays_of
from app.practice.debrief.trade_off_figure import possible_figure
from app.practice.debrief.turning_point_text import turned
from app.practice.phrase_book import PHRASE
from app.practice.play.scene_html import in_words, inline
from app.scenarios.scenario import Scenario


def prediction_page(connection: Connection, scenario: Scenario, standing: Standing) -> dict[str, Any]:
    ending = scenario.endings[standing.state.scene]
    return {
        "scenario": scenario,
        "url": f"/play/{standing.attempt}",
        "heading": inline(ending.heading),
        "words": in_words(scenario, ending.parts),
        "number": attempt_number(connection, standing),
    }


def debrief_page(db: Session, scenario: Scenario, standing: Standing, notes: Notes) -> dict[str, Any]:
    """`told` is false while the question for the turning point is open."""
    connection = db.connection()
    evidence = read_evidence(connection, standing.key)
    found = debrief(scenario, standing, evidence)
    told = notes.guess is not None or len(found.lines) < 2
    seen = compare(notes.expected or {}, standing.state.totals)
    values = {
        "debrief": found,
        "url": f"/play/{standing.attempt}",
        "number": attempt_number(connection, standing),
        "notes": notes,
        "seen": seen,
        "seen_words": summary(seen),
        "compared": compared(connection, scenario, standing, evidence),
        "told": told,
    }
    return {
        **values,
        **(_rest(db, scenario, standing, notes=notes, found=found, evidence=evidence) if told else {}),
    }


def _rest(
    db: Session, scenario: Scenario, standing: Standing, *, notes: Notes, found: Debrief, evidence: Evidence
) -> dict[str, Any]:
    """All that comes after the learner has thought."""
    connection = db.connection()
    crowd = read_crowd(connection, standing, [(line.scene_id, line.line.id) for line in found.lines])
    phrase = PhraseKey(standing.subject_id, Kind.SCENARIO, standing.scenario_id, PHRASE)
    return {
        "turned": turned(scenario, evidence.steps, found.lines, notes.guess),
        "crowd": crowd,
        "possible": possible_figure(scenario, standing, crowd.outcomes),
        "replays": replays_of(connection, standing.key),
        "kept": is_kept(db, phrase),
        "phrase": inline(scenario.phrase),
    }
