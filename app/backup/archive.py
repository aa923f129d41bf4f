"""A backup's file: gzipped JSON, a value a line, so that it can be read with zcat and outlives this program.

A header; for every table its name and columns and then its rows as arrays; last, how many rows there are and
the SHA-256 of all lines before. It is read a line at a time and judged as it is read, so that a file made to
harm costs no more memory than a good one.
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
LINE_BYTES = 2 * 1024 * 1024
"""More than any row has: the largest hold a content file of 256 kB, which base64 makes a third longer."""


class BackupError(Exception):
    """The backup cannot be made or restored. The message says why; nothing was changed."""


class BadBackup(BackupError):
    """The file is at fault."""

    def __init__(self, file: Path, fault: str) -> None:
        super().__init__(f"{file} {fault}. Nothing was changed.")


DAMAGED = "is damaged or cut short, or is no backup"


def write(file: Path, header: dict[str, Any], content: Iterable[Line]) -> int:
    """Write the whole archive, which appears under its name only once it is on the disk. Returns the number of rows.

    Raises `BackupError`.
    """
    digest, rows = hashlib.sha256(), 0
    with (
        _appearing(file) as part,
        gzip.GzipFile(filename="", fileobj=part, mode="wb", compresslevel=LEVEL, mtime=0) as out,
    ):
        out.write(_packed({"fourchairs": "backup", "format": FORMAT, **header}, digest))
        for line in content:
            out.write(_packed(line, digest))
            rows += isinstance(line, list)
        out.write(_packed({"rows": rows, "sha256": digest.hexdigest()}))
    return rows


def header_of(file: Path) -> dict[str, Any]:
    """What the file says of itself; empty where that is no header of a backup in this format. Raises `BackupError`."""
    header = _parsed(next(_raw_lines(file), b""))
    ours = isinstance(header, dict) and (header.get("fourchairs"), header.get("format")) == ("backup", FORMAT)
    return header if ours else {}


def lines(file: Path, *, schema: str) -> Iterator[Line]:
    """The lines that say what its tables hold. Raises `BackupError` at the first that is not as it must be.

    What is whole is known at the end only: whoever acts on a line has to be able to take it back.
    """
    digest, rows, last = hashlib.sha256(), 0, b""
    for number, raw in enumerate(_raw_lines(file)):
        if number == 0:
            _check_header(file, raw, schema)
        elif number > 1:
            line = _content(file, number, last)
            rows += isinstance(line, list)
            yield line
        digest.update(last)
        last = raw
    if _parsed(last) != {"rows": rows, "sha256": digest.hexdigest()}:
        raise BadBackup(file, DAMAGED)


def _content(file: Path, number: int, raw: bytes) -> Line:
    line = _parsed(raw)
    if not isinstance(line, list) and not (isinstance(line, dict) and set(line) == {"table", "columns"}):
        raise BadBackup(file, f"holds something other than a table or a row in line {number}")
    return line


def _check_header(file: Path, raw: bytes, schema: str) -> None:
    header = _parsed(raw)
    if not isinstance(header, dict) or header.get("fourchairs") != "backup":
        raise BadBackup(file, "is no backup of Four Chairs")
    form, its_schema = header.get("format"), header.get("schema")
    if type(form) is not int or form < FORMAT:
        raise BadBackup(file, "does not say in which format it is")
    if form > FORMAT or (isinstance(its_schema, str) and its_schema > schema):
        raise BadBackup(file, "was made by a newer Four Chairs, which has to restore it")
    if its_schema != schema:
        raise BadBackup(
            file,
            f"has schema {str(its_schema)[:20]}, the database has {schema}. Restore it with the version of "
            "Four Chairs that made it, then run: fourchairs migrate",
        )


def _packed(line: Line, digest: Any = None) -> bytes:
    data = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    if len(data) > LINE_BYTES:
        raise BackupError(f"A row is longer than {LINE_BYTES:,} bytes and could not be restored.")
    if digest is not None:
        digest.update(data)
    return data


def _parsed(raw: bytes) -> Any:
    """None where it is no JSON, or more deeply nested than anything that was ever written."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None


def _raw_lines(file: Path) -> Iterator[bytes]:
    try:
        if file.exists() and not file.is_file():
            raise BadBackup(file, "is no file")
        with gzip.open(file) as packed:
            while raw := packed.readline(LINE_BYTES + 1):
                if len(raw) > LINE_BYTES:
                    raise BadBackup(file, "holds a line longer than any row")
                yield raw
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise BadBackup(file, DAMAGED) from None
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
