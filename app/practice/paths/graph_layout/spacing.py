"""Where the places of a row stand: as near to their neighbors above and below as the room between them allows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from app.practice.paths.graph_layout.ordering import Link, Row

ROUNDS = 8
Gap = Callable[[str, str], float]


def positions(rows: Sequence[Row], links: Sequence[Sequence[Link]], gap: Gap) -> dict[str, float]:
    """The middle of each place, from wherever the first row happens to begin."""
    at: dict[str, float] = {}
    for row in rows:
        gaps = _gaps(row, gap)
        middle = sum(gaps) / 2
        at.update((one, sum(gaps[:place]) - middle) for place, one in enumerate(row))
    above, below = _neighbors(links)
    for _ in range(ROUNDS):
        for row in rows:
            at.update(_settle(row, at, above, gap))
        for row in reversed(rows):
            at.update(_settle(row, at, below, gap))
    return at


def _gaps(row: Row, gap: Gap) -> list[float]:
    return [gap(one, other) for one, other in pairwise(row)]


def _neighbors(links: Iterable[Sequence[Link]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for between in links:
        for high, low in between:
            above.setdefault(low, []).append(high)
            below.setdefault(high, []).append(low)
    return above, below


def _settle(
    row: Row, at: Mapping[str, float], near: Mapping[str, Sequence[str]], gap: Gap
) -> Iterable[tuple[str, float]]:
    wanted = [_mean([at[other] for other in near.get(one, (one,))]) for one in row]
    return zip(row, space_row(wanted, _gaps(row, gap)), strict=True)


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def space_row(wanted: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """The positions nearest to those wanted (least squares) that keep `gaps` between one and the next.

    Pool adjacent violators: without the gaps, the positions must only never decrease.
    """
    offsets = [sum(gaps[:place]) for place in range(len(wanted))]
    pools: list[tuple[float, int]] = []  # sum, count
    for want, offset in zip(wanted, offsets, strict=True):
        total, count = want - offset, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before, more = pools.pop()
            total, count = total + before, count + more
        pools.append((total, count))
    level = [total / count for total, count in pools for _ in range(count)]
    return [one + offset for one, offset in zip(level, offsets, strict=True)]
