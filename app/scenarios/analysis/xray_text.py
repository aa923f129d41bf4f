"""The x-ray for reading: what the report says, as short lines and small tables of plain text."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.scenarios.scenario import CHAIRS

Row = Sequence[str]


def as_text(report: dict[str, Any]) -> str:
    closer = report["all_four_closer"]
    decisions = report["decisions"]
    blocks = [
        [f"{report['scenario']}, version {report['version'][:12]}"],
        [
            f"{_many(report['scenes'], 'scene')}, {_many(report['endings'], 'ending')},"
            f" {_many(report['choices'], 'choice')}",
            f"{_many(report['paths'], 'path')} of {_span(decisions['min'], decisions['max'])}",
            f"All four closer: {_many(closer['paths'], 'path')}, {_percent(closer['random_play'])} of random play",
        ],
        _ranges(report),
        _frontier(report["frontier"]),
        _endings(report["random_play"]["endings"]),
        _strategies(report["strategies"]),
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


def _ranges(report: dict[str, Any]) -> list[str]:
    mean = report["random_play"]["mean"]
    rows = [
        (chair, f"{span['min']:+d}", f"{span['max']:+d}", f"{mean[chair]:+.2f}", _tested(span))
        for chair, span in report["range"].items()
    ]
    return table(("chair", "lowest", "highest", "random play", ""), rows, left=(0, 4))


def _tested(span: dict[str, int]) -> str:
    return "not tested here" if span["min"] == span["max"] else ""


def _frontier(points: list[dict[str, Any]]) -> list[str]:
    rows = [(*_numbers(point), point["ending"], " ".join(point["path"])) for point in points]
    heading = "Frontier: final totals that no others match or beat for all four"
    return [heading, *table((*CHAIRS, "ending", "one path"), rows, left=(4, 5))]


def _endings(endings: dict[str, float]) -> list[str]:
    rows = [(ending, _percent(chance)) for ending, chance in endings.items()]
    return table(("ending", "random play"), rows, left=(0,))


def _strategies(strategies: dict[str, dict[str, Any]]) -> list[str]:
    rows = [
        (name, *_numbers(result["totals"]), f"{result['percentile']:.1f}")
        for name, result in strategies.items()
    ]
    return table(("strategy", *CHAIRS, "percentile"), rows, left=(0,))


def _numbers(totals: dict[str, Any]) -> list[str]:
    return [f"{totals[chair]:+d}" for chair in CHAIRS]


def _percent(chance: float) -> str:
    return f"{100 * chance:.1f}%"


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def _span(low: int, high: int) -> str:
    return _many(low, "decision") if low == high else f"{low} to {_many(high, 'decision')}"


def table(heading: Row, rows: Iterable[Row], *, left: Iterable[int]) -> list[str]:
    """Columns as wide as they need to be, those in `left` flush left and the others flush right."""
    lines = [heading, *rows]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    to_left = set(left)
    return [
        "  ".join(
            cell.ljust(width) if place in to_left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
