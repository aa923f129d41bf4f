"""A difference in parts, each a page at a time, with how many there are of each: what a person reviews."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.content.wording import counted

from .entry import Entry
from .held import Held
from .matches import Change, Match
from .review import Review
from .rows import Listed, WrongRow

PAGE = 50
NAMES = ("wrong", "missing", "changed", "added", "unchanged")


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in a part the reader is; addresses are empty where there is nothing before or after."""

    number: int
    before: str
    after: str
    first: int
    last: int
    total: int


@dataclass(frozen=True, slots=True)
class MissingLine:
    held: Held
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """Somebody of the list, with what is to be changed, and what stays although the file says otherwise."""

    entry: Entry
    changes: Sequence[Change]
    kept: Sequence[Change]
    moves: str


@dataclass(frozen=True, slots=True)
class Parts:
    """One page of each part of a difference."""

    wrong: Sequence[WrongRow]
    missing: Sequence[MissingLine]
    changed: Sequence[ChangedLine]
    added: Sequence[Listed]
    unchanged: Sequence[ChangedLine]


def page_of(total: int, asked: str, *, address: str, name: str) -> tuple[slice, Pages]:
    """Page `asked`, counted from 1; nonsense is the first, and whatever lies beyond the end the last."""
    last = max(1, -(-total // PAGE))
    number = min(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1, last) or 1
    begins = (number - 1) * PAGE
    before = f"{address}?{name}={number - 1}#{name}" if number > 1 else ""
    after = f"{address}?{name}={number + 1}#{name}" if number < last else ""
    ends = min(total, begins + PAGE)
    return slice(begins, ends), Pages(number, before, after, min(begins + 1, total), ends, total)


def counts_of(found: Review) -> list[str]:
    """Each part that is not empty in a few words, those first that want somebody’s eye."""
    diff = found.found
    said = (
        (diff.wrong, "row is wrong", "rows are wrong"),
        (
            diff.missing,
            "person is on the list and not in the file",
            "people are on the list and not in the file",
        ),
        (diff.changed, "person is changed", "people are changed"),
        (diff.added, "person is new", "people are new"),
        (diff.unchanged, "person stays as before", "people stay as before"),
    )
    return [counted(len(part), one, many=many) for part, one, many in said if part]


def parts_of(
    found: Review, asked: dict[str, str], *, address: str, ticked: frozenset[str]
) -> tuple[Parts, dict[str, Pages]]:
    """`asked` are the numbers of pages, by part."""
    diff = found.found
    every = {name: getattr(diff, name) for name in NAMES}
    cuts = {
        name: page_of(len(all_), asked.get(name, ""), address=address, name=name)
        for name, all_ in every.items()
    }
    parts = Parts(
        wrong=diff.wrong[cuts["wrong"][0]],
        missing=[MissingLine(one, one.key in ticked) for one in diff.missing[cuts["missing"][0]]],
        changed=[_changed(one) for one in diff.changed[cuts["changed"][0]]],
        added=diff.added[cuts["added"][0]],
        unchanged=[_changed(one) for one in diff.unchanged[cuts["unchanged"][0]]],
    )
    return parts, {name: pages for name, (_, pages) in cuts.items()}


def _changed(match: Match) -> ChangedLine:
    before, after = match.held.entry, match.result
    moves = "Has joined there, and stays; is expected here, too." if match.held.has_joined else ""
    return ChangedLine(before, match.changes, match.kept, moves if before.group != after.group else "")
