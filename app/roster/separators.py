"""Which sign stands between the cells of a text: the one that fits it best, not the first that is met."""

import re
from collections import Counter

from .columns import title_columns
from .lines import Row, rows_of

SEPARATORS = ",;\t"
_SAID = re.compile(r'\ufeff?"?sep=(.)"?\s*', re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@,;]+@[^\s@,;]+")


def separator_of(text: str) -> str:
    """One of comma, semicolon and tab. Raises nothing: where none fits, each line is one cell, whatever is returned."""
    return max(SEPARATORS, key=lambda separator: _fit(text, separator))


def said_separator(first_line: str) -> str:
    """The one that a first line of “sep=;” names, as Excel writes it, or nothing."""
    said = _SAID.fullmatch(first_line)
    return said[1] if said and said[1] in SEPARATORS else ""


def _fit(text: str, separator: str) -> tuple[int, int, int, int, int]:
    """Titles known, whole addresses, rows of the usual width, signs that a blank follows as in prose, that width."""
    rows = [row for row in rows_of(text, separator) if any(map(str.strip, row.cells))]
    if not rows:
        return 0, 0, 0, 0, 0
    titles = max(sum(map(bool, title_columns(row.cells))) for row in rows[:5])
    addresses = sum(_ADDRESS.fullmatch(cell.strip()) is not None for row in rows for cell in row.cells)
    width, even = _usual_width(rows)
    return titles, addresses, even if width > 1 else 0, -text.count(f"{separator} "), width


def _usual_width(rows: list[Row]) -> tuple[int, int]:
    """How many cells most rows have, and how many rows that are."""
    return Counter(len(row.cells) for row in rows).most_common(1)[0]
