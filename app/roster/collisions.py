"""Rows that would give one address to two people: wrong, with both named.

Whoever keeps an address is in the way of whoever is to get it. It is judged by how the groups will be, so that a file
may hand addresses on from one person to the next. A row that is left out leaves its entry with the address it had,
which may be in the way of another row, and so on; those alone are looked at again. So the same file finds the same
rows wrong when it is sent again.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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


_Keepers = Mapping[str, Sequence[Seat]]
"""By address: who has it and will go on having it."""


def collisions(found: Matching, held: Sequence[Held]) -> dict[int, WrongRow]:
    """The rows that cannot be taken, by line."""
    keepers: defaultdict[str, list[Seat]] = defaultdict(list)
    seekers: defaultdict[str, list[Seat]] = defaultdict(list)
    for seat in _seats(found, held):
        if seat.before and seat.before.address == seat.after.address:
            keepers[seat.before.address].append(seat)
        for address in _sought(seat):
            seekers[address].append(seat)
    left_out: dict[str, Seat] = {}
    waiting = [seat for seats in seekers.values() for seat in seats]
    while waiting:
        seat = waiting.pop()
        if seat.key in left_out or _clash(seat, keepers) is None:
            continue
        left_out[seat.key] = seat
        if seat.before and seat.before.address != seat.after.address:
            keepers[seat.before.address].append(seat)
            waiting += seekers[seat.before.address]
    return {row.row.line: row for seat in left_out.values() for row in _wrong(seat, keepers)}


def _seats(found: Matching, held: Sequence[Held]) -> Iterator[Seat]:
    """All entries of the group, and those that are new."""
    matched = {match.held.key: match for match in found.matches}
    for one in held:
        match = matched.get(one.key)
        after, listed = (match.result, match.listed) if match else (one.entry, None)
        yield Seat(one.key, one.entry, after, listed)
    for new in found.added:
        yield Seat(f"line {new.row.line}", None, new.entry, new)


def _sought(seat: Seat) -> list[str]:
    """The address that the row has, and the one that somebody takes along into another group."""
    if seat.listed is None:
        return []
    moves = seat.before is not None and seat.before.group != seat.after.group
    both = (seat.listed.entry.address, seat.after.address if moves else "")
    return [address for address in dict.fromkeys(both) if address]


def _clash(seat: Seat, keepers: _Keepers) -> tuple[str, Seat] | None:
    """An address, and who else keeps it and is somebody else: the numbers differ, or nobody has one."""
    own = match_key(seat.after.number)
    for address in _sought(seat):
        others = [one for one in keepers.get(address, ()) if one.key != seat.key]
        clashes = [one for one in others if match_key(one.after.number) != own or not own]
        if clashes:
            return address, min(clashes, key=lambda one: one.key)
    return None


def _wrong(seat: Seat, keepers: _Keepers) -> Iterator[WrongRow]:
    """The row with its reason, which is given once all that are left out are known."""
    clash = _clash(seat, keepers)
    if clash and seat.listed:
        address, other = clash
        reason = _reason(address, seat, other.before or other.after)
        yield WrongRow(seat.listed.row, reason, seat.listed.entry)


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
