"""Finds the files of a lessons folder and tells by its place what each of them is."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from app.content.file_read import Stamp, stamp_of
from app.content.ids import is_id
from app.content.problem import Problem

SOURCES = "sources"
MODULE = "module"
RESERVED = (SOURCES, MODULE)


class FileKind(StrEnum):
    COURSE = "course"
    MODULE = "module"
    LESSON = "lesson"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Found:
    """`path` is relative to the folder. While `stamp` is the same, so are the file’s bytes."""

    path: str
    kind: FileKind
    stamp: Stamp


def scan(root: Path) -> tuple[list[Found], list[Problem]]:
    """All files that are to be read, in order of their paths, and what is wrong with where others lie."""
    found: list[Found] = []
    problems: list[Problem] = []
    for path, entry in sorted(_walk(root, PurePosixPath(), problems)):
        problem = _misplaced(PurePosixPath(path))
        if problem:
            problems.append(problem)
            continue
        try:
            found.append(Found(path, _kind(PurePosixPath(path)), stamp_of(Path(entry).stat())))
        except OSError as error:
            problems.append(unreadable(path, error))
    return found, problems


def unreadable(path: str, error: OSError) -> Problem:
    return Problem(path, 1, "L101", f"cannot be read: {error.strerror or error}")


def _walk(root: Path, below: PurePosixPath, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    try:
        with os.scandir(root / below) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name.lower() != entry.name:
                    continue
                if entry.is_dir(follow_symlinks=not below.parts):
                    yield from _walk(root, below / entry.name, problems)
                elif entry.name.endswith(".md"):
                    yield _printable(str(below / entry.name)), entry.path
    except OSError as error:
        problems.append(unreadable(_printable(str(below)), error))


def _printable(path: str) -> str:
    return path.encode(errors="replace").decode()


def _kind(path: PurePosixPath) -> FileKind:
    if len(path.parts) == 1:
        return FileKind.SOURCES if path.stem == SOURCES else FileKind.COURSE
    return FileKind.MODULE if path.stem == MODULE else FileKind.LESSON


def _misplaced(path: PurePosixPath) -> Problem | None:
    if len(path.parts) > 2:
        return Problem(str(path), 1, "L107", "too deep: a lesson lies in its module’s folder")
    for name in (*path.parent.parts, path.stem):
        if not is_id(name):
            return Problem(
                str(path), 1, "L108", f"“{name}” is no id: rename it, or begin it with a capital letter"
            )
    reserved = MODULE if len(path.parts) == 1 else SOURCES
    if path.stem == reserved:
        return Problem(str(path), 1, "L108", f"the name {reserved}.md is reserved and does not belong here")
    return None
