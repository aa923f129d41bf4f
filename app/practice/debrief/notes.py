"""What a learner writes and guesses beside an attempt. None of it changes how the conversation went."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.practice.debrief.prediction import Expected


@dataclass(frozen=True)
class Guess:
    """`turn` is None where the question was passed by."""

    turn: int | None


@dataclass(frozen=True)
class Plan:
    when: str
    say: str


@dataclass(frozen=True)
class Notes:
    """`expected` and `guess` are None where nobody has answered or passed by the question yet. `own_words` by turn."""

    expected: Expected | None
    guess: Guess | None
    reflection: str
    plan: Plan | None
    own_words: Mapping[int, str]
