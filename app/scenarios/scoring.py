"""From totals to what a learner is told: a bar for each chair, and who came closer or moved away.

A bar's scale is the same for every path of a version, so that no path can flatter itself.
"""

from dataclasses import dataclass

from app.scenarios.scenario import CHAIRS, Chair, Totals

FULL = 100.0


def bar(total: int, low: int, high: int) -> float | None:
    """0–100 between the lowest and highest total that any complete path reaches; None: not tested here."""
    return None if low == high else FULL * (total - low) / (high - low)


@dataclass(frozen=True)
class Outcome:
    """Every chair is in exactly one of the three, each in the order of `CHAIRS`."""

    closer: tuple[Chair, ...]
    moved_away: tuple[Chair, ...]
    where_they_were: tuple[Chair, ...]

    @property
    def all_closer(self) -> bool:
        return self.closer == CHAIRS


def outcome(totals: Totals) -> Outcome:
    return Outcome(
        closer=tuple(chair for chair in CHAIRS if totals.of(chair) > 0),
        moved_away=tuple(chair for chair in CHAIRS if totals.of(chair) < 0),
        where_they_were=tuple(chair for chair in CHAIRS if totals.of(chair) == 0),
    )
