"""Cells of the site’s CSV files: numbers and dates for whoever guesses types, text that never is a formula."""

import csv
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from io import StringIO
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.csv_cells import FORMULA, cell, csv_bytes, defused, restored

BERLIN = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (-3, "-3"),
        (1.5, "1.5"),
        (-0.0, "0.0"),
        (1e-7, "0.0000001"),
        (10**30, "1" + "0" * 30),
        (Decimal("-1.30"), "-1.30"),
        (None, ""),
        (date(2027, 3, 28), "2027-03-28"),
        (datetime(2027, 3, 28, 17, 0, 0, 5, BERLIN), "2027-03-28T17:00:00+02:00"),
        (datetime(2027, 3, 28, 15, tzinfo=UTC), "2027-03-28T15:00:00+00:00"),
        ("Dana", "Dana"),
        ("-3", "'-3"),
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("@SUM", "'@SUM"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("'Dana", "'Dana"),
        ("−3", "−3"),
    ],
)
def test_a_cell(value: str | float | Decimal | date | None, written: str) -> None:
    assert cell(value) == written


@pytest.mark.parametrize("value", [float("nan"), float("-inf"), datetime(2027, 3, 28, 17)])  # noqa: DTZ001
def test_what_no_cell_can_show(value: float | datetime) -> None:
    with pytest.raises(ValueError, match=r"cell|zone"):
        cell(value)


@settings(deadline=None)
@given(st.text(st.sampled_from(f"'a {FORMULA}")))
def test_reading_back_undoes_exactly_that(text: str) -> None:
    assert restored(defused(text)) == text
    assert defused(text)[:1] not in tuple(FORMULA)


@settings(deadline=None)
@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_a_file_is_read_as_it_was_written(rows: list[list[str]]) -> None:
    rows = [[text.encode("utf-8", "replace").decode().replace("\0", "") for text in row] for row in rows]
    content = b"".join(csv_bytes(rows)).decode("utf-8-sig")
    read = csv.reader(StringIO(content, newline=""))
    assert [[restored(text) for text in row] for row in read] == rows


def test_a_long_file_comes_in_pieces() -> None:
    pieces = list(csv_bytes([n, "x"] for n in range(1200)))
    assert len(pieces) == 4
    assert b"".join(pieces).decode("utf-8-sig").splitlines() == [f"{n},x" for n in range(1200)]


def test_who_guesses_types_finds_numbers_and_dates(tmp_path: Path) -> None:
    due = datetime(2027, 3, 28, 17, tzinfo=BERLIN)
    rows = [
        ["Name", "Customer", "You", "Done", "Day", "Last active"],
        ["Zoë, Dana", -3, -1.25, 4, date(2027, 3, 28), due],
        ["=1+1", 0, None, 12, date(2027, 10, 31), due + timedelta(days=1)],
        ['Leila\n“Lee” "L"', 6, 2.0, 0, date(2027, 1, 1), None],
    ]
    path = tmp_path / "group.csv"
    path.write_bytes(b"".join(csv_bytes(rows)))
    with duckdb.connect() as reader:
        found = reader.read_csv(str(path))
        assert found.columns == rows[0]
        assert [str(kind) for kind in found.types] == [
            "VARCHAR",
            "BIGINT",
            "DOUBLE",
            "BIGINT",
            "DATE",
            "TIMESTAMP WITH TIME ZONE",
        ]
        texts = found.project('"Name", "Customer", "You", epoch("Last active")').fetchall()
    assert texts == [
        ("Zoë, Dana", -3, -1.25, due.timestamp()),
        ("'=1+1", 0, None, due.timestamp() + 86400),
        ('Leila\n“Lee” "L"', 6, 2.0, None),
    ]
