"""Whole lessons, rendered: on the shelf where there is one, the lately wanted ones at hand."""

from collections import OrderedDict
from pathlib import Path
from threading import Lock

from app.content.cache import Shelf
from app.lessons.format.lesson_file import parse_lesson
from app.lessons.format.parsed import Parsed
from app.lessons.lesson import Lesson
from app.lessons.library.entry import Entry, entry_of
from app.lessons.library.folder import read_bytes

AT_HAND = 500  # lessons


class LessonStore:
    """Holds only lessons that parsed without an error, so the last good version outlives a broken edit."""

    def __init__(self, root: Path, folder: Path | None) -> None:
        self._root = root
        self._shelf = Shelf(folder, Lesson, package="lessons")
        self._kept: dict[str, Lesson] = {}  # for want of a shelf
        self._recent: OrderedDict[str, Lesson] = OrderedDict()
        self._lock = Lock()

    def parse(self, path: str, data: bytes) -> Parsed[Entry]:
        """`path` is relative to the lessons folder."""
        parsed = parse_lesson(path, data)
        if parsed.value is None:
            return Parsed(None, parsed.problems, parsed.references)
        entry = entry_of(parsed.value)
        self._kept.pop(_name(entry), None)
        if not self._shelf.put(_name(entry), entry.version, parsed.value):
            self._kept[_name(entry)] = parsed.value
        return Parsed(entry, parsed.problems, parsed.references)

    def get(self, entry: Entry) -> Lesson | None:
        """None only where the shelf was emptied and the file has changed since."""
        name = _name(entry)
        if name in self._kept:
            return self._kept[name]
        with self._lock:
            lesson = self._recent.get(name)
            if lesson is None or lesson.version != entry.version:
                lesson = self._shelf.take(name, entry.version) or self._parse_again(entry)
            if lesson:
                self._recent[name] = lesson
                self._recent.move_to_end(name)
            if len(self._recent) > AT_HAND:
                self._recent.popitem(last=False)
        return lesson

    def _parse_again(self, entry: Entry) -> Lesson | None:
        path = f"{entry.module}/{entry.id}.md"
        try:
            lesson = parse_lesson(path, read_bytes(self._root / path)).value
        except OSError:
            return None
        if lesson:
            self._shelf.put(_name(entry), lesson.version, lesson)
        return lesson


def _name(entry: Entry) -> str:
    return f"{entry.module}.{entry.id}"
