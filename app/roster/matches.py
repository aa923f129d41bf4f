"""Whom of a group each entry of a file means: by number, else by address, never by name."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from .cell_text import match_key
from .entry import Entry, Field
from .held import Held
from .rows import Listed, Roster, WrongRow


@dataclass(frozen=True, slots=True)
class Change:
    """One field from one value to another."""

    field: Field
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Match:
    """An entry of the file and the one it means; `kept` are the fields set by hand, with what the file has instead."""

    listed: Listed
    held: Held
    changes: tuple[Change, ...]
    kept: tuple[Change, ...]

    @property
    def result(self) -> Entry:
        """The entry as it will be."""
        return replace(self.held.entry, **{change.field.value: change.new for change in self.changes})


@dataclass(frozen=True, slots=True)
class Matching:
    """Each entry of the file with the one it means, or without one, or wrong because it could mean several."""

    matches: tuple[Match, ...]
    added: tuple[Listed, ...]
    wrong: tuple[WrongRow, ...]


def matching(roster: Roster, held: Sequence[Held]) -> Matching:
    """By number first: whoever is known by number may pass an address on to somebody without one."""
    meant = _by_number(roster, held)
    taken = {one.key for found in meant.values() if len(found) == 1 for one in found}
    meant |= _by_address(roster, [one for one in held if one.key not in taken], skipped=meant)
    pairs = [(one, _with_twins(one.entry, meant.get(one.row.line, []), held)) for one in roster.entries]
    return Matching(
        matches=tuple(match(one, found[0]) for one, found in pairs if len(found) == 1),
        added=tuple(_new(one, roster.group) for one, found in pairs if not found),
        wrong=tuple(WrongRow(one.row, _several(found), one.entry) for one, found in pairs if len(found) > 1),
    )


def match(listed: Listed, held: Held) -> Match:
    """What the file says otherwise. An empty cell says nothing."""
    said = [
        Change(field, held.entry.value(field), new)
        for field in Field
        if (new := listed.entry.value(field)) and new != held.entry.value(field)
    ]
    return Match(
        listed,
        held,
        changes=tuple(change for change in said if change.field not in held.set_by_hand),
        kept=tuple(change for change in said if change.field in held.set_by_hand),
    )


_Meant = dict[int, list[Held]]
"""By the line of a row: whom it means, once that is somebody."""


def _by_number(roster: Roster, held: Sequence[Held]) -> _Meant:
    there = _index(held, lambda entry: match_key(entry.number))
    return {
        one.row.line: _nearest(there[key], one.entry.group or roster.group)
        for one in roster.entries
        if (key := match_key(one.entry.number)) in there
    }


def _by_address(roster: Roster, held: Sequence[Held], *, skipped: Collection[int]) -> _Meant:
    """Only where the numbers do not differ, or the one here was set by hand."""
    there = _index(held, lambda entry: entry.address)
    found = {}
    for one in roster.entries:
        if one.row.line in skipped or one.entry.address not in there:
            continue
        same = [other for other in there[one.entry.address] if _may_mean(one.entry, other)]
        if same:
            found[one.row.line] = _nearest(same, one.entry.group or roster.group)
    return found


def _with_twins(entry: Entry, found: list[Held], held: Sequence[Held]) -> list[Held]:
    """Nobody is moved to a group in which somebody has that number already: then either could be meant."""
    if len(found) != 1 or entry.group in {"", found[0].entry.group} or Field.GROUP in found[0].set_by_hand:
        return found
    key = match_key(found[0].entry.number)
    there = [one for one in held if one.entry.group == entry.group and match_key(one.entry.number) == key]
    return found + there if key else found


def _may_mean(entry: Entry, held: Held) -> bool:
    return not entry.number or not held.entry.number or Field.NUMBER in held.set_by_hand


def _index(held: Sequence[Held], key: Callable[[Entry], str]) -> Mapping[str, list[Held]]:
    found: defaultdict[str, list[Held]] = defaultdict(list)
    for one in held:
        if value := key(one.entry):
            found[value].append(one)
    return dict(found)


def _nearest(held: list[Held], group: str) -> list[Held]:
    """Somebody may be in several groups: the entry of the group in question, where there is one."""
    return [one for one in held if one.entry.group == group] or held


def _several(found: Sequence[Held]) -> str:
    names = [f"{one.entry.title} in {one.entry.group}" for one in found]
    return f"this could be {' or '.join(names)}. Name the group and the number."


def _new(one: Listed, group: str) -> Listed:
    return one if one.entry.group else Listed(one.row, replace(one.entry, group=group))
