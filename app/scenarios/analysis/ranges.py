"""The lowest and highest total of each chair, the number of paths, their decisions and lines: exact."""

from collections.abc import Iterator
from typing import NamedTuple

from app.scenarios.analysis.state_graph import Graph
from app.scenarios.scenario import CHAIRS, Chair


class Range(NamedTuple):
    low: int
    high: int

    @property
    def tested(self) -> bool:
        return self.low < self.high


Ranges = dict[Chair, Range]


def ranges(graph: Graph) -> Ranges:
    """Over all complete paths. Raises Cyclic where paths need not end."""
    return {chair: Range(lowest(graph, chair)[-1], highest(graph, chair)[-1]) for chair in CHAIRS}


def lowest(graph: Graph, chair: Chair) -> list[int]:
    """For each state the least that the chair can still gain on the way to an ending."""
    least: list[int] = []
    for gains in _gains(graph, chair):
        least.append(min([number + least[target] for number, target in gains], default=0))
    return least


def highest(graph: Graph, chair: Chair) -> list[int]:
    """For each state the most that the chair can still gain on the way to an ending."""
    most: list[int] = []
    for gains in _gains(graph, chair):
        most.append(max([number + most[target] for number, target in gains], default=0))
    return most


def _gains(graph: Graph, chair: Chair) -> Iterator[Iterator[tuple[int, int]]]:
    seat = CHAIRS.index(chair)
    for moves, targets in graph.steps():
        yield zip([move.numbers[seat] for move in moves], targets, strict=True)


def path_counts(graph: Graph) -> list[int]:
    """For each state the number of distinct complete paths from it, however large."""
    counts: list[int] = []
    for moves, targets in graph.steps():
        counts.append(sum(counts[target] for target in targets) if moves else 1)
    return counts


def decisions(graph: Graph) -> Range:
    """The fewest and the most scenes on one path that offer at least two choices when reached."""
    fewest: list[int] = []
    most: list[int] = []
    for _, targets in graph.steps():
        one = len(targets) > 1
        fewest.append(one + min((fewest[target] for target in targets), default=0))
        most.append(one + max((most[target] for target in targets), default=0))
    return Range(fewest[-1], most[-1])


def most_lines(graph: Graph) -> int:
    """The most lines that can be said on one path: decisions, and the lines that were the only ones on offer."""
    most: list[int] = []
    for moves, targets in graph.steps():
        says = any(move.choice for move in moves)
        most.append(says + max((most[target] for target in targets), default=0))
    return most[-1]
