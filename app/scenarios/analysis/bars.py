"""Bars compared exactly: no rounding decides which outcome is better for the worst-off chair."""

from dataclasses import dataclass, field
from math import lcm

from app.scenarios.analysis.compiled import FULL, ZERO
from app.scenarios.analysis.packed_totals import SHIFTS
from app.scenarios.analysis.ranges import Ranges
from app.scenarios.scenario import CHAIRS, Totals

Leximin = tuple[int, ...]


@dataclass(frozen=True)
class Bars:
    """Bars of the tested chairs in whole parts of `unit`; a full bar is `unit`, an empty one 0."""

    ranges: Ranges
    unit: int = field(init=False)
    scale: tuple[tuple[int, int, int], ...] = field(init=False)  # seat, low, parts for one point

    def __post_init__(self) -> None:
        tested = [
            (seat, self.ranges[chair]) for seat, chair in enumerate(CHAIRS) if self.ranges[chair].tested
        ]
        unit = lcm(*(span.high - span.low for _, span in tested))
        object.__setattr__(self, "unit", unit)
        scale = tuple((seat, span.low, unit // (span.high - span.low)) for seat, span in tested)
        object.__setattr__(self, "scale", scale)

    def leximin(self, totals: Totals) -> Leximin:
        """The tested bars, lowest first: the greater of two is better for whoever is worst off."""
        return tuple(sorted([(totals[seat] - low) * parts for seat, low, parts in self.scale]))

    def lowest(self, packed: int) -> int:
        """The lowest bar at a point (see `packed_totals.py`); 0 where no chair is tested."""
        bars = [((packed >> SHIFTS[seat] & FULL) - ZERO - low) * parts for seat, low, parts in self.scale]
        return min(bars, default=0)

    def percent(self, parts: int) -> float:
        """0–100, as bars are shown; also for the difference of two."""
        return 100 * parts / self.unit
