"""The entries of groups as they are kept, and what has become of them since somebody looked."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.content.wording import counted, listed

from .entry import Entry, Field


@dataclass(frozen=True, slots=True)
class Held:
    """An entry under its own `key`; a file never changes fields that a lead has `set_by_hand`."""

    key: str
    entry: Entry
    set_by_hand: frozenset[Field] = frozenset()
    has_joined: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """How many entries of a group differ between two looks at it."""

    joined: int = 0
    left: int = 0
    added: int = 0
    removed: int = 0
    changed: int = 0

    @property
    def sentence(self) -> str:
        """“Two people have joined since; this is the difference now.” Nothing where nothing is new."""
        counts = (
            (self.joined, "joined"),
            (self.left, "left"),
            (self.added, "been added"),
            (self.removed, "been removed"),
            (self.changed, "been changed"),
        )
        parts = [f"{counted(n, 'person', many='people')} {_have(n)} {what}" for n, what in counts if n]
        said = listed(parts)
        return f"{said[0].upper()}{said[1:]} since; this is the difference now." if parts else ""


def news(before: Sequence[Held], now: Sequence[Held]) -> News:
    """From one state of the entries to a newer one; whoever was added and has joined counts as joined."""
    old, new = ({one.key: one for one in state} for state in (before, now))
    both = [(old[key], new[key]) for key in old.keys() & new.keys()]
    arrived = [one for key, one in new.items() if key not in old]
    return News(
        joined=sum(one.has_joined for one in arrived) + sum(a.has_joined < b.has_joined for a, b in both),
        left=sum(a.has_joined > b.has_joined for a, b in both),
        added=sum(not one.has_joined for one in arrived),
        removed=len(old.keys() - new.keys()),
        changed=sum((a.entry, a.set_by_hand) != (b.entry, b.set_by_hand) for a, b in both),
    )


def _have(number: int) -> str:
    return "has" if number == 1 else "have"
