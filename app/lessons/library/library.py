"""The lessons folder: read once, read again where a file changes, and served whatever an edit breaks."""

from collections.abc import Mapping
from pathlib import Path

from app.content.file_read import FileRead, Parse
from app.content.library import Library
from app.content.parsed import Parsed
from app.lessons.format.course_files import parse_course, parse_module, parse_sources
from app.lessons.library.catalog import catalog
from app.lessons.library.entry import Entry
from app.lessons.library.folder import FileKind, scan
from app.lessons.library.folder_read import FolderRead, Value, read_file
from app.lessons.library.lesson_store import LessonStore
from app.lessons.library.lessons import Lessons


class LessonLibrary(Library[FolderRead, Lessons]):
    """The index holds what lists need; whole lessons lie beside it in the cache, one file each."""

    def __init__(self, root: Path, cache: Path | None = None) -> None:
        self._root = root
        self._store = LessonStore(root, cache and cache / "lessons")
        super().__init__(cache, FolderRead, package="lessons")

    def _read(self, before: FolderRead | None) -> FolderRead:
        found, misplaced = scan(self._root)
        before = before or FolderRead()

        def again(
            kind: FileKind, reads: Mapping[str, FileRead[Value]], parse: Parse[Value]
        ) -> dict[str, FileRead[Value]]:
            return {
                one.path: read_file(self._root, one, reads.get(one.path), parse)
                for one in found
                if one.kind is kind
            }

        def parse_lesson(path: str, data: bytes) -> Parsed[Entry]:
            read = before.lessons.get(path)
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
