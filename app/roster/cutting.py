"""A file without somebody who has gone: their rows become blank lines, so that all others keep their numbers."""

import re
from collections.abc import Sequence
from io import StringIO

from .cell_text import match_key
from .entry import Entry
from .lines import rows_of
from .separators import said_separator, separator_of


def without(text: str, entry: Entry) -> str:
    """The text without every row that has their number, address or name."""
    first, _, _ = text.partition("\n")
    rows = list(rows_of(text, said_separator(first.rstrip("\r")) or separator_of(text)))
    lines = StringIO(text, newline="").readlines()
    ends = [*(row.line - 1 for row in rows[1:]), len(lines)]
    for row, end in zip(rows, ends, strict=True):
        if _speak_of([match_key(cell) for cell in row.cells], entry):
            lines[row.line - 1 : end] = ["\n"] * (end - row.line + 1)
    return "".join(lines)


def _speak_of(cells: Sequence[str], entry: Entry) -> bool:
    """A first and a last name may stand in cells of their own, in whatever order."""
    number, name = match_key(entry.number), match_key(entry.name)
    words = name.split()
    return (
        bool(number and number in cells)
        or any(_is_in(cell, match_key(entry.address)) or _is_in(cell, name) for cell in cells)
        or (len(words) > 1 and {*words} <= {word for cell in cells for word in cell.split()})
    )


def _is_in(cell: str, part: str) -> bool:
    return bool(part) and re.search(rf"(?<!\w){re.escape(part)}(?!\w)", cell) is not None
