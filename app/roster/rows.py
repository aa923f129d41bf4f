"""From the rows of a table to entries, each row on its own and beside those above; wrong ones keep their reason."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from .cell_text import match_key, visible
from .columns import Columns
from .entry import Entry, Field, address_of, group_of, name_of, number_of
from .lines import Row
from .spellings import Column
from .table import Table, too_wide

NO_IDENTITY = "neither a number nor an address, by which people are told apart."


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody whom the file lists."""

    row: Row
    entry: Entry


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that is left out; `entry` is what could be read of it."""

    row: Row
    reason: str
    entry: Entry

    @property
    def sentence(self) -> str:
        """“Line 17: no @ in the address.”"""
        return f"Line {self.row.line:,}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file says. Whoever has no group in it is meant for `group`."""

    entries: tuple[Listed, ...]
    wrong: tuple[WrongRow, ...]
    group: str
    names_groups: bool
    """Whether any row says a group: then it speaks of others beside `group`."""


def roster(table: Table, *, group: str, groups: Collection[str], own_domains: Collection[str] = ()) -> Roster:
    """The entries of a file sent to `group`; `groups` are the names of all that it may speak of."""
    entries: list[Listed] = []
    wrong: list[WrongRow] = []
    lines: dict[tuple[Field, str], int] = {}
    for row in table.rows:
        entry, reason = _read(row, table.columns, groups, own_domains)
        reason = reason or _repeated(entry, lines)
        for key in _identities(entry):
            lines.setdefault(key, row.line)
        if reason:
            wrong.append(WrongRow(row, reason, entry))
        else:
            entries.append(Listed(row, entry))
    said = any(entry.group for entry in [*(one.entry for one in entries), *(row.entry for row in wrong)])
    return Roster(tuple(entries), tuple(wrong), group, said)


def _read(
    row: Row, columns: Columns, groups: Collection[str], own_domains: Collection[str]
) -> tuple[Entry, str]:
    """What can be read of the row, and the first thing that is wrong with it."""
    cells = {column: cell for column, cell in zip(columns, row.cells, strict=False) if column is not None}
    reasons = [fault] if (fault := too_wide(row, len(columns))) else []

    def read(column: Column, kept: Callable[[str], str]) -> str:
        try:
            return kept(cells.get(column, ""))
        except ValueError as error:
            reasons.append(str(error))
            return ""

    entry = Entry(
        address=read(Column.ADDRESS, lambda cell: address_of(cell, own_domains)),
        number=read(Column.NUMBER, number_of),
        group=read(Column.GROUP, lambda cell: group_of(cell, groups)),
        name=_whole_name(
            *(read(part, name_of) for part in (Column.NAME, Column.FIRST_NAME, Column.LAST_NAME))
        ),
    )
    if not (reasons or entry.address or entry.number):
        reasons.append(NO_IDENTITY)
    return entry, next(iter(reasons), "")


def _whole_name(name: str, first: str, last: str) -> str:
    return name or visible(f"{first} {last}")


def _repeated(entry: Entry, lines: dict[tuple[Field, str], int]) -> str:
    """Whether a row above has the number or the address."""
    return next(
        (f"the same {key[0]} as line {lines[key]:,}." for key in _identities(entry) if key in lines), ""
    )


def _identities(entry: Entry) -> list[tuple[Field, str]]:
    pairs = ((Field.NUMBER, match_key(entry.number)), (Field.ADDRESS, entry.address))
    return [pair for pair in pairs if pair[1]]
