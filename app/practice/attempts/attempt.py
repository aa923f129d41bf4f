"""One attempt as a learner’s evidence has it: where it stands, and every step that led there."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from app.scenarios.engine import State


class AttemptKey(NamedTuple):
    """Names an attempt among everybody's. In the database its parts are `subject_id` and `attempt_id`."""

    subject_id: str
    attempt: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One attempt as it is now; `turn` counts all that has happened in it."""

    attempt: str
    subject_id: str
    scenario_id: str
    version: str
    turn: int
    state: State
    ending: str | None

    @property
    def key(self) -> AttemptKey:
        return AttemptKey(self.subject_id, self.attempt)

    @property
    def is_finished(self) -> bool:
        return self.ending is not None


def columns_of(state: State) -> dict[str, Any]:
    """The columns of `Attempt` that say where it stands."""
    return {
        "scene": state.scene,
        "flags": " ".join(sorted(state.flags)),
        "used": " ".join(sorted(f"{scene}/{choice}" for scene, choice in state.used)),
        **state.totals._asdict(),
    }


class Step(NamedTuple):
    """`choice` is None for a Continue; `order` holds the choices’ ids as they were shown."""

    turn: int
    scene: str
    choice: str | None
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """`steps` are those that count; `taken_back` those that do not, empty where nothing was taken back."""

    steps: tuple[Step, ...]
    taken_back: tuple[Step, ...] = ()
    has_taken_back: bool = False

    @property
    def choices(self) -> list[str | None]:
        """As `engine.replay` takes them."""
        return [step.choice for step in self.steps]

    @property
    def last_line(self) -> int | None:
        """Which of `steps` is the last that was said; None where nothing was."""
        said = [place for place, step in enumerate(self.steps) if step.choice is not None]
        return said[-1] if said else None

    @property
    def turn(self) -> int:
        """What the attempt’s own `turn` must be."""
        return len(self.steps) + len(self.taken_back) + self.has_taken_back


def evidence_of(steps: Sequence[Step], undone: tuple[int, int] | None) -> Evidence:
    if undone is None:
        return Evidence(tuple(steps))
    first, until = undone
    gone = tuple(step for step in steps if first <= step.turn < until)
    return Evidence(tuple(step for step in steps if step not in gone), gone, has_taken_back=True)


class Way(StrEnum):
    """Which way a chair went, or was expected to go."""

    CLOSER = "closer"
    SAME = "same"
    AWAY = "away"

    @classmethod
    def of(cls, number: int) -> "Way":
        return cls.CLOSER if number > 0 else cls.AWAY if number < 0 else cls.SAME

    @property
    def number(self) -> int:
        return {Way.CLOSER: 1, Way.SAME: 0, Way.AWAY: -1}[self]

    @property
    def words(self) -> str:
        return {Way.CLOSER: "closer", Way.SAME: "the same", Way.AWAY: "further away"}[self]
