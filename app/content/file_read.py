"""One content file as it was last read: what is wrong with it now, and its last good version."""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from app.content.parsed import Kind, Parsed, Reference
from app.content.problem import Problem, has_errors
from app.content.text_file import LARGEST

Value = TypeVar("Value")
Stamp = tuple[int, int, int, int]
Parse = Callable[[str, bytes], Parsed[Value]]


@dataclass(frozen=True, slots=True)
class FileRead(Generic[Value]):
    """`value` is the file’s last good version, None where there was none; problems are of the file as it is.

    While `stamp` is the same, so are the file’s bytes.
    """

    path: str
    stamp: Stamp
    sha: str
    value: Value | None
    problems: tuple[Problem, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def is_broken(self) -> bool:
        return has_errors(self.problems)

    def named(self, kind: Kind) -> list[Reference]:
        return [reference for reference in self.references if reference.kind is kind]


def read_again(
    file: Path, path: str, stamp: Stamp, before: FileRead[Value] | None, parse: Parse[Value]
) -> FileRead[Value]:
    """Parses only where the bytes have changed; a file that is broken now keeps its last good version.

    `path` is what the file is called in its problems. Raises OSError where it cannot be read.
    """
    if before and before.stamp == stamp:
        return before
    data = read_bytes(file)
    sha = hashlib.sha256(data).hexdigest()
    if before and before.sha == sha:
        return replace(before, stamp=stamp)
    parsed = parse(path, data)
    value = parsed.value if parsed.value is not None or before is None else before.value
    return FileRead(path, stamp, sha, value, parsed.problems, parsed.references)


def unread(path: str, stamp: Stamp, before: FileRead[Value] | None, problem: Problem) -> FileRead[Value]:
    """A file that cannot be read now keeps its last good version too."""
    return FileRead(path, stamp, "", before.value if before else None, (problem,))


def sound(reads: Mapping[str, FileRead[Value]]) -> dict[str, FileRead[Value]]:
    """For a new start, which knows no last good versions: what is broken on disk stays out until it is mended."""
    return {path: replace(read, value=None) if read.is_broken else read for path, read in reads.items()}


def read_bytes(file: Path) -> bytes:
    """No more than is needed to see that a file is too large."""
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


def stamp_of(stat: os.stat_result) -> Stamp:
    """When its bytes and its entry were changed (nanoseconds), its size, and which file it is."""
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino
