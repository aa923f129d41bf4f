"""The order within each row of a drawing, so that few lines cross: each place near the middle of its neighbors.

The barycenter method: Sugiyama, Tagawa and Toda, “Methods for Visual Understanding of Hierarchical System
Structures”, IEEE Transactions on Systems, Man, and Cybernetics 11 (1981).
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from itertools import pairwise

SWEEPS = 12
Row = list[str]
Link = tuple[str, str]  # from a place in one row to a place in the next


def order_rows(rows: Sequence[Row], links: Sequence[Sequence[Link]]) -> list[Row]:
    """The rows, each in the best order found. `links[n]` lead from row n to row n + 1."""
    best = [list(row) for row in rows]
    fewest = crossings(best, links)
    now = best
    for sweep in range(SWEEPS):
        now = _sweep_down(now, links) if sweep % 2 == 0 else _sweep_up(now, links)
        count = crossings(now, links)
        if count < fewest:
            best, fewest = now, count
    return best


def crossings(rows: Sequence[Row], links: Sequence[Sequence[Link]]) -> int:
    return sum(
        _crossings_between(above, below, between)
        for (above, below), between in zip(pairwise(rows), links, strict=True)
    )


def _crossings_between(above: Row, below: Row, links: Sequence[Link]) -> int:
    up, down = _places(above), _places(below)
    met: list[int] = []
    count = 0
    for _, place in sorted((up[high], down[low]) for high, low in links):
        count += len(met) - bisect_right(met, place)
        insort(met, place)
    return count


def _places(row: Row) -> dict[str, int]:
    return {one: place for place, one in enumerate(row)}


def _sweep_down(rows: Sequence[Row], links: Sequence[Sequence[Link]]) -> list[Row]:
    found = [list(rows[0])] if rows else []
    for row, between in zip(rows[1:], links, strict=False):
        found.append(_sort_row(row, found[-1], ((low, high) for high, low in between)))
    return found


def _sort_row(row: Row, fixed: Row, links: Iterable[Link]) -> Row:
    """By the mean place of the neighbors in the fixed row; who has none stays about where it is."""
    place = _places(fixed)
    near: dict[str, list[int]] = {}
    for one, neighbor in links:
        near.setdefault(one, []).append(place[neighbor])
    means = {one: sum(places) / len(places) for one, places in near.items()}
    own = _places(row)
    return sorted(row, key=lambda one: means.get(one, own[one]))


def _sweep_up(rows: Sequence[Row], links: Sequence[Sequence[Link]]) -> list[Row]:
    found = [list(rows[-1])] if rows else []
    for row, between in zip(reversed(rows[:-1]), reversed(links), strict=False):
        found.append(_sort_row(row, found[-1], between))
    return found[::-1]
