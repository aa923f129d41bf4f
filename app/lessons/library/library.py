"""The lessons folder: read once, read again where a file changes, and served whatever an edit breaks."""

from collections.abc import Mapping
from hashlib import sha256
from itertools import count
from pathlib import Path

from app.content.cache import Tell, silence
from app.content.file_read import FileRead, Parse
from app.content.library import Library
from app.content.parsed import Parsed
from app.content.paused_collector import paused_collector
from app.content.problem import Problem
from app.lessons.format.course_files import parse_course, parse_module, parse_sources
from app.lessons.library.catalog import catalog
from app.lessons.library.entry import Entry
from app.lessons.library.folder import FileKind, Found, scan
from app.lessons.library.folder_read import FolderRead, Value, read_file
from app.lessons.library.lesson_store import LessonStore
from app.lessons.library.lessons import Lessons
from app.lessons.library.read_ahead import read_ahead


class LessonLibrary(Library[FolderRead, Lessons]):
    """The index holds what lists need; whole lessons lie beside it in the cache, one file each."""

    def __init__(self, root: Path, cache: Path | None = None, *, tell: Tell = silence) -> None:
        """`tell` hears how many of how many new lessons were read."""
        self._root = root
        self._tell = tell
        self._store = LessonStore(root, cache and cache / "lessons")
        super().__init__(cache, FolderRead, package="lessons")

    def _read(self, before: FolderRead | None) -> FolderRead:
        found, misplaced = scan(self._root)
        before = before or FolderRead()
        new = [one.path for one in found if _is_new(one, before)]
        with paused_collector(len(new)):
            return self._read_all(before, found, misplaced, new)

    def _read_all(
        self, before: FolderRead, found: list[Found], misplaced: list[Problem], new: list[str]
    ) -> FolderRead:
        unserved = [path for path in new if not _is_served(path, before)]
        ahead = read_ahead(self._store, unserved, self._tell)
        done = count(len(ahead) + 1)

        def again(
            kind: FileKind, reads: Mapping[str, FileRead[Value]], parse: Parse[Value]
        ) -> dict[str, FileRead[Value]]:
            return {
                one.path: read_file(self._root, one, reads.get(one.path), parse)
                for one in found
                if one.kind is kind
            }

        def parse_lesson(path: str, data: bytes) -> Parsed[Entry]:
            if (parsed := ahead.pop((path, sha256(data).hexdigest()), None) if ahead else None) is not None:
                return parsed
            read = before.lessons.get(path)
            self._tell(next(done), len(new))
            return self._store.parse(path, data, served=read.value if read else None)

        return FolderRead(
            courses=again(FileKind.COURSE, before.courses, parse_course),
            modules=again(FileKind.MODULE, before.modules, parse_module),
            lessons=again(FileKind.LESSON, before.lessons, parse_lesson),
            sources=again(FileKind.SOURCES, before.sources, parse_sources),
            misplaced=tuple(misplaced),
        )

    def _sound(self, cached: FolderRead) -> FolderRead:
        return cached.sound()

    def _state(self, reads: FolderRead) -> Lessons:
        return Lessons(self._root, reads, catalog(reads), self._store)


def _is_new(one: Found, before: FolderRead) -> bool:
    """A lesson that has to be read, for want of an earlier reading or because it was touched since."""
    known = before.lessons.get(one.path)
    return one.kind is FileKind.LESSON and (known is None or known.stamp != one.stamp)


def _is_served(path: str, before: FolderRead) -> bool:
    """Whether another version is in use: the store must take that into memory before the new one lies in its place."""
    known = before.lessons.get(path)
    return known is not None and known.value is not None
