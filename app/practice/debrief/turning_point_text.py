"""The line that turned a conversation and the one that helped most, told beside the learner’s own guess."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.practice.debrief.debrief import Debrief, DebriefLine
from app.practice.debrief.notes import Guess
from app.practice.play.scene_view import Line, line_of
from app.scenarios.analysis.cache import analysis_of
from app.scenarios.analysis.state_graph import Cyclic, TooLarge
from app.scenarios.analysis.turning_points import Turn, turning_points


@dataclass(frozen=True)
class TurningLine:
    """`alternative` is another line of the same scene that kept more open; None where there was none."""

    line: DebriefLine
    change: str
    alternative: Line | None


@dataclass(frozen=True)
class TurningPointText:
    """`loss`: None where nothing fell; `gain`: None where every line kept as much open."""

    verdict: str
    loss: TurningLine | None
    gain: TurningLine | None


def turning_point_text(debrief: Debrief, guess: Guess | None) -> TurningPointText | None:
    """None where the scenario is too large to know."""
    try:
        found = turning_points(analysis_of(debrief.scenario), debrief.transcript.evidence.choices)
    except (TooLarge, Cyclic):
        return None
    loss = _turning_line(debrief, found.turned, loss_words)
    gain = _turning_line(debrief, found.helped, gain_words)
    return TurningPointText(verdict(debrief.lines, guess, loss), loss, gain)


def _turning_line(
    debrief: Debrief, turn: Turn | None, words: Callable[[Sequence[float]], str]
) -> TurningLine | None:
    if turn is None:
        return None
    entry = debrief.transcript.entries[turn.step]
    said = debrief.lines[entry.number - 1]
    other = entry.scene.choice(turn.kept_more) if turn.kept_more else None
    return TurningLine(said, words(turn.changes), line_of(other) if other else None)


def loss_words(changes: Sequence[float]) -> str:
    """What a line took; `changes` as in `turning_points.Turn`."""
    place, by = _first_change(changes)
    if place == 0:
        return f"It took {by} of 100 from the best that whoever comes off worst could still get."
    return f"Whoever comes off worst could still get as far. It took {by} of 100 from the best for the {_rank(place)}."


def _first_change(changes: Sequence[float]) -> tuple[int, int]:
    """Which of the changes is the first that is one, and how large it is; at least 1."""
    place = next(place for place, change in enumerate(changes) if change)
    return place, max(1, round(abs(changes[place])))


def _rank(place: int) -> str:
    return ("worst", "second worst", "third worst", "best")[place]


def gain_words(changes: Sequence[float]) -> str:
    """What a line left open above the worst line beside it."""
    place, by = _first_change(changes)
    if place == 0:
        return (
            f"It left whoever comes off worst {by} of 100 more to reach than the worst line on offer there."
        )
    return f"It left the {_rank(place)} {by} of 100 more to reach than the worst line on offer there."


def verdict(lines: Sequence[DebriefLine], guess: Guess | None, loss: TurningLine | None) -> str:
    """What to say to the learner’s guess; empty where they made none."""
    picked = next((line for line in lines if guess and guess.turn == line.turn), None)
    if picked is None:
        return ""
    if loss is None:
        return f"You picked line {picked.number}."
    if loss.line.turn == picked.turn:
        return f"You picked line {picked.number}, and that is the one."
    return f"You picked line {picked.number}. By what could still be reached, it was line {loss.line.number}."
