"""Rows that would give one address to two people: wrong, with both named.

It is judged by how the group will be, so that a file may hand addresses on from one person to the next. A row that is
left out leaves its entry as it was, and that may be in the way of another row, and so on: each is looked at again
only where the one before it stays. So the same file finds the same rows wrong when it is sent again.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .cell_text import match_key
from .entry import Entry
from .held import Held
from .matches import Matching
from .rows import Listed, WrongRow


@dataclass(frozen=True, slots=True)
class Seat:
    """An entry as it was, if it was there, and as it will be if its row, where it has one, is taken."""

    key: str
    before: Entry | None
    after: Entry
    listed: Listed | None


def collisions(found: Matching, held: Sequence[Held]) -> dict[int, WrongRow]:
    """The rows that cannot be taken, by line."""
    seats = list(_seats(found, held))
    there = {seat.key: seat for seat in seats}
    holders: defaultdict[str, set[str]] = defaultdict(set)
    wanting: dict[str, Seat] = {}
    for seat in seats:
        holders[seat.after.address].add(seat.key)
        if seat.listed and seat.listed.entry.address:
            wanting[seat.listed.entry.address] = seat
    wrong: dict[int, WrongRow] = {}
    waiting = list(reversed(wanting.values()))
    while waiting:
        seat = waiting.pop()
        row = _collision(seat, [there[key] for key in holders[_wanted(seat)] if key != seat.key])
        if row is None or row.row.line in wrong:
            continue
        wrong[row.row.line] = row
        holders[seat.after.address].discard(seat.key)
        if seat.before:
            holders[seat.before.address].add(seat.key)
            if seat.before.address in wanting:
                waiting.append(wanting[seat.before.address])
    return wrong


def _seats(found: Matching, held: Sequence[Held]) -> Iterator[Seat]:
    """All entries of the group, and those that are new."""
    matched = {match.held.key: match for match in found.matches}
    for one in held:
        match = matched.get(one.key)
        after, listed = (match.result, match.listed) if match else (one.entry, None)
        yield Seat(one.key, one.entry, after, listed)
    for new in found.added:
        yield Seat(f"line {new.row.line}", None, new.entry, new)


def _wanted(seat: Seat) -> str:
    return seat.listed.entry.address if seat.listed else ""


def _collision(seat: Seat, others: Sequence[Seat]) -> WrongRow | None:
    """Who else has the address, and is somebody else: the numbers differ, or one of the two has none."""
    own = match_key(seat.after.number)
    clashes = [other for other in others if match_key(other.after.number) != own or not own]
    if not clashes or seat.listed is None:
        return None
    other = min(clashes, key=lambda one: one.key)
    return WrongRow(seat.listed.row, _reason(seat, other.before or other.after), seat.listed.entry)


def _reason(seat: Seat, other: Entry) -> str:
    said = f"{_wanted(seat)} is the address of {_who(other)} here, and this row is {_who(seat.after)}."
    own, theirs = seat.after.number, other.number
    if own and theirs and own.lstrip("0") == theirs.lstrip("0"):
        return f"{said} A spreadsheet may have dropped the zeros in front of the number."
    return said


def _who(entry: Entry) -> str:
    number = f"number {entry.number}" if entry.number else "without a number"
    return (
        f"{entry.name} ({number})" if entry.name else number if entry.number else "somebody without a number"
    )
