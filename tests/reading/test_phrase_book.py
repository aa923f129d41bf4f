"""The phrases that lessons offer, whatever can be read of the lessons just now."""

import shutil
from pathlib import Path

from app.lessons.library.library import LessonLibrary
from app.reading.phrase_book import LessonPhrases
from tests.lessons import folders


def test_a_lesson_that_can_no_longer_be_read_offers_nothing_and_the_next_one_does(tmp_path: Path) -> None:
    root, cache = folders.write(tmp_path / "lessons"), tmp_path / "cache"
    lessons = LessonLibrary(root, cache).current
    shutil.rmtree(cache)
    (root / folders.FIRST).write_text("no lesson any more")
    offered = LessonPhrases(lessons).starters()
    assert {one.id for one in offered} == {Path(folders.SECOND).stem}
