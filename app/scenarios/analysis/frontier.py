"""What is still possible from each state, down to the gains that no other matches or beats for all four."""

from dataclasses import dataclass

from app.scenarios.analysis.bars import Bars, Leximin
from app.scenarios.analysis.packed_totals import NOTHING, step, totals_of, undominated
from app.scenarios.analysis.state_graph import Graph, Moves, Targets, TooLarge
from app.scenarios.scenario import CHAIRS, Chair, Totals

POINTS = 200_000
ALL_STATES = 4  # how many times the budget the frontiers of all states together may hold

Gains = frozenset[int]


@dataclass(frozen=True)
class FrontierPoint:
    """Final totals that no path matches or beats for all four, with one path (“scene/choice”) to them."""

    totals: Totals
    ending: str
    path: tuple[str, ...]


def best_gains(graph: Graph, budget: int = POINTS) -> list[Gains]:
    """For each state the undominated gains from there to an ending, as points.

    A state holds all that later conditions test, so what is dominated here stays dominated whatever came
    before. Raises TooLarge where one state keeps more points than the budget, or all together four times that.
    """
    gains: list[Gains] = []
    kept = 0
    for moves, targets in graph.steps():
        best = _best(moves, targets, gains, budget)
        kept += len(best)
        if kept > budget * ALL_STATES:
            raise TooLarge(f"more than {budget:,} frontier points")
        gains.append(best)
    return gains


def _best(moves: Moves, targets: Targets, gains: list[Gains], budget: int) -> Gains:
    if not moves:
        return frozenset({NOTHING})
    steps = [step(move.numbers) for move in moves]
    if len(moves) == 1:
        return frozenset([gain + steps[0] for gain in gains[targets[0]]]) if steps[0] else gains[targets[0]]
    possible = {
        gain + change for change, target in zip(steps, targets, strict=True) for gain in gains[target]
    }
    best = undominated(list(possible))
    if len(best) > budget:
        raise TooLarge(f"more than {budget:,} frontier points")
    return frozenset(best)


def frontier(graph: Graph, gains: list[Gains]) -> tuple[FrontierPoint, ...]:
    """The best final totals, in order, each with the first path as written that reaches it."""
    points = [_follow(graph, gains, gain) for gain in gains[graph.start]]
    return tuple(sorted(points, key=lambda found: found.totals))


def _follow(graph: Graph, gains: list[Gains], gain: int) -> FrontierPoint:
    totals, state, path = totals_of(gain), graph.start, []
    while graph.moves[state]:
        for move, target in zip(graph.moves[state], graph.targets[state], strict=True):
            rest = gain - step(move.numbers)
            if rest in gains[target]:
                break
        if move.choice:
            path.append(f"{graph.place(state)}/{move.choice.id}")
        state, gain = target, rest
    return FrontierPoint(totals, graph.place(state), tuple(path))


@dataclass(frozen=True)
class Reachable:
    """`gains`: for each state of the graph its undominated gains."""

    bars: Bars
    gains: list[Gains]

    def final_totals(self, state: int, totals: Totals) -> list[Totals]:
        """The undominated final totals that a learner in this state with these totals can still reach."""
        change = step(totals)
        return [totals_of(gain + change) for gain in self.gains[state]]

    def best(self, state: int, totals: Totals) -> Leximin:
        """The bars, lowest first, of the final totals that are best for whoever is worst off."""
        return max(self.bars.leximin(final) for final in self.final_totals(state, totals))

    def highest(self, state: int, totals: Totals) -> dict[Chair, int]:
        """The highest final total of each chair if nothing else mattered."""
        finals = self.final_totals(state, totals)
        return dict(zip(CHAIRS, map(max, zip(*finals, strict=True)), strict=True))
