"""What a file would change in a group: shown before anything is written, and worked out again if the group has changed.

Pure: the same file and the same entries give the same difference, whatever the order of either.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .cell_text import match_key
from .collisions import collisions
from .entry import Entry
from .held import Held
from .matches import Match, Matching, matching
from .rows import Listed, Roster, WrongRow


@dataclass(frozen=True, slots=True)
class Difference:
    """Each row of the file is in one of four parts; `missing` are entries that the file does not speak of."""

    added: tuple[Listed, ...]
    changed: tuple[Match, ...]
    unchanged: tuple[Match, ...]
    missing: tuple[Held, ...]
    wrong: tuple[WrongRow, ...]


@dataclass(frozen=True, slots=True)
class Update:
    """An entry as it was read and as it is to be written."""

    key: str
    before: Entry
    after: Entry


@dataclass(frozen=True, slots=True)
class Changes:
    """To be written in one transaction. Within it addresses and numbers may pass from one entry to another."""

    added: tuple[Entry, ...]
    updated: tuple[Update, ...]
    removed: tuple[Held, ...]


def difference(roster: Roster, held: Sequence[Held]) -> Difference:
    """Between what the file says and the entries of all groups that it may speak of.

    A file that says no group speaks of its own alone.
    """
    own = [one for one in held if roster.names_groups or one.entry.group == roster.group]
    found = matching(roster, own)
    clashes = collisions(found, own)
    wrong = (*roster.wrong, *found.wrong, *clashes.values())
    matches = [match for match in found.matches if match.listed.row.line not in clashes]
    return Difference(
        added=tuple(one for one in found.added if one.row.line not in clashes),
        changed=tuple(match for match in matches if match.changes),
        unchanged=tuple(match for match in matches if not match.changes),
        missing=_missing(roster, own, found, wrong),
        wrong=tuple(sorted(wrong, key=lambda one: one.row.line)),
    )


def apply(found: Difference, ticked_removals: Collection[str] = ()) -> Changes:
    """What is to be written. Keys that are ticked and not missing (any more) remove nobody."""
    return Changes(
        added=tuple(one.entry for one in found.added),
        updated=tuple(Update(match.held.key, match.held.entry, match.result) for match in found.changed),
        removed=removed(found, ticked_removals),
    )


def removed(found: Difference, ticked: Collection[str]) -> tuple[Held, ...]:
    return tuple(one for one in found.missing if one.key in ticked)


def _missing(
    roster: Roster, held: Sequence[Held], found: Matching, wrong: Sequence[WrongRow]
) -> tuple[Held, ...]:
    """Those of the file’s groups of whom no row speaks, be it a wrong one."""
    said = [*(one.entry for one in roster.entries), *(row.entry for row in wrong)]
    groups = {entry.group or roster.group for entry in said}
    spoken_of = {match.held.key for match in found.matches}
    numbers = {match_key(row.entry.number) for row in wrong} - {""}
    addresses = {row.entry.address for row in wrong} - {""}
    return tuple(
        one
        for one in held
        if one.entry.group in groups
        and one.key not in spoken_of
        and match_key(one.entry.number) not in numbers
        and one.entry.address not in addresses
    )
