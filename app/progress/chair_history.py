"""The four chairs over time, as points of four small figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.content.chair import CHAIRS, Chair
from app.progress.history import AttemptRecord, Bars

WIDTH, HEIGHT, MARGIN = 320, 96, 12


@dataclass(frozen=True, slots=True)
class ChairLine:
    """`heights` are the bars in order of time, 0–100; `points` the same in the figure, y downwards."""

    chair: Chair
    heights: tuple[int, ...]
    points: tuple[tuple[float, float], ...]

    @property
    def polyline(self) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


def chair_lines(finished: Sequence[AttemptRecord], bars: Mapping[str, Bars]) -> list[ChairLine]:
    """One line for each chair; attempts that did not test it are left out of its line."""
    judged = [bars[made.id] for made in finished if made.id in bars]
    return [
        _line(chair, [(at, row.get(chair)) for at, row in enumerate(judged)], len(judged)) for chair in CHAIRS
    ]


def _line(chair: Chair, heights: Sequence[tuple[int, float | None]], count: int) -> ChairLine:
    known = [(at, height) for at, height in heights if height is not None]
    points = tuple((_x(at, count), _y(height)) for at, height in known)
    return ChairLine(chair, tuple(round(height) for _, height in known), points)


def _x(at: int, count: int) -> float:
    middle = WIDTH / 2
    return round(middle if count == 1 else MARGIN + at * (WIDTH - 2 * MARGIN) / (count - 1), 1)


def _y(height: float) -> float:
    return round(HEIGHT - MARGIN - height * (HEIGHT - 2 * MARGIN) / 100, 1)
