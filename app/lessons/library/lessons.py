"""The lessons of the site as they are at one moment: what pages, searches and phrases look things up in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from app.content.problem import Problem
from app.lessons.course import Course, Module, Source, Sources
from app.lessons.lesson import Lesson
from app.lessons.library.catalog import Catalog
from app.lessons.library.cross_references import cross_problems, listing_problems
from app.lessons.library.entry import Entry
from app.lessons.library.folder_read import FolderRead
from app.lessons.library.lesson_store import LessonStore


@dataclass(frozen=True)
class Lessons:
    """Everything by id: `courses`, `modules`, `entries` for lists, whole `lessons`, and `sources`."""

    root: Path
    folder: FolderRead
    catalog: Catalog
    store: LessonStore

    @cached_property
    def problems(self) -> list[Problem]:
        """All of all files, sorted; `listing_problems` has those that need the scenarios."""
        own = (problem for read in self.folder.reads() for problem in read.problems)
        return self._placed([*self.folder.misplaced, *own, *cross_problems(self.folder)])

    def listing_problems(self, scenarios: Mapping[str, str | None]) -> list[Problem]:
        """Every scenario is listed by exactly the module it names; None stands for a module nobody can tell."""
        return self._placed(list(listing_problems(self.folder, scenarios)))

    def _placed(self, problems: list[Problem]) -> list[Problem]:
        return sorted(replace(problem, path=str(self.root / problem.path)) for problem in problems)

    @property
    def courses(self) -> Mapping[str, Course]:
        return self.catalog.courses

    @cached_property
    def modules(self) -> Mapping[str, Module]:
        """In the order of the courses that list them; those that none lists come last."""
        modules = self.catalog.modules
        listed = [name for course in self.courses.values() for name in course.modules if name in modules]
        return {name: modules[name] for name in (*listed, *modules)}

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What lists need of each lesson."""
        return self.catalog.entries

    @property
    def lessons(self) -> Mapping[str, Lesson]:
        """Whole lessons, each fetched when it is asked for."""
        return _WholeLessons(self.catalog.entries, self.store)

    @property
    def sources(self) -> Mapping[str, Source]:
        return self.catalog.sources

    @property
    def sources_page(self) -> Sources:
        return self.catalog.sources_page

    @property
    def module_ids(self) -> frozenset[str]:
        """Of all modules there are files for, sound or not: what a scenario may name."""
        return self.folder.module_ids


class _WholeLessons(Mapping[str, Lesson]):
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
