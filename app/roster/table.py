"""From text to a table: its rows with their lines, its titles, and which column holds what."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.content.wording import number_word
from app.errors import Refused

from ..csv_cells import restored
from .cell_text import visible
from .columns import Columns, content_columns, is_header, title_columns
from .lines import Row, rows_of
from .separators import said_separator, separator_of
from .spellings import Column

MOST_ROWS = 5_000
HIGHEST_HEADER = 5  # rows, of which those above are a heading
NOBODY = "There are titles in this list and nobody below them."
NO_IDENTITY = (
    "This list has no column of numbers or addresses, and people of the same name could not be told apart."
    " Add one of them, with a line on top: name, address, number, group."
)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows without the titles and without blank ones; `titles` are empty where the file has none."""

    titles: tuple[str, ...]
    columns: Columns
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """How many cells a row may have."""
        return len(self.columns)

    @property
    def unread(self) -> tuple[str, ...]:
        """The titles of the columns that are not read."""
        pairs = zip(self.titles, self.columns, strict=True) if self.titles else ()
        return tuple(shown for title, column in pairs if column is None and (shown := visible(title)))


def table(text: str, groups: Collection[str] = ()) -> Table:
    """What the text holds; `groups` are the names by which a column of groups is known without a title.

    Raises `Refused`: too many rows, nobody in it, no column by which people are told apart.
    """
    rows = _filled_rows(text)
    header = _header_at(rows)
    found = _titled(rows, header) if header is not None else _untitled(rows, groups)
    if len(found.rows) > MOST_ROWS:
        raise Refused(
            f"{len(found.rows):,} rows; {MOST_ROWS:,} fit. Split the file, or leave the last ones out."
        )
    if not {Column.ADDRESS, Column.NUMBER} & set(found.columns):
        raise Refused(NO_IDENTITY)
    if not found.rows:
        raise Refused(NOBODY)
    return found


def too_wide(row: Row, width: int) -> str:
    """What is wrong with a row that has more cells than there are columns, or nothing."""
    if not any(map(visible, row.cells[width:])):
        return ""
    has = "the list has" if width > 1 else "the list has only"
    return (
        f"{number_word(len(row.cells))} cells where {has} {number_word(width)} columns."
        " Put quotation marks around a cell that holds a separator."
    )


def _filled_rows(text: str) -> list[Row]:
    separator = said_separator(text.split("\n", 1)[0].rstrip("\r"))
    rows = rows_of(text, separator or separator_of(text))
    return [
        Row(row.line, tuple(map(restored, row.cells)))
        for row in rows
        if any(map(visible, row.cells)) and not (separator and row.line == 1)
    ]


def _header_at(rows: Sequence[Row]) -> int | None:
    """Where the titles are: on top, or below a heading of single cells."""
    for at, row in enumerate(rows[:HIGHEST_HEADER]):
        if is_header(row.cells, [other.cells for other in rows[at + 1 :]]):
            return at
        if sum(map(bool, map(visible, row.cells))) > 1 or "@" in "".join(row.cells):
            return None
    return None


def _titled(rows: Sequence[Row], header: int) -> Table:
    titles = rows[header].cells
    return Table(titles, title_columns(titles), tuple(rows[header + 1 :]))


def _untitled(rows: Sequence[Row], groups: Collection[str]) -> Table:
    columns = content_columns([row.cells for row in rows], groups)
    return Table((), columns, tuple(rows))
