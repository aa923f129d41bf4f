"""Figures beside their limits: medians with their spread, and whether they hold."""

from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """Measured several times; `limit` is the least or the most that the median may be.

    `goal` is what it would better be. `costs` are the site's CPU seconds per thousand requests, which other load on
    the machine does not bend.
    """

    name: str
    values: list[float]
    limit: float
    side: Literal["least", "most"]
    unit: str = ""
    detail: str = ""
    costs: list[float] = field(default_factory=list)
    goal: float | None = None

    @property
    def middle(self) -> float:
        return median(self.values)

    @property
    def holds(self) -> bool:
        return self.middle >= self.limit if self.side == "least" else self.middle <= self.limit

    @property
    def verdict(self) -> str:
        if self.holds:
            return "holds"
        off = abs(self.middle - self.limit)
        return f"misses by {_number(off)}{self.unit} ({off / self.limit:.0%})"


def show(figures: list[Figure]) -> None:
    table = Table("", "median", "spread", "limit", "", "CPU s / 1,000", "", show_edge=False, pad_edge=False)
    for one in figures:
        spread = f"{_number(min(one.values))}–{_number(max(one.values))}"
        limit = f"{'≥' if one.side == 'least' else '≤'} {_number(one.limit)}{one.unit}"
        limit += f" (goal {_number(one.goal)}{one.unit})" if one.goal is not None else ""
        cost = _number(median(one.costs)) if one.costs else ""
        table.add_row(
            one.name, f"{_number(one.middle)}{one.unit}", spread, limit, one.verdict, cost, one.detail
        )
    Console(width=150).print(table)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
