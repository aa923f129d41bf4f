"""The best that is still open from a point of play: for whoever is worst off, and for each chair alone."""

from dataclasses import dataclass

from app.scenarios.analysis.bars import Bars, Leximin
from app.scenarios.analysis.frontier import Gains
from app.scenarios.analysis.packed_totals import step, totals_of
from app.scenarios.scenario import CHAIRS, Chair, Totals


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
