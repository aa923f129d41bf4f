"""Everything in the lessons folder as it was last read, from which the catalog and the problems follow."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TypeVar

from app.content.file_read import FileRead, Parse, read_again, sound, unread
from app.content.parsed import Kind
from app.content.problem import Problem
from app.lessons.course import Course, Module, Sources
from app.lessons.library.entry import Entry
from app.lessons.library.folder import Found, unreadable

Value = TypeVar("Value", Course, Module, Sources, Entry)


def read_file(
    root: Path, found: Found, before: FileRead[Value] | None, parse: Parse[Value]
) -> FileRead[Value]:
    try:
        return read_again(root / found.path, found.path, found.stamp, before, parse)
    except OSError as error:
        return unread(found.path, found.stamp, before, unreadable(found.path, error))


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

    def sound(self) -> "FolderRead":
        return replace(
            self,
            courses=sound(self.courses),
            modules=sound(self.modules),
            lessons=sound(self.lessons),
            sources=sound(self.sources),
        )
