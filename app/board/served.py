"""Who of the four chairs a line serves, in words: a board shows no number beside a chair."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.content.chair import chair_name, in_a_sentence
from app.content.wording import listed
from app.scenarios.scenario import CHAIRS, Chair, Choice

WORDS: Mapping[int, str] = {
    3: "much closer",
    2: "closer",
    1: "a bit closer",
    0: "stays",
    -1: "a bit away",
    -2: "away",
    -3: "far away",
}


@dataclass(frozen=True, slots=True)
class Move:
    """What a line does to one chair: “Customer a bit closer”."""

    chair: Chair
    words: str


@dataclass(frozen=True, slots=True)
class Served:
    """Who brings a chair closest: numbers of lines, those that do it most; none where no line brings it closer."""

    chair: Chair
    lines: tuple[int, ...]

    @property
    def words(self) -> str:
        """“by 2”, “by 1 and 3” or “by none of them”."""
        return f"by {listed([str(line) for line in self.lines])}" if self.lines else "by none of them"


def moves(choice: Choice) -> tuple[Move, ...]:
    """Those who came closer first, the most moved before the others; whoever stays comes last."""
    effects = sorted(choice.effects, key=lambda effect: (effect.number == 0, -effect.number))
    return tuple(Move(effect.chair, _words(effect.chair, effect.number)) for effect in effects)


def _words(chair: Chair, number: int) -> str:
    stays = "stay" if chair in {Chair.SELF, Chair.COLLEAGUES} else "stays"
    return f"{chair_name(chair)} {WORDS[number] if number else stays}"


def served(choices: Sequence[Choice]) -> tuple[Served, ...]:
    """Which of these lines, counted from 1, serve each chair best."""
    return tuple(Served(chair, _best(chair, choices)) for chair in CHAIRS)


def _best(chair: Chair, choices: Sequence[Choice]) -> tuple[int, ...]:
    numbers = [choice.numbers.of(chair) for choice in choices]
    most = max(numbers, default=0)
    return tuple(place for place, number in enumerate(numbers, 1) if number == most > 0)


def payers(choice: Choice) -> str:
    """“the customer and your colleagues”: whom a line moves away; empty where it moves nobody away."""
    return listed([in_a_sentence(effect.chair) for effect in choice.effects if effect.number < 0])
