"""The path through a play as a figure: a row for every decision, what was said filled in, the endings below."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from app.content.wording import listed
from app.practice.attempts.transcript import Transcript

WIDTH, LEFT, TOP, ROW = 300, 40, 30, 58


@dataclass(frozen=True)
class Spot:
    """A line that could be said, or an ending; `label` is a letter or a number."""

    x: float
    y: float
    label: str
    taken: bool


@dataclass(frozen=True)
class PathMap:
    """`rows` are the decisions from top to bottom; `edges` lead from each line said to what below it was not taken."""

    rows: tuple[tuple[Spot, ...], ...]
    endings: tuple[Spot, ...]
    height: int

    @property
    def taken(self) -> list[Spot]:
        return [spot for row in (*self.rows, self.endings) for spot in row if spot.taken]

    @property
    def polyline(self) -> str:
        return " ".join(f"{spot.x:g},{spot.y:g}" for spot in self.taken)

    @property
    def edges(self) -> list[tuple[Spot, Spot]]:
        below = (*self.rows[1:], self.endings)
        return [
            (here, spot)
            for here, row in zip(self.taken, below, strict=False)
            for spot in row
            if not spot.taken
        ]

    @property
    def letters(self) -> str:
        """“B, A and C”, in order."""
        return listed([spot.label for row in self.rows for spot in row if spot.taken])


def path_map(transcript: Transcript) -> PathMap:
    """Of a finished attempt."""
    rows = tuple(
        _row(row, [(letter(place), choice == taken) for place, choice in enumerate(entry.shown)])
        for row, (entry, taken) in enumerate(transcript.lines)
    )
    reached = transcript.ending.id
    endings = [(str(number), name == reached) for number, name in enumerate(transcript.scenario.endings, 1)]
    return PathMap(rows, _row(len(rows), endings), TOP + ROW * len(rows) + TOP)


def _row(number: int, spots: Sequence[tuple[str, bool]]) -> tuple[Spot, ...]:
    y = TOP + ROW * number
    return tuple(Spot(_x(place, len(spots)), y, label, taken) for place, (label, taken) in enumerate(spots))


def _x(place: int, of: int) -> float:
    gap = min(72.0, (WIDTH - LEFT - 36) / max(of - 1, 1))
    middle = (LEFT + WIDTH) / 2
    return round(middle + (place - (of - 1) / 2) * gap, 1)


def letter(place: int) -> str:
    return ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)
