"""How every CSV file of the site writes a cell, so that spreadsheets find numbers, dates, and no formulas.

A spreadsheet takes text that begins with one of `FORMULA` for a formula, and carries it out. An apostrophe before it
makes it text again (OWASP, “CSV Injection”). Numbers and dates are no text: nothing is put before them.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

Value = str | int | float | Decimal | date | None
"""What a cell may hold; a `datetime` needs a zone."""

FORMULA = "=+-@\t\r\n"
BOM = b"\xef\xbb\xbf"
BATCH = 500  # rows that are handed on at once

_DEFUSABLE = re.compile(f"'*[{re.escape(FORMULA)}]")
_DEFUSED = re.compile(f"'+[{re.escape(FORMULA)}]")


def csv_bytes(rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The file in pieces, as RFC 4180 says; UTF-8 with BOM, since Excel shows “MÃ¼ller” without it."""
    yield BOM
    batch = StringIO(newline="")
    writer = csv.writer(batch, lineterminator="\r\n")
    for number, row in enumerate(rows, start=1):
        writer.writerow([cell(value) for value in row])
        if number % BATCH == 0:
            yield _emptied(batch)
    yield _emptied(batch)


def cell(value: Value) -> str:
    """One cell, not yet quoted. Raises `ValueError` for a time without a zone and for what is no finite number."""
    if isinstance(value, str):
        return defused(value)
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else _number(value)


def defused(text: str) -> str:
    """Text that would be a formula gets an apostrophe before it, and one more where it has some already."""
    return f"'{text}" if _DEFUSABLE.match(text) else text


def restored(text: str) -> str:
    """What `defused` was given; other text stays as it is."""
    return text[1:] if _DEFUSED.match(text) else text


def _number(value: float | Decimal) -> str:
    """In digits, never as a power of ten; the minus is ASCII."""
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"{value} is no number that a cell can show")
    return format(exact or abs(exact), "f")  # zero has no minus


def _instant(value: datetime) -> str:
    if value.utcoffset() is None:
        raise ValueError("a time in a CSV file needs a zone")
    return value.isoformat(timespec="seconds")


def _emptied(batch: StringIO) -> bytes:
    text = batch.getvalue()
    batch.seek(0)
    batch.truncate()
    return text.encode("utf-8")
