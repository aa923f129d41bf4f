"""What happened in an attempt, as it was written down: every step, and which of them still count."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, select

from app.practice.attempts.models import CHOICE_TAKEN, TAKEN_BACK


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


def read_evidence(connection: Connection, attempt: str) -> Evidence:
    taken, back = CHOICE_TAKEN.c, TAKEN_BACK.c
    rows = connection.execute(
        select(taken.turn, taken.scene, taken.choice, taken.order_shown)
        .where(taken.attempt_id == attempt)
        .order_by(taken.turn)
    ).all()
    undone = connection.execute(select(back.turn, back.until).where(back.attempt_id == attempt)).first()
    steps = [Step(turn, scene, choice, tuple(order.split())) for turn, scene, choice, order in rows]
    return sorted_out(steps, (undone.turn, undone.until) if undone else None)


def sorted_out(steps: Sequence[Step], undone: tuple[int, int] | None) -> Evidence:
    if undone is None:
        return Evidence(tuple(steps))
    first, until = undone
    gone = tuple(step for step in steps if first <= step.turn < until)
    return Evidence(tuple(step for step in steps if step not in gone), gone, has_taken_back=True)


def step_at(connection: Connection, attempt: str, turn: int) -> tuple[str, str | None] | None:
    """The scene and the choice of one step; None where nothing was said or continued at that turn."""
    taken = CHOICE_TAKEN.c
    row = connection.execute(
        select(taken.scene, taken.choice).where(taken.attempt_id == attempt, taken.turn == turn)
    ).first()
    return (row.scene, row.choice) if row else None
