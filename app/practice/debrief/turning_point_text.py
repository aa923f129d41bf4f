"""The line that turned a conversation and the one that helped most, told beside the learner’s own guess."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.practice.debrief.debrief import Debrief, DebriefLine
from app.practice.debrief.notes import Guess
from app.practice.play.scene_page import Line, as_line
from app.scenarios.analysis.cache import analysis_of
from app.scenarios.analysis.state_graph import Cyclic, TooLarge
from app.scenarios.analysis.turning_points import Turn, turning_points


@dataclass(frozen=True)
class TurnTold:
    """`kept_more` is another line of the same scene that kept more open; None where there was none."""

    said: DebriefLine
    change: str
    kept_more: Line | None


@dataclass(frozen=True)
class Turned:
    """`turned`: None where nothing fell; `helped`: None where every line kept as much open."""

    verdict: str
    turned: TurnTold | None
    helped: TurnTold | None


def turned(debrief: Debrief, guess: Guess | None) -> Turned | None:
    """None where the scenario is too large to know."""
    try:
        found = turning_points(analysis_of(debrief.scenario), debrief.transcript.evidence.choices)
    except (TooLarge, Cyclic):
        return None
    fell = _told(debrief, found.turned, fall_words)
    helped = _told(debrief, found.helped, lift_words)
    return Turned(verdict(debrief.lines, guess, fell), fell, helped)


def verdict(lines: Sequence[DebriefLine], guess: Guess | None, fell: TurnTold | None) -> str:
    """What to say to the learner’s guess; empty where they made none."""
    picked = next((line for line in lines if guess and guess.turn == line.turn), None)
    if picked is None:
        return ""
    if fell is None:
        return f"You picked line {picked.number}."
    if fell.said.turn == picked.turn:
        return f"You picked line {picked.number}, and that is the one."
    return f"You picked line {picked.number}. By what could still be reached, it was line {fell.said.number}."


def fall_words(changes: Sequence[float]) -> str:
    """What a line took; `changes` as in `turning_points.Turn`."""
    place, by = _first(changes)
    if place == 0:
        return f"It took {by} of 100 from the best that whoever comes off worst could still get."
    return f"Whoever comes off worst could still get as far. It took {by} of 100 from the best for the {_next(place)}."


def lift_words(changes: Sequence[float]) -> str:
    """What a line left open above the worst line beside it."""
    place, by = _first(changes)
    if place == 0:
        return (
            f"It left whoever comes off worst {by} of 100 more to reach than the worst line on offer there."
        )
    return f"It left the {_next(place)} {by} of 100 more to reach than the worst line on offer there."


def _told(debrief: Debrief, turn: Turn | None, words: Callable[[Sequence[float]], str]) -> TurnTold | None:
    if turn is None:
        return None
    entry = debrief.transcript.entries[turn.step]
    said = debrief.lines[entry.number - 1]
    other = entry.scene.choice(turn.kept_more) if turn.kept_more else None
    return TurnTold(said, words(turn.changes), as_line(other) if other else None)


def _first(changes: Sequence[float]) -> tuple[int, int]:
    """Which of the changes is the first that is one, and how large it is; at least 1."""
    place = next(place for place, change in enumerate(changes) if change)
    return place, max(1, round(abs(changes[place])))


def _next(place: int) -> str:
    return ("worst", "second worst", "third worst", "best")[place]
