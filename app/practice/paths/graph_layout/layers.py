"""Which row of the drawing each scene belongs to: below everything that leads to it, and the endings last."""

from collections.abc import Iterable, Mapping, Sequence

Targets = Mapping[str, Sequence[str]]
Edge = tuple[str, str]


def rows_of(start: str, targets: Targets, endings: Sequence[str]) -> tuple[dict[str, int], frozenset[Edge]]:
    """The row of each scene and ending, counted from 0, and the edges that lead back up.

    A scene stands one row below the lowest of those that lead to it, ways back left out of account.
    """
    back, order = depth_first([start, *targets], targets)
    row = dict.fromkeys(order, 0)
    for place in order:
        for target in targets.get(place, ()):
            if (place, target) not in back:
                row[target] = max(row[target], row[place] + 1)
    last = max((row[scene] + 1 for scene in targets), default=0)
    return {**row, **dict.fromkeys(endings, last)}, back


def depth_first(roots: Iterable[str], targets: Targets) -> tuple[frozenset[Edge], list[str]]:
    """The edges that close a loop, and all places in an order in which the other edges only lead on."""
    back: set[Edge] = set()
    left: list[str] = []
    seen: set[str] = set()
    for root in roots:
        if root not in seen:
            _walk(root, targets, seen, back, left)
    return frozenset(back), left[::-1]


def _walk(root: str, targets: Targets, seen: set[str], back: set[Edge], left: list[str]) -> None:
    seen.add(root)
    path = {root: iter(targets.get(root, ()))}
    while path:
        place, ahead = next(reversed(path.items()))
        for target in ahead:
            if target in path:
                back.add((place, target))
            elif target not in seen:
                seen.add(target)
                path[target] = iter(targets.get(target, ()))
                break
        else:
            del path[place]
            left.append(place)
