"""What the site can serve: the sound files, each in its one place, with dangling references left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.content.file_read import FileRead
from app.lessons.course import Course, Module, Source, Sources
from app.lessons.library.entry import Entry
from app.lessons.library.folder_read import FolderRead, Value

NO_SOURCES = Sources(version="", sources=())


@dataclass(frozen=True)
class Catalog:
    """Everything by id. A course names only modules that are here, a module only lessons that are here."""

    courses: Mapping[str, Course] = field(default_factory=dict)
    modules: Mapping[str, Module] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)
    sources_page: Sources = NO_SOURCES
    sources: Mapping[str, Source] = field(default_factory=dict)


def catalog(folder: FolderRead) -> Catalog:
    entries = {
        entry.id: entry for entry in _sound(folder.lessons) if folder.lesson_modules[entry.id] == entry.module
    }
    modules = {module.id: _with_lessons(module, entries) for module in _sound(folder.modules)}
    courses: dict[str, Course] = {}
    taken: set[str] = set()
    for course in _sound(folder.courses):
        own = tuple(module for module in course.modules if module in modules and module not in taken)
        courses[course.id] = replace(course, modules=own)
        taken.update(own)
    page = next(iter(_sound(folder.sources)), NO_SOURCES)
    return Catalog(courses, modules, entries, page, {source.id: source for source in page.sources})


def _sound(reads: Mapping[str, FileRead[Value]]) -> list[Value]:
    return [read.value for read in reads.values() if read.value is not None]


def _with_lessons(module: Module, entries: Mapping[str, Entry]) -> Module:
    own = (lesson for lesson in module.lessons if lesson in entries and entries[lesson].module == module.id)
    return replace(module, lessons=tuple(own))
