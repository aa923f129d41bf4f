"""All that is asked of somebody, taken together: the same for all who owe the same and have done the same of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.assignments.items import ItemKey
from app.assignments.standing import Standing


@dataclass(frozen=True, slots=True)
class OpenObligation:
    """What is asked of somebody and not met yet; `open_since` is the instant from which it could be done.

    `is_own_date` says that the trainer set this date for this person alone.
    """

    title: str
    due_at: datetime
    open_since: datetime
    is_own_date: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What is asked of several of an assignment in a round, and how far they all are; equal to itself alone."""

    asked: OpenObligation
    standing: Standing


class Load(NamedTuple):
    """`done` of the items in `titles`, and what is open of it."""

    titles: Mapping[ItemKey, str]
    done: int
    obligations: tuple[OpenObligation, ...]


def load_of(parts: Sequence[Part]) -> Load:
    """An item is done where nothing that asks for it, in any round, still has it open."""
    counted = [one for one in parts if one.standing.is_counted]
    titles: dict[ItemKey, str] = {}
    for one in counted:
        titles |= one.standing.titles
    left = frozenset[ItemKey]().union(*(one.standing.left for one in counted))
    return Load(titles, len(titles) - len(left), tuple(one.asked for one in counted if one.standing.is_open))
