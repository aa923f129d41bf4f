"""Any file against any groups: sent again it changes nothing, its order does not matter, and a recount agrees."""

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.roster.difference import Changes, Difference, apply, difference
from app.roster.entry import Entry, Field
from app.roster.held import Held
from app.roster.lines import Row
from app.roster.rows import Listed, Roster

GROUPS = ("Days", "Nights")
ADDRESSES = tuple(f"{letter}@example.org" for letter in "abcd")
NUMBERS = ("1", "2", "3", "4")
EXAMPLES = 3_000 if os.environ.get("SOAK") else 100
some = settings(max_examples=EXAMPLES, deadline=None)


pytestmark = pytest.mark.soak


@st.composite
def entries(draw: st.DrawFn, groups: Sequence[str]) -> Entry:
    number, address = draw(
        st.tuples(st.sampled_from(("", *NUMBERS)), st.sampled_from(("", *ADDRESSES))).filter(any)
    )
    return Entry(draw(st.sampled_from(("", "X", "Y"))), address, number, draw(st.sampled_from(groups)))


@st.composite
def groups_held(draw: st.DrawFn) -> list[Held]:
    """In one group a number and an address are one person’s."""
    found: list[Held] = []
    for entry in draw(st.lists(entries(GROUPS), max_size=6)):
        near = [one.entry for one in found if one.entry.group == entry.group]
        if any(a.number == entry.number != "" or a.address == entry.address != "" for a in near):
            continue
        by_hand = draw(st.frozensets(st.sampled_from(list(Field)), max_size=2))
        found.append(Held(f"k{len(found)}", entry, by_hand, draw(st.booleans())))
    return found


@st.composite
def files(draw: st.DrawFn) -> Roster:
    """What `roster` makes: in one file a number and an address come once."""
    said = draw(st.sampled_from([("",), ("", *GROUPS)]))
    drawn = draw(st.lists(entries(said), min_size=1, max_size=6))
    kept: list[Entry] = []
    for entry in drawn:
        if not any(a.number == entry.number != "" or a.address == entry.address != "" for a in kept):
            kept.append(entry)
    rows = tuple(Listed(Row(line, ()), entry) for line, entry in enumerate(kept, start=2))
    return Roster(rows, (), "Days", any(entry.group for entry in kept))


def written(held: Sequence[Held], changes: Changes) -> list[Held]:
    """The groups once the changes are written."""
    after = {update.key: update.after for update in changes.updated}
    gone = {one.key for one in changes.removed}
    new = (f"n{number}" for number in count())
    stay = [replace(one, entry=after.get(one.key, one.entry)) for one in held if one.key not in gone]
    return [*stay, *(Held(next(new), entry) for entry in changes.added)]


def lines(found: Difference) -> dict[str, set[int]]:
    return {
        "added": {one.row.line for one in found.added},
        "changed": {match.listed.row.line for match in found.changed},
        "unchanged": {match.listed.row.line for match in found.unchanged},
        "wrong": {row.row.line for row in found.wrong},
    }


@some
@given(files(), groups_held())
def test_the_same_file_twice_changes_nothing(roster: Roster, held: list[Held]) -> None:
    first = difference(roster, held)
    again = difference(roster, written(held, apply(first)))
    assert (again.added, again.changed) == ((), ())
    assert lines(again)["wrong"] == lines(first)["wrong"]
    assert [one.key for one in again.missing] == [one.key for one in first.missing]


@some
@given(files(), groups_held())
def test_each_row_is_in_one_part(roster: Roster, held: list[Held]) -> None:
    found = difference(roster, held)
    assert Counter(line for part in lines(found).values() for line in part) == Counter(
        one.row.line for one in roster.entries
    )
    keys = [match.held.key for match in (*found.changed, *found.unchanged)]
    assert len({*keys, *(one.key for one in found.missing)}) == len(keys) + len(found.missing)


@some
@given(files(), groups_held(), st.randoms())
def test_the_order_of_neither_matters(roster: Roster, held: list[Held], random: Random) -> None:
    rows, others = list(roster.entries), list(held)
    random.shuffle(rows)
    random.shuffle(others)
    one, other = difference(roster, held), difference(replace(roster, entries=tuple(rows)), others)
    assert lines(one) == lines(other)
    assert set(one.changed) == set(other.changed)
    assert set(one.missing) == set(other.missing)
    assert one.wrong == other.wrong


@some
@given(files(), groups_held(), st.frozensets(st.sampled_from([f"k{n}" for n in range(6)])))
def test_what_is_written(roster: Roster, held: list[Held], ticked: frozenset[str]) -> None:
    changes = apply(difference(roster, held), ticked)
    assert {one.key for one in changes.removed} <= ticked
    after = written(held, changes)
    for group in GROUPS:
        near = [one.entry for one in after if one.entry.group == group]
        for field in (Field.NUMBER, Field.ADDRESS):
            values = [entry.value(field) for entry in near if entry.value(field)]
            assert len(values) == len(set(values))
    before = {one.key: one for one in held}
    for update in changes.updated:
        by_hand = before[update.key].set_by_hand
        assert all(update.before.value(field) == update.after.value(field) for field in by_hand)
        assert update.before != update.after


@dataclass
class Fate:
    """Of one row, as a plain recount has it."""

    entry: Entry
    key: str | None
    part: str


@some
@given(files(), groups_held())
def test_a_plain_recount_agrees(roster: Roster, held: list[Held]) -> None:
    found = difference(roster, held)
    fates = recount(roster, [one for one in held if roster.names_groups or one.entry.group == "Days"])
    assert lines(found) == {
        part: {line for line, fate in fates.items() if fate.part == part}
        for part in ("added", "changed", "unchanged", "wrong")
    }
    assert {match.listed.row.line: match.held.key for match in (*found.changed, *found.unchanged)} == {
        line: fate.key for line, fate in fates.items() if fate.part in {"changed", "unchanged"}
    }


def recount(roster: Roster, held: Sequence[Held]) -> dict[int, Fate]:
    """Rows are refused in rounds, each of which looks at the groups as they would be then, until none is refused."""
    fates = {one.row.line: Fate(one.entry, None, "") for one in roster.entries}
    for by in ("number", "address"):
        seen = {fate.key for fate in fates.values()}
        for fate in fates.values():
            if fate.key is None and fate.part == "" and getattr(fate.entry, by):
                could = [one for one in held if means(fate.entry, one, by) and one.key not in seen]
                could = [one for one in could if one.entry.group == (fate.entry.group or "Days")] or could
                twins = [one for one in held if len(could) == 1 and is_twin(fate.entry, could[0], one)]
                could += twins
                fate.part = "wrong" if len(could) > 1 else ""
                fate.key = could[0].key if len(could) == 1 else None
    known = {one.key: one for one in held}
    numbers = {one.key: result(one, fates).number for one in held}
    while refused := [
        line for line, fate in fates.items() if fate.part == "" and clash(fate, known, fates, numbers)
    ]:
        for line in refused:
            fates[line].part = "wrong"
    for fate in fates.values():
        if fate.part == "":
            same = fate.key and result(known[fate.key], fates) == known[fate.key].entry
            fate.part = "added" if fate.key is None else "unchanged" if same else "changed"
    return fates


def means(entry: Entry, one: Held, by: str) -> bool:
    if getattr(entry, by) != getattr(one.entry, by):
        return False
    is_open = "" in (entry.number, one.entry.number) or Field.NUMBER in one.set_by_hand
    return by == "number" or is_open


def is_twin(entry: Entry, meant: Held, one: Held) -> bool:
    """Has the number of the other, in the group where that one is to go."""
    moves = entry.group not in ("", meant.entry.group) and Field.GROUP not in meant.set_by_hand
    return (
        moves
        and meant.entry.number != ""
        and (one.entry.group, one.entry.number) == (entry.group, meant.entry.number)
    )


def result(one: Held, fates: dict[int, Fate]) -> Entry:
    """The entry as the row that means it would leave it, unless that is refused."""
    entry = one.entry
    for fate in fates.values():
        if fate.key == one.key and fate.part == "":
            for field in Field:
                if fate.entry.value(field) and field not in one.set_by_hand:
                    entry = replace(entry, **{field.value: fate.entry.value(field)})
    return entry


def clash(fate: Fate, known: dict[str, Held], fates: dict[int, Fate], numbers: dict[str, str]) -> bool:
    """Whether somebody of another number keeps the address; numbers are those that rows ask for."""
    own, wanted = fate.entry.number, [fate.entry.address]
    if fate.key:
        own, after = numbers[fate.key], result(known[fate.key], fates)
        wanted += [after.address] * (after.group != known[fate.key].entry.group)
    others = [one for key, one in known.items() if key != fate.key]
    kept = [(numbers[one.key], one.entry.address) for one in others if keeps(one, fates)]
    return any(address in wanted and address and (number != own or not own) for number, address in kept)


def keeps(one: Held, fates: dict[int, Fate]) -> bool:
    return result(one, fates).address == one.entry.address
