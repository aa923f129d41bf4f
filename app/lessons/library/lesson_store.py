"""Whole lessons, rendered: in the cache where there is one, and the lately wanted ones in memory."""

from collections import OrderedDict
from pathlib import Path
from threading import Lock

from app.content.cache import DiskCache
from app.content.file_read import read_bytes
from app.content.parsed import Parsed
from app.lessons.format.lesson_file import parse_lesson
from app.lessons.lesson import Lesson
from app.lessons.library.entry import Entry, entry_of

AT_HAND = 500  # lessons


class LessonStore:
    """Holds only lessons that parsed without an error, so the last good version outlives a broken edit.

    The version that an edit replaces stays in memory: requests that began before the edit still ask for it.
    """

    def __init__(self, root: Path, folder: Path | None) -> None:
        self.root = root
        self.folder = folder
        self._cache = DiskCache(folder, Lesson, package="lessons")
        self.uncached: dict[str, Lesson] = {}  # for want of a cache
        self._recent: OrderedDict[tuple[str, str], Lesson] = OrderedDict()
        self._lock = Lock()

    def parse(self, path: str, data: bytes, *, served: Entry | None) -> Parsed[Entry]:
        """`path` is relative to the lessons folder; `served` is the version that this one may replace."""
        parsed = parse_lesson(path, data)
        if parsed.value is None:
            return Parsed(None, parsed.problems, parsed.references)
        if served:
            self.get(served)
        entry = entry_of(parsed.value)
        if self._cache.put(_name(entry), entry.version, parsed.value):
            self.uncached.pop(_name(entry), None)
        else:
            self.uncached[_name(entry)] = parsed.value
        return Parsed(entry, parsed.problems, parsed.references)

    def get(self, entry: Entry) -> Lesson | None:
        """As the file is now, where that version is kept nowhere any more; None where that cannot be read, either."""
        key = (_name(entry), entry.version)
        with self._lock:
            lesson = self._recent.get(key) or self._fetch(entry)
            if lesson:
                self._recent[key] = lesson
                self._recent.move_to_end(key)
            while len(self._recent) > AT_HAND:
                self._recent.popitem(last=False)
        return lesson

    def _fetch(self, entry: Entry) -> Lesson | None:
        uncached = self.uncached.get(_name(entry))
        if uncached and uncached.version == entry.version:
            return uncached
        return self._cache.get(_name(entry), entry.version) or self._parse_again(entry)

    def _parse_again(self, entry: Entry) -> Lesson | None:
        path = f"{entry.module}/{entry.id}.md"
        try:
            lesson = parse_lesson(path, read_bytes(self.root / path)).value
        except OSError:
            return None
        if lesson:
            self._cache.put(_name(entry), lesson.version, lesson)
        return lesson


def _name(entry: Entry) -> str:
    return f"{entry.module}.{entry.id}"
