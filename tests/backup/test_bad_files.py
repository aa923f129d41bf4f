"""A file that is no sound backup is refused in a sentence that names what is wrong, at no cost, and changes nothing."""

import base64
import copy
import gzip
import os
import random
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app import migrations
from app.backup import BackupError, back_up, check, restore
from app.backup.archive import LINE_BYTES
from app.db import Database
from tests.backup.files import Lines, cell, index, opened, sealed
from tests.rows import START, content, fill


@pytest.fixture
def file(database: Database, tmp_path: Path) -> Path:
    fill(database)
    file = tmp_path / "site.backup"
    back_up(database, file, now=START)
    return file


def refused(database: Database, file: Path, data: bytes) -> str:
    """What is said of it. Any other error than the one with a sentence fails the test."""
    before = content(database)
    file.write_bytes(data)
    with pytest.raises(BackupError) as error:
        restore(database, file, replace=True)
    assert content(database) == before
    said = str(error.value)
    assert said.endswith("Nothing was changed.")
    assert "Traceback" not in said
    return said


def without_table(lines: Lines) -> None:
    start = index(lines, "plan")
    del lines[start : start + 4]


def twice(lines: Lines) -> None:
    start = index(lines, "plan")
    lines += lines[start : start + 4]


WRONG: dict[str, tuple[Callable[[Lines], object], str]] = {
    "a table is missing": (without_table, "lacks the table “plan”"),
    "a table comes twice": (twice, "holds the table “plan” twice"),
    "an unknown table": (lambda x: x.append({"table": "dragons", "columns": []}), "does not know: “dragons”"),
    "a table without a name": (lambda x: x.append({"table": ["plan"], "columns": []}), "does not know"),
    "a table without columns": (lambda x: x.append({"table": "plan"}), "other than a table or a row"),
    "columns that are none": (lambda x: x[1].update(columns="id"), "other columns"),
    "columns that are numbers": (lambda x: x[1].update(columns=[1, 2]), "other columns"),
    "a column missing": (lambda x: x[1]["columns"].pop(), "other columns"),
    "a column twice": (lambda x: x[1]["columns"].append(x[1]["columns"][0]), "other columns"),
    "a row before any table": (lambda x: x.insert(1, [1]), "before any table"),
    "a row too short": (lambda x: x[2].pop(), "values in place of"),
    "a row too long": (lambda x: x[2].append(1), "values in place of"),
    "an empty row": (lambda x: x.insert(2, []), "has 0 values"),
    "a number": (lambda x: x.insert(2, 5), "other than a table or a row in line 3"),
    "a text": (lambda x: x.insert(2, "row"), "other than a table or a row in line 3"),
    "null": (lambda x: x.insert(2, None), "other than a table or a row in line 3"),
    "an object": (lambda x: x.insert(2, {"rows": 3}), "other than a table or a row in line 3"),
    "a second header": (lambda x: x.insert(2, x[0]), "other than a table or a row in line 3"),
    "an empty line": (lambda x: x.insert(2, b"\n"), "other than a table or a row in line 3"),
    "no JSON": (lambda x: x.insert(2, b"{table\n"), "other than a table or a row in line 3"),
    "no UTF-8": (lambda x: x.insert(2, b'["\xff\xfe\xfa"]\n'), "other than a table or a row in line 3"),
    "a deep line": (lambda x: x.insert(2, b"[" * 200_000 + b"\n"), "other than a table or a row in line 3"),
    "a number of many digits": (lambda x: x.insert(2, b"[" + b"9" * 9000 + b"]\n"), "other than a table or a row"),
    "a line without end": (lambda x: x.insert(2, b"[" + b"1," * LINE_BYTES + b"1]\n"), "longer than any row"),
    "a text for a number": (lambda x: cell(x, "certificate", "lessons", "one"), "“lessons”"),
    "a fraction for a number": (lambda x: cell(x, "certificate", "lessons", 1.5), "“lessons”"),
    "a truth for a number": (lambda x: cell(x, "certificate", "lessons", True), "“lessons”"),
    "a number for a truth": (lambda x: cell(x, "erasure", "account", 1), "no fit value for “account”"),
    "a number too large": (lambda x: cell(x, "certificate", "lessons", 2**70), "“lessons”"),
    "a list for a number": (lambda x: cell(x, "certificate", "lessons", [1]), "“lessons”"),
    "a number for a text": (lambda x: cell(x, "learner", "name", 5), "no fit value for “name”"),
    "half a letter": (lambda x: cell(x, "learner", "name", "\ud800"), "no fit value for “name”"),
    "a number for a moment": (lambda x: cell(x, "subject", "created_at", 5), "no fit value for “created_at”"),
    "no moment": (lambda x: cell(x, "subject", "created_at", "soon"), "no fit value for “created_at”"),
    "a moment nowhere": (lambda x: cell(x, "subject", "created_at", "2026-03-01T08:30:00"), "“created_at”"),
    "a moment before time": (
        lambda x: cell(x, "subject", "created_at", "0001-01-01T00:00:00+14:00"),
        "“created_at”",
    ),
    "nothing where something has to be": (lambda x: cell(x, "learner", "email", None), "lacks its “email”"),
    "base64 with a comma": (lambda x: cell(x, "lesson_version", "source", "AP8,B"), "no fit value for “source”"),
    "base64 with a space": (lambda x: cell(x, "lesson_version", "source", "AP8 AQ=="), "“source”"),
    "base64 cut short": (lambda x: cell(x, "lesson_version", "source", "AP8BA"), "no fit value for “source”"),
    "base64 padded wrongly": (lambda x: cell(x, "lesson_version", "source", "AP8B===="), "“source”"),
    "the same key twice": (lambda x: x.insert(3, x[2]), "do not fit together"),
    "one key for two": (lambda x: cell(x, "subject", "id", "id “2”\n\\ \U0001f5a8"), "do not fit together"),
    "a row about nobody": (lambda x: cell(x, "learner", "subject_id", "nobody"), "do not fit together"),
    "more rows than said": (lambda x: x.append("rows"), "damaged or cut short"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_whole_file_with_a_fault_in_it(database: Database, file: Path, what: str) -> None:
    change, words = WRONG[what]
    lines = opened(file)
    change(lines)
    short = lines[-1] == "rows"
    data = sealed(lines[:-1], rows=1) if short else sealed(lines)
    assert words in refused(database, file, data)


def test_a_sealed_file_without_a_fault_comes_back(database: Database, file: Path) -> None:
    before = content(database)
    file.write_bytes(sealed(opened(file)))
    restore(database, file, replace=True)
    assert content(database)["learner"] == before["learner"]


def test_a_text_that_postgresql_cannot_keep(database: Database, file: Path) -> None:
    lines = opened(file)
    cell(lines, "learner", "name", "a\0b")
    if database.is_sqlite:
        file.write_bytes(sealed(lines))
        assert restore(database, file, replace=True)
    else:
        assert "that this database cannot keep" in refused(database, file, sealed(lines))


def test_any_value_in_any_column(database: Database, file: Path) -> None:
    """Whatever stands in a cell: the restore works, or a sentence says why not."""
    lines, chance = opened(file), random.Random(5)
    values = [None, True, -1, 0, 2**31, 2**63, 1e308, float("nan"), "", "x", "\0", "\udfff",
              "9999-12-31T23:59:59-14:00", "AAAA", [], {}, [[]], "é" * 4000]  # fmt: skip
    rows = [n for n, line in enumerate(lines) if isinstance(line, list)]
    for _ in range(150):
        changed = copy.deepcopy(lines)
        row = changed[chance.choice(rows)]
        row[chance.randrange(len(row))] = chance.choice(values)
        file.write_bytes(sealed(changed))
        with suppress(BackupError):
            restore(database, file, replace=True)


def cut(data: bytes) -> Iterator[bytes]:
    whole = gzip.decompress(data)
    ends = [n for n, byte in enumerate(whole) if byte == 10]
    for place in [
        0,
        1,
        5,
        *(end + 1 for end in ends[:: max(1, len(ends) // 12)]),
        *range(7, len(whole), 997),
    ]:
        if place < len(whole):
            yield gzip.compress(whole[:place])
    for place in [
        *range(12),
        *range(12, len(data), max(1, len(data) // 25)),
        *range(len(data) - 9, len(data)),
    ]:
        yield data[:place]


def flipped(data: bytes) -> Iterator[bytes]:
    whole, chance = gzip.decompress(data), random.Random(9)
    for _ in range(40):
        place = chance.randrange(len(whole))
        yield gzip.compress(
            whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :]
        )
    for place in [0, 1, 2, *range(10, len(data), max(1, len(data) // 25)), *range(len(data) - 8, len(data))]:
        yield data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]


def no_gzip(data: bytes) -> Iterator[bytes]:
    whole = gzip.decompress(data)
    yield from (
        b"",
        b"\0" * 4096,
        b"SQLite format 3\0" * 99,
        whole,
        base64.b64encode(data),
        b"PK\3\4" + data,
        b"{}\n",
    )
    yield from (
        gzip.compress(data),
        data + b"more",
        data + data,
        data + gzip.compress(whole),
        os.urandom(5000),
    )
    yield data[:3] + b"\xff" + data[4:]  # flags that no gzip has


@pytest.mark.parametrize("kind", [cut, flipped, no_gzip], ids=lambda kind: kind.__name__)
def test_bytes_that_are_wrong(
    database: Database, file: Path, kind: Callable[[bytes], Iterator[bytes]]
) -> None:
    for data in kind(file.read_bytes()):
        refused(database, file, data)


def test_a_size_that_lies_in_the_trailer(database: Database, file: Path) -> None:
    data = file.read_bytes()
    assert "damaged" in refused(database, file, data[:-4] + struct.pack("<I", 2**31))


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "thing")
    with pytest.raises(BackupError, match="is no file"):
        check(tmp_path / "thing", schema=migrations.head())
