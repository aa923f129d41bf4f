"""Backup files to damage: as JSON values, and packed again with a sum that is right."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

Lines = list[Any]


def opened(file: Path) -> Lines:
    """Header, tables and rows, without the last line."""
    return [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()[:-1]]


def sealed(lines: Lines, *, rows: int | None = None) -> bytes:
    """A file that is whole, whatever its lines say."""
    body = b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines)
    counted = sum(isinstance(line, list) for line in lines) if rows is None else rows
    last = {"rows": counted, "sha256": hashlib.sha256(body).hexdigest()}
    return gzip.compress(body + json.dumps(last).encode() + b"\n", compresslevel=1)


def index(lines: Lines, table: str) -> int:
    return next(n for n, line in enumerate(lines) if isinstance(line, dict) and line.get("table") == table)


def cell(lines: Lines, table: str, column: str, value: object) -> None:
    """In the table’s first row."""
    start = index(lines, table)
    lines[start + 1][lines[start]["columns"].index(column)] = value
