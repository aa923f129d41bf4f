"""Rows that would give one address to two people: wrong, with both named.

Whoever keeps an address is in the way of whoever is to get it. It is judged by how the groups will be, so that a file
may hand addresses on from one person to the next. A row that is left out leaves its entry with the address it had,
which may be in the way of another row, and so on; those alone are looked at again. So the same file finds the same
rows wrong when it is sent again.
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
    keepers: defaultdict[str, list[Seat]] = defaultdict(list)
    seekers: defaultdict[str, list[Seat]] = defaultdict(list)
    for seat in _seats(found, held):
        if seat.before and seat.before.address == seat.after.address:
            keepers[seat.before.address].append(seat)
        for address in _sought(seat):
            seekers[address].append(seat)
    wrong: dict[int, WrongRow] = {}
    waiting = [(address, seat) for address, seats in seekers.items() for seat in seats]
    while waiting:
        address, seat = waiting.pop()
        row = _collision(address, seat, keepers[address])
        if row is None or row.row.line in wrong:
            continue
        wrong[row.row.line] = row
        if seat.before and seat.before.address != seat.after.address:
            keepers[seat.before.address].append(seat)
            waiting += [(seat.before.address, other) for other in seekers[seat.before.address]]
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


def _sought(seat: Seat) -> set[str]:
    """The address that the row has, and the one that somebody takes along into another group."""
    if seat.listed is None:
        return set()
    moves = seat.before is not None and seat.before.group != seat.after.group
    return {seat.listed.entry.address, seat.after.address if moves else ""} - {""}


def _collision(address: str, seat: Seat, keepers: Sequence[Seat]) -> WrongRow | None:
    """Who else keeps the address, and is somebody else: the numbers differ, or nobody has one."""
    own = match_key(seat.after.number)
    others = [one for one in keepers if one.key != seat.key]
    clashes = [one for one in others if match_key(one.after.number) != own or not own]
    if not clashes or seat.listed is None:
        return None
    other = min(clashes, key=lambda one: one.key)
    return WrongRow(seat.listed.row, _reason(address, seat, other.before or other.after), seat.listed.entry)


def _reason(address: str, seat: Seat, other: Entry) -> str:
    said = f"{address} is the address of {_who(other)} here, and this row is {_who(seat.after)}."
    own, theirs = seat.after.number, other.number
    if own and theirs and own.lstrip("0") == theirs.lstrip("0"):
        return f"{said} A spreadsheet may have dropped the zeros in front of the number."
    return said


def _who(entry: Entry) -> str:
    number = f"number {entry.number}" if entry.number else "without a number"
    return (
        f"{entry.name} ({number})" if entry.name else number if entry.number else "somebody without a number"
    )
