"""Many lessons are read by several processes, and nothing is different afterwards but the time it took."""

from pathlib import Path

import pytest

from app.lessons.library import read_ahead
from app.lessons.library.library import LessonLibrary
from tests.bench.bench_start import fill

LESSONS = 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "lessons", LESSONS)
    broken = tmp_path / "lessons" / "module-0" / "lesson-3.md"
    broken.write_text(broken.read_text().replace("title:", "titel:", 1))
    return tmp_path / "lessons"


@pytest.mark.parametrize("kept", [True, False])
def test_it_finds_what_one_process_finds(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    alone = LessonLibrary(folder, tmp_path / "one" if kept else None)
    monkeypatch.setattr(read_ahead, "ENOUGH", 10)
    monkeypatch.setattr(read_ahead, "CHUNK", 7)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    told: list[tuple[int, int]] = []
    many = LessonLibrary(folder, tmp_path / "two" if kept else None, tell=lambda *seen: told.append(seen))
    assert many.current.problems == alone.current.problems
    assert many.current.entries == alone.current.entries
    assert dict(many.current.lessons) == dict(alone.current.lessons)
    assert told[-1] == (LESSONS, LESSONS)
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    gone = folder / "module-0" / "lesson-1.md"
    gone.write_text("---\n")
    assert many.reload()
    assert many.current.lessons["lesson-1"] == alone.current.lessons["lesson-1"]


def test_where_no_process_can_be_begun_it_is_read_here(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_ahead, "ENOUGH", 10)
    monkeypatch.setattr("os.cpu_count", lambda: 2)

    def refuse(*_: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(read_ahead, "ProcessPoolExecutor", refuse)
    assert len(LessonLibrary(folder, tmp_path / "cache").current.entries) == LESSONS - 1
