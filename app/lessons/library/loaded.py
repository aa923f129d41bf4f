"""Everything in the lessons folder as it was last read, from which the catalog and the problems follow."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
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


def folder_of(path: str) -> str:
    return PurePosixPath(path).parent.name


def stem_of(path: str) -> str:
    return PurePosixPath(path).stem


@dataclass(frozen=True)
class FolderRead:
    """Reads by path, in order of their paths. Ids here are those of files that exist, sound or not."""

    courses: Mapping[str, FileRead[Course]] = field(default_factory=dict)
    modules: Mapping[str, FileRead[Module]] = field(default_factory=dict)
    lessons: Mapping[str, FileRead[Entry]] = field(default_factory=dict)
    sources: Mapping[str, FileRead[Sources]] = field(default_factory=dict)
    misplaced: tuple[Problem, ...] = ()

    @cached_property
    def module_ids(self) -> frozenset[str]:
        return frozenset(folder_of(path) for path in self.modules)

    @cached_property
    def lesson_modules(self) -> Mapping[str, str]:
        """The module of each lesson id; where two files have one id, the first counts."""
        return {stem_of(path): folder_of(path) for path in reversed([*self.lessons])}

    @cached_property
    def source_ids(self) -> frozenset[str] | None:
        """None where nobody can tell, because the file itself is broken."""
        if any(read.is_broken for read in self.sources.values()):
            return None
        pages = (read.value for read in self.sources.values() if read.value)
        return frozenset(source.id for page in pages for source in page.sources)

    @cached_property
    def orders(self) -> tuple[tuple[str, ...], ...]:
        """For each course, the ids of its lessons in order, as the files name them."""
        return tuple(
            tuple(lesson for module in modules for lesson in self._lessons_of(module))
            for modules in self._modules_of_courses()
        )

    def _modules_of_courses(self) -> Iterator[list[str]]:
        """A module that two courses list belongs to the first."""
        taken: set[str] = set()
        for course in self.courses.values():
            own = [named.id for named in course.named(Kind.MODULE) if named.id not in taken]
            taken.update(own)
            yield own

    def _lessons_of(self, module: str) -> Iterator[str]:
        read = self.modules.get(f"{module}/module.md")
        for named in read.named(Kind.LESSON) if read else ():
            if self.lesson_modules.get(named.id) == module:
                yield named.id

    def reads(self) -> Iterable[FileRead[Course] | FileRead[Module] | FileRead[Entry] | FileRead[Sources]]:
        yield from self.courses.values()
        yield from self.modules.values()
        yield from self.lessons.values()
        yield from self.sources.values()
