"""One file as it was last read, and how it is read again when it has changed."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from app.content.problem import Problem
from app.lessons.course import Course, Module, Sources
from app.lessons.format.parsed import Kind, Parsed, Reference
from app.lessons.library.entry import Entry
from app.lessons.library.folder import Found, Stamp, read_bytes, unreadable

Value = TypeVar("Value", Course, Module, Sources, Entry)
Parse = Callable[[str, bytes], Parsed[Value]]


@dataclass(frozen=True, slots=True)
class FileRead(Generic[Value]):
    """`value` is the file’s last good version, None where there was none; problems are of the file as it is."""

    path: str
    stamp: Stamp
    sha: str
    value: Value | None
    problems: tuple[Problem, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def is_broken(self) -> bool:
        return any(problem.is_error for problem in self.problems)

    def named(self, kind: Kind) -> list[Reference]:
        return [reference for reference in self.references if reference.kind is kind]


def read_again(
    root: Path, found: Found, before: FileRead[Value] | None, parse: Parse[Value]
) -> FileRead[Value]:
    """Parses only where the bytes have changed; a file that is broken now keeps its last good version."""
    if before and before.stamp == found.stamp:
        return before
    last_good = before.value if before else None
    try:
        data = read_bytes(root / found.path)
    except OSError as error:
        return FileRead(found.path, found.stamp, "", last_good, (unreadable(found.path, error),))
    sha = hashlib.sha256(data).hexdigest()
    if before and before.sha == sha:
        return replace(before, stamp=found.stamp)
    parsed = parse(found.path, data)
    value = last_good if parsed.value is None else parsed.value
    return FileRead(found.path, found.stamp, sha, value, parsed.problems, parsed.references)
