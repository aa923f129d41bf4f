"""From text to rows of cells, each with its line as an editor counts it.

A quoted cell may hold line breaks. A quotation mark that is never closed would swallow all that follows, so a cell
ends with its line where no other mark closes it within `MOST_LINES`.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

MOST_LINES = 50
_END = "\0"  # stands in no text: `decoding` refuses it


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, as they are written, and the number of its first line, from 1."""

    line: int
    cells: tuple[str, ...]


def rows_of(text: str, separator: str) -> Iterator[Row]:
    """All rows, blank ones too."""
    lines = StringIO(text, newline="").readlines()
    at = 0
    while at < len(lines):
        cells, taken = _cells(lines, at, separator)
        yield Row(at + 1, tuple(cells))
        at += taken


def _cells(lines: Sequence[str], at: int, separator: str) -> tuple[Sequence[str], int]:
    """Those of the row that begins there, and of how many lines it is."""
    alone = lines[at].rstrip("\r\n").split(separator)
    if '"' not in lines[at]:
        return alone, 1
    end = f"{_END}\n"
    reader = csv.reader([*lines[at : at + MOST_LINES], end], delimiter=separator, skipinitialspace=True)
    try:
        cells = next(reader)
    except csv.Error:  # a cell of more than 131,072 characters
        return alone, 1
    return (alone, 1) if _END in cells[-1] else (cells, reader.line_num)
