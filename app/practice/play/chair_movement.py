"""What a line did around the table, without numbers: who moved closer or away, and where they sit now."""

from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from app.practice.attempts.transcript import Entry
from app.practice.play.scene_html import inline
from app.scenarios.scenario import Chair

START, REACH = 66.0, 44.0  # in the figure, which is 120 wide with the table at its right edge
HALF = 4  # the total at which a chair has gone half of its reach


class Direction(StrEnum):
    CLOSER = "moved closer"
    AWAY = "moved away"
    STILL = "held still"


@dataclass(frozen=True)
class Movement:
    """`before` and `after` are places in the figure."""

    chair: Chair
    direction: Direction
    reason: Markup
    before: float
    after: float


def movements(entry: Entry) -> tuple[Movement, ...]:
    """Empty at a Continue, which moves nobody."""
    return tuple(
        Movement(
            chair=effect.chair,
            direction=direction(effect.number),
            reason=inline(effect.reason),
            before=place(entry.before.totals.of(effect.chair)),
            after=place(entry.after.totals.of(effect.chair)),
        )
        for effect in (entry.choice.effects if entry.choice else ())
    )


def direction(number: int) -> Direction:
    return Direction.CLOSER if number > 0 else Direction.AWAY if number < 0 else Direction.STILL


def place(total: int) -> float:
    """Every step shows, and however many there are, nobody leaves the figure."""
    return round(START + REACH * total / (abs(total) + HALF), 1)
