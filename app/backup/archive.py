"""A backup's file: gzipped JSON, a value a line, so that it can be read with zcat and outlives this program.

A header; for every table its name and columns and then its rows as arrays; last, how many rows there are and
the SHA-256 of all lines before.
"""

import gzip
import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

Line = dict[str, Any] | list[Any]

FORMAT = 1
LEVEL = 6


class BackupError(Exception):
    """The backup cannot be made or restored. The message says why; nothing was changed."""


def write(file: Path, header: dict[str, Any], content: Iterable[Line]) -> int:
    """Write the whole archive, which appears under its name only once it is on the disk. Returns its rows."""
    digest, rows = hashlib.sha256(), 0
    with (
        _appearing(file) as part,
        gzip.GzipFile(fileobj=part, mode="wb", compresslevel=LEVEL, mtime=0) as out,
    ):
        out.write(_packed({"fourchairs": "backup", "format": FORMAT, **header}, digest))
        for line in content:
            out.write(_packed(line, digest))
            rows += isinstance(line, list)
        out.write(_packed({"rows": rows, "sha256": digest.hexdigest()}))
    return rows


def verify(file: Path, *, schema: str) -> int:
    """Read the archive to its end, and return its rows. Raises `BackupError` unless it is whole and fits."""
    digest, rows, last = hashlib.sha256(), 0, b""
    for number, raw in enumerate(_raw_lines(file)):
        if number == 0:
            _check_header(file, raw, schema)
        digest.update(last)
        rows += last.startswith(b"[")
        last = raw
    if _parsed(last) != {"rows": rows, "sha256": digest.hexdigest()}:
        raise BackupError(f"{file} is damaged or cut short. Nothing was changed.")
    return rows


def lines(file: Path) -> Iterator[Line]:
    """The lines of a verified archive that say what its tables hold."""
    for raw in _raw_lines(file):
        line: Line = json.loads(raw)
        if isinstance(line, list) or "table" in line:
            yield line


def _check_header(file: Path, raw: bytes, schema: str) -> None:
    header = _parsed(raw)
    if not isinstance(header, dict) or header.get("fourchairs") != "backup":
        raise BackupError(f"{file} is no backup of Four Chairs. Nothing was changed.")
    if header.get("format") != FORMAT:
        raise BackupError(
            f"{file} was made by a newer Four Chairs, which has to restore it. Nothing was changed."
        )
    if header.get("schema") != schema:
        raise BackupError(
            f"{file} has schema {header.get('schema')}, the database has {schema}. Restore it with the version of "
            "Four Chairs that made it, then run: fourchairs migrate. Nothing was changed."
        )


def _packed(line: Line, digest: Any = None) -> bytes:
    data = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    if digest is not None:
        digest.update(data)
    return data


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return None


def _raw_lines(file: Path) -> Iterator[bytes]:
    try:
        with gzip.open(file) as packed:
            yield from packed
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise BackupError(f"{file} is damaged or cut short, or is no backup. Nothing was changed.") from None
    except OSError as error:
        raise BackupError(f"{file} cannot be read: {error.strerror or error}. Nothing was changed.") from None


@contextmanager
def _appearing(file: Path) -> Iterator[IO[bytes]]:
    """A file that only its owner may read, and that replaces `file` once all of it is on the disk."""
    try:
        part = tempfile.NamedTemporaryFile(dir=file.absolute().parent, prefix=f".{file.name}.", delete=False)  # noqa: SIM115
    except OSError as error:
        raise BackupError(f"{file} cannot be written: {error.strerror}.") from None
    try:
        with part:
            yield part
            part.flush()
            os.fsync(part.fileno())
        Path(part.name).replace(file)
    except BaseException as error:
        Path(part.name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise BackupError(f"{file} cannot be written: {error.strerror}.") from None
        raise
