"""Which of a learner’s lines closed the most, which helped most, and what else could have been said."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.scenarios.analysis.analysis import Analysis
from app.scenarios.analysis.bars import Leximin
from app.scenarios.scenario import Totals


@dataclass(frozen=True)
class Line:
    """One choice taken. `before` and `after` are the best bars still open, `after` for every line offered.

    `step` is its place among the attempt's steps, from 0.
    """

    step: int
    scene: str
    taken: str
    before: Leximin
    after: dict[str, Leximin]

    @property
    def fall(self) -> Leximin:
        return _difference(self.before, self.after[self.taken])

    @property
    def lift(self) -> Leximin:
        return _difference(self.after[self.taken], min(self.after.values()))

    @property
    def kept_more(self) -> str | None:
        """The offered line that kept the most open, if it is more than the line taken did."""
        best = max(self.after, key=lambda choice: self.after[choice])
        return best if self.after[best] > self.after[self.taken] else None


@dataclass(frozen=True)
class Turn:
    """A line to talk about.

    `changes`: how far the bars (0–100) of the best still open fell, or stood above those of the worst line
    offered; lowest bar first. The first can be 0, where only a later one moved, and a later one below 0.
    """

    step: int
    scene: str
    choice: str
    changes: tuple[float, ...]
    kept_more: str | None


@dataclass(frozen=True)
class TurningPoints:
    """`turned`: None where nothing fell. `helped`: None where every line offered kept as much open."""

    turned: Turn | None
    helped: Turn | None


def turning_points(analysis: Analysis, steps: Sequence[str | None]) -> TurningPoints:
    """Steps are choice ids in order, None for a Continue. ValueError where a step is not offered."""
    lines = lines_of(analysis, steps)
    turned = max(lines, key=lambda line: line.fall, default=None)
    helped = max(lines, key=lambda line: line.lift, default=None)
    return TurningPoints(
        _turn(analysis, turned, turned.fall) if turned else None,
        _turn(analysis, helped, helped.lift) if helped else None,
    )


def lines_of(analysis: Analysis, steps: Sequence[str | None]) -> list[Line]:
    """Each choice taken with the best that was open before it and after each line offered beside it."""
    graph, best = analysis.graph, analysis.reachable.best
    state, totals, lines = graph.start, Totals(), []
    for step, taken in enumerate(steps):
        offered = {
            move.choice.id if move.choice else None: place for place, move in enumerate(graph.moves[state])
        }
        if taken not in offered:
            raise ValueError(f"step {step}: “{taken}” is not offered in “{graph.place(state)}”")
        moves, targets = graph.moves[state], graph.targets[state]
        if taken is not None:
            after = {
                move.choice.id: best(target, totals.plus(move.numbers))
                for move, target in zip(moves, targets, strict=True)
                if move.choice
            }
            lines.append(Line(step, graph.place(state), taken, best(state, totals), after))
        totals = totals.plus(moves[offered[taken]].numbers)
        state = targets[offered[taken]]
    return lines


def _difference(one: Leximin, other: Leximin) -> Leximin:
    return tuple(a - b for a, b in zip(one, other, strict=True))


def _turn(analysis: Analysis, line: Line, change: Leximin) -> Turn | None:
    if not any(change):
        return None
    changes = tuple(map(analysis.bars.percent, change))
    return Turn(line.step, line.scene, line.taken, changes, line.kept_more)
