"""What the pages of a list show: its people, one of them, and a file with all that it would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.content.wording import counted
from app.roster.entry import Entry
from app.roster.held import Held
from app.roster.matches import Change, Match
from app.roster.rows import Listed, WrongRow
from app.training.access import GroupSeen
from app.training.roster.queries import EntryLine, Waiting
from app.training.roster.review import Review
from app.web.context import Context
from app.web.form_pages import FilledPage

PAGE = 50
EXAMPLE = "name,address,number\nDana Ørsted,dana@example.org,1017\nLeila Haddad,leila@example.org,1018"


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in a part the reader is; addresses are empty where there is nothing before or after."""

    number: int
    before: str
    after: str
    first: int
    last: int
    total: int


@dataclass(frozen=True, kw_only=True)
class RosterPage(FilledPage):
    """`entries` are one page of all."""

    template = "training/roster/roster.html"
    group: GroupSeen
    entries: Sequence[EntryLine]
    pages: Pages
    joined: int
    invited: int
    imports: Sequence[Waiting]
    example: str = EXAMPLE


@dataclass(frozen=True, kw_only=True)
class EntryPage(FilledPage):
    """`link` is shown once, right after it was made. `is_over`: whether the latest one no longer works."""

    template = "training/roster/entry.html"
    group: GroupSeen
    line: EntryLine
    link: str = ""
    is_over: bool = False


@dataclass(frozen=True)
class RemovalPage(Context):
    """Asks once more before somebody is taken off the list."""

    template = "training/roster/removal.html"
    group: GroupSeen
    line: EntryLine


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


@dataclass(frozen=True)
class ImportPage(Context):
    """`news`: what has become of the group since the file was sent.

    `shown` are the missing on this page, `following` the number of the next one, and `ticked` counts those on all.
    """

    template = "training/roster/import.html"
    group: GroupSeen
    sent: Waiting
    counts: Sequence[str]
    news: str
    unread: Sequence[str]
    parts: Parts
    pages: dict[str, Pages]
    shown: str
    following: str
    ticked: int
    kept_until: datetime
    changes_nothing: bool


NAMES = ("wrong", "missing", "changed", "added", "unchanged")


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
