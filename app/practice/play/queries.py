"""What helps with a turn (the coach, and the learner’s own words, written before a line is chosen); earlier runs."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from app.content.chair import in_a_sentence
from app.content.wording import listed
from app.practice.attempts.attempt import Standing
from app.practice.attempts.models import OWN_WORDS
from app.practice.attempts.queries import rows_of
from app.practice.attempts.transcript import Transcript
from app.practice.play.coach import Hint, hint
from app.record.models import ATTEMPT
from app.record.queries import read_scenarios
from app.scenarios.scenario import Chair, Scenario

COACHED = 2
"""In how many scenarios, a learner’s first, the coach speaks unasked."""
NO_HINT = "No chair stands out here. Ask of each line who pays for it."
READ_AGAIN = "Read each line again from that chair before you choose."


@dataclass(frozen=True)
class TurnHelp:
    """`hint` is empty where the coach is silent until asked; `asked` where the learner just did."""

    own_words: str
    hint: str
    asked: bool


def read_turn_help(connection: Connection, transcript: Transcript, *, asked: bool) -> TurnHelp:
    """For a turn at which there is something to choose."""
    words, before = _read(connection, transcript.standing)
    speaks = asked or before < COACHED
    found = hint(transcript.offered, transcript.standing.state.totals)
    return TurnHelp(words or "", hint_words(transcript.scenario, found) if speaks else "", asked)


def hint_words(scenario: Scenario, found: Hint | None) -> str:
    if found is None:
        return NO_HINT
    return f"{_hint_sentence(scenario, found)} {READ_AGAIN}"


def _hint_sentence(scenario: Scenario, found: Hint) -> str:
    name = _chair_with_people(scenario, found.chair)
    if found.total == 0:
        return (
            "Have you thought of yourself yet?"
            if found.chair is Chair.SELF
            else f"Who has thought of {name} yet?"
        )
    if found.total < 0:
        return f"So far this has cost {name}."
    return f"Of all who have something to gain here, {name} gained least so far."


def _chair_with_people(scenario: Scenario, chair: Chair) -> str:
    """“your colleagues (Ravi and Priya)”."""
    people = [one.name for one in scenario.cast.values() if one.chair is chair]
    return f"{in_a_sentence(chair)} ({listed(people)})" if people else in_a_sentence(chair)


def _read(connection: Connection, standing: Standing) -> tuple[str | None, int]:
    """The words kept for this turn, and how many other scenarios this learner had begun before."""
    own, this, a = OWN_WORDS.c, ATTEMPT.alias("this").c, ATTEMPT.c
    words = select(own.text).where(*rows_of(OWN_WORDS, standing.key), own.turn == standing.turn)
    began = (
        select(this.started_at)
        .where(this.subject_id == standing.subject_id, this.id == standing.attempt)
        .scalar_subquery()
    )
    before = select(func.count(a.scenario_id.distinct())).where(
        a.subject_id == standing.subject_id,
        a.scenario_id != standing.scenario_id,
        a.started_at < began,
    )
    row = connection.execute(select(words.scalar_subquery(), before.scalar_subquery())).one()
    return row[0], row[1]


@dataclass(frozen=True, slots=True)
class PlayHistory:
    """`times` counts whole runs; `resume` is the run to go on with, at `version`; `last` the one finished last."""

    times: int = 0
    resume: str = ""
    version: str = ""
    last: str = ""


NO_HISTORY = PlayHistory()


def read_play_history(connection: Connection, *, subject_id: str | None) -> Mapping[str, PlayHistory]:
    """By scenario."""
    return {
        scenario: PlayHistory(
            times=one.times,
            resume=one.open.attempt if one.open else "",
            version=one.open.version if one.open else "",
            last=one.last.attempt if one.last else "",
        )
        for scenario, one in read_scenarios(connection, subject_id).items()
    }
