"""The lessons of the site: read once, read again where a file changes, and served whatever an edit breaks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from app.content.cache import Shelf
from app.content.problem import Problem
from app.lessons.course import Course, Module, Source, Sources
from app.lessons.format.course_files import parse_course, parse_module, parse_sources
from app.lessons.lesson import Lesson
from app.lessons.library.catalog import Catalog, catalog
from app.lessons.library.cross_references import cross_problems, listing_problems
from app.lessons.library.entry import Entry
from app.lessons.library.folder import FileKind, scan
from app.lessons.library.loaded import FileRead, FolderRead, Parse, Value, read_again
from app.lessons.library.rendered import LessonStore

INDEX = "index"


@dataclass(frozen=True)
class _State:
    """What one reading of the folder gave; replaced as a whole, so that no request sees half of an edit."""

    folder: FolderRead
    catalog: Catalog
    problems: list[Problem]


class LessonLibrary:
    """`cache` is a folder of our own in which to keep what was read, None to keep nothing.

    A file that is broken at start is left out; one that breaks later keeps its last good version.
    """

    def __init__(self, root: Path, cache: Path | None = None) -> None:
        self._root = root
        self._store = LessonStore(root, cache and cache / "lessons")
        self._index = Shelf(cache, FolderRead, package="lessons")
        self._lock = Lock()
        shelved = self._index.take(INDEX, "")
        self._state = self._read(_without_broken(shelved) if shelved else FolderRead())
        if self._state.folder != shelved:
            self._index.put(INDEX, "", self._state.folder)

    def reload(self) -> bool:
        """Read again what has changed on disk. True if anything has."""
        with self._lock:
            state = self._read(self._state.folder)
            if state.folder == self._state.folder:
                return False
            self._state = state
            self._index.put(INDEX, "", state.folder)
            return True

    def _read(self, before: FolderRead) -> _State:
        found, misplaced = scan(self._root)

        def again(
            kind: FileKind, reads: Mapping[str, FileRead[Value]], parse: Parse[Value]
        ) -> dict[str, FileRead[Value]]:
            return {
                one.path: read_again(self._root, one, reads.get(one.path), parse)
                for one in found
                if one.kind is kind
            }

        folder = FolderRead(
            courses=again(FileKind.COURSE, before.courses, parse_course),
            modules=again(FileKind.MODULE, before.modules, parse_module),
            lessons=again(FileKind.LESSON, before.lessons, self._store.parse),
            sources=again(FileKind.SOURCES, before.sources, parse_sources),
            misplaced=tuple(misplaced),
        )
        own = (problem for read in folder.reads() for problem in read.problems)
        problems = [*folder.misplaced, *own, *cross_problems(folder)]
        return _State(folder, catalog(folder), self._placed(problems))

    def _placed(self, problems: list[Problem]) -> list[Problem]:
        return sorted(replace(problem, path=str(self._root / problem.path)) for problem in problems)

    @property
    def problems(self) -> list[Problem]:
        """All of all files, sorted; `listing_problems` has those that need the scenarios."""
        return self._state.problems

    def listing_problems(self, scenarios: Mapping[str, str | None]) -> list[Problem]:
        """Every scenario is listed by exactly the module it names; None stands for a module nobody can tell."""
        return self._placed(list(listing_problems(self._state.folder, scenarios)))

    @property
    def courses(self) -> Mapping[str, Course]:
        return self._state.catalog.courses

    @property
    def modules(self) -> Mapping[str, Module]:
        """In the order of the courses that list them; those that none lists come last."""
        modules = self._state.catalog.modules
        listed = [name for course in self.courses.values() for name in course.modules if name in modules]
        return {name: modules[name] for name in (*listed, *modules)}

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What lists need of each lesson."""
        return self._state.catalog.entries

    @property
    def lessons(self) -> Mapping[str, Lesson]:
        """Whole lessons, each fetched when it is asked for."""
        return _Lessons(self._state.catalog.entries, self._store)

    @property
    def sources(self) -> Mapping[str, Source]:
        return self._state.catalog.sources

    @property
    def sources_page(self) -> Sources:
        return self._state.catalog.sources_page

    @property
    def module_ids(self) -> frozenset[str]:
        """Of all modules there are files for, sound or not: what a scenario may name."""
        return self._state.folder.module_ids


class _Lessons(Mapping[str, Lesson]):
    def __init__(self, entries: Mapping[str, Entry], store: LessonStore) -> None:
        self._entries = entries
        self._store = store

    def __getitem__(self, lesson: str) -> Lesson:
        found = self._store.get(self._entries[lesson])
        if found is None:
            raise KeyError(lesson)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, lesson: object) -> bool:
        return lesson in self._entries


def _without_broken(shelved: FolderRead) -> FolderRead:
    """A new start knows no last good versions: what is broken on disk stays out until it is mended."""
    return replace(
        shelved,
        courses=_sound_only(shelved.courses),
        modules=_sound_only(shelved.modules),
        lessons=_sound_only(shelved.lessons),
        sources=_sound_only(shelved.sources),
    )


def _sound_only(reads: Mapping[str, FileRead[Value]]) -> dict[str, FileRead[Value]]:
    return {path: replace(read, value=None) if read.is_broken else read for path, read in reads.items()}
