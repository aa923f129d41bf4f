"""A stretch of a long list that is worked out anew each time, from whatever came last on the page before.

A place is the key of that one and how many came by then: somebody may have left the list meanwhile.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
BETWEEN = "~"
MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Item]):
    """`following` is the place from which the next goes on; empty at the end. `is_first`: nothing comes before it."""

    items: Sequence[Item]
    following: str
    is_first: bool


def stretch(items: Sequence[Item], key: Callable[[Item], str], *, after: str, size: int) -> Stretch[Item]:
    """What is no place is the beginning."""
    first = _first(items, key, after)
    shown = items[first : first + size]
    end = first + len(shown)
    following = f"{end}{BETWEEN}{key(shown[-1])}" if shown and end < len(items) else ""
    return Stretch(shown, following, first == 0)


def _first(items: Sequence[Item], key: Callable[[Item], str], after: str) -> int:
    number, between, last = after.partition(BETWEEN)
    if not between:
        return 0
    found = next((place for place, item in enumerate(items, start=1) if key(item) == last), None)
    if found is not None:
        return found
    is_number = number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS
    return min(max(int(number) - 1, 0), len(items)) if is_number else 0  # it has left, and all below moved up
