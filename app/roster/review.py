"""A file beside the lists it speaks of: the difference, as its page shows it and as it is applied."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.roster.difference import Changes, Difference, apply, difference
from app.roster.held import Held
from app.roster.rows import Roster, roster
from app.roster.table import Table, table


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says, whatever the lists hold."""

    table: Table
    roster: Roster


@dataclass(frozen=True, slots=True)
class Review:
    read: Read
    found: Difference


@dataclass(frozen=True, slots=True)
class Looked:
    """A review, what it would write, and the rows of the lists when it was made."""

    rows: Sequence[tuple[Any, ...]]
    review: Review
    changes: Changes


def look(read: Read, rows: Sequence[tuple[Any, ...]], held: Mapping[str, Sequence[Held]]) -> Looked:
    """`held` is what the rows say."""
    found = review(read, held)
    return Looked(rows, found, apply(found.found))


def read_file(text: str, *, group: str, groups: Collection[str], own_domains: Collection[str]) -> Read:
    """Sent to `group`; `groups` are the titles of all that it may speak of. Raises `Refused`."""
    found = table(text, groups)
    return Read(found, roster(found, group=group, groups=groups, own_domains=own_domains))


def review(read: Read, held: Mapping[str, Sequence[Held]]) -> Review:
    """Beside what the lists hold now."""
    return Review(read, difference(read.roster, [one for all_ in held.values() for one in all_]))


def spoken_of(group_id: str, title: str, others: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Titles by id of the groups that a file may speak of: its own, and others whose name is theirs alone."""
    names = [name for _, name in others if name != title]
    return {group_id: title} | {
        other: name for other, name in others if name != title and names.count(name) == 1
    }
