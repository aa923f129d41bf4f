"""The library serves what is sound, notices edits, and gets by without its cache."""

import shutil
from pathlib import Path

import pytest

from app.lessons.library.library import LessonLibrary
from tests.lessons.folders import FIRST, MODULE, SECOND, SOUND, front_matter, write
from tests.lessons.marked import A_LESSON, edited

MODULE_FILE = f"{MODULE}/module.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "lessons")


@pytest.fixture(params=["with a cache", "without"])
def cache(request: pytest.FixtureRequest, tmp_path: Path) -> Path | None:
    return tmp_path / "cache" if request.param == "with a cache" else None


def break_file(folder: Path, path: str) -> None:
    write(folder, {path: (folder / path).read_text().replace("title: ", "titel: ", 1)})


def test_everything_is_found_by_its_id(folder: Path, cache: Path | None) -> None:
    library = LessonLibrary(folder, cache)
    assert library.current.courses["four-chairs"].modules == (MODULE,)
    assert library.current.modules[MODULE].lessons == ("an-earlier-lesson", "helpful-within-limits")
    assert library.current.modules[MODULE].scenarios == ("printer",)
    assert list(library.current.lessons) == ["an-earlier-lesson", "helpful-within-limits"]
    assert library.current.lessons["helpful-within-limits"].recall is not None
    assert library.current.entries["helpful-within-limits"].title == "Helpful within limits"
    assert library.current.sources["a-post"].credit == "Somebody"
    assert library.current.sources_page.introduction_html == "<p>Words.</p>"
    assert library.current.module_ids == {MODULE}


def test_modules_stand_in_the_order_of_their_course(folder: Path) -> None:
    course = front_matter(f"title: Four\nsummary: All.\nmodules: [{MODULE}, a-later-one]")
    files = {"four-chairs.md": course}
    for module in ("a-later-one", "a-stray"):
        listing = f"title: Another\nsummary: Words.\nlessons: [of-{module}]\nscenarios: [s-{module}]"
        files |= {f"{module}/module.md": front_matter(listing), f"{module}/of-{module}.md": A_LESSON}
    write(folder, files)
    assert list(LessonLibrary(folder).current.modules) == [MODULE, "a-later-one", "a-stray"]


def test_an_unknown_lesson_is_not_there(folder: Path) -> None:
    library = LessonLibrary(folder)
    assert "unheard-of" not in library.current.lessons
    assert library.current.lessons.get("unheard-of") is None


@pytest.mark.parametrize("path", [SECOND, MODULE_FILE, "four-chairs.md", "sources.md"])
def test_a_file_broken_at_start_is_left_out_and_named(folder: Path, cache: Path | None, path: str) -> None:
    break_file(folder, path)
    for _ in range(2):  # read, then fetched
        library = LessonLibrary(folder, cache)
        assert {problem.path for problem in library.current.problems} == {str(folder / path)}
        assert len(library.current.lessons) == (1 if path == SECOND else 2)
        assert len(library.current.modules) == (0 if path == MODULE_FILE else 1)
        assert len(library.current.courses) == (0 if path == "four-chairs.md" else 1)
        assert len(library.current.sources) == (0 if path == "sources.md" else 1)


def test_a_module_lists_only_lessons_that_are_there(folder: Path) -> None:
    break_file(folder, SECOND)
    library = LessonLibrary(folder)
    assert library.current.modules[MODULE].lessons == ("an-earlier-lesson",)


def test_an_edit_is_there_after_a_reload(folder: Path, cache: Path | None) -> None:
    library = LessonLibrary(folder, cache)
    before = library.current.lessons["helpful-within-limits"]
    assert not library.reload()
    write(folder, {SECOND: edited(SOUND[SECOND], ("title: Helpful", "title: More helpful"))})
    assert library.reload()
    after = library.current.lessons["helpful-within-limits"]
    assert (before.title, after.title) == ("Helpful within limits", "More helpful within limits")
    assert library.current.entries["helpful-within-limits"].version == after.version != before.version


def test_a_broken_edit_is_named_and_the_last_good_version_served(folder: Path, cache: Path | None) -> None:
    library = LessonLibrary(folder, cache)
    for path in (SECOND, MODULE_FILE, "four-chairs.md", "sources.md"):
        break_file(folder, path)
    assert library.reload()
    assert len(library.current.problems) >= 4
    assert library.current.lessons["helpful-within-limits"].title == "Helpful within limits"
    assert library.current.courses["four-chairs"].modules == (MODULE,)
    assert "a-post" in library.current.sources
    write(folder)
    assert library.reload()
    assert library.current.problems == []


def test_a_file_that_goes_takes_its_lesson_along(folder: Path, cache: Path | None) -> None:
    library = LessonLibrary(folder, cache)
    (folder / SECOND).unlink()
    assert library.reload()
    assert list(library.current.lessons) == ["an-earlier-lesson"]
    assert [problem.code for problem in library.current.problems] == ["L122"]


def test_a_new_module_joins(folder: Path, cache: Path | None) -> None:
    library = LessonLibrary(folder, cache)
    head = "title: New\nsummary: New.\nlessons: []\nscenarios: [call]"
    write(
        folder,
        {
            "new/module.md": front_matter(head),
            "four-chairs.md": edited(SOUND["four-chairs.md"], (f"[{MODULE}]", f"[{MODULE}, new]")),
        },
    )
    assert library.reload()
    assert library.current.courses["four-chairs"].modules == (MODULE, "new")


def test_a_touched_file_is_not_parsed_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = LessonLibrary(folder)
    lesson = library.current.lessons["an-earlier-lesson"]
    (folder / FIRST).touch()
    library.reload()
    assert library.current.lessons["an-earlier-lesson"] is lesson


def test_a_second_start_reads_nothing_but_the_cache(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = LessonLibrary(folder, cache)
    written = {file: file.stat().st_mtime_ns for file in cache.rglob("*.json")}
    second = LessonLibrary(folder, cache)
    assert second.current.entries == first.current.entries
    assert second.current.lessons["an-earlier-lesson"] == first.current.lessons["an-earlier-lesson"]
    assert {file: file.stat().st_mtime_ns for file in cache.rglob("*.json")} == written


@pytest.mark.parametrize("damage", [b"", b"{}", b"\0" * 5000, b"not\njson"])
def test_a_damaged_cache_costs_nothing_but_time(folder: Path, tmp_path: Path, damage: bytes) -> None:
    cache = tmp_path / "cache"
    whole = LessonLibrary(folder, cache)
    for file in cache.rglob("*.json"):
        file.write_bytes(damage)
    library = LessonLibrary(folder, cache)
    assert library.current.entries == whole.current.entries
    assert dict(library.current.lessons) == dict(whole.current.lessons)


def test_one_flipped_letter_in_the_cache_is_noticed(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    whole = dict(LessonLibrary(folder, cache).current.lessons)
    for file in cache.rglob("*.json"):
        file.write_bytes(file.read_bytes().replace(b"Kindness", b"Kindnezz"))
    assert dict(LessonLibrary(folder, cache).current.lessons) == whole


def test_a_cache_that_vanishes_while_serving_is_done_without(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    library = LessonLibrary(folder, cache)
    shutil.rmtree(cache)
    assert library.current.lessons["an-earlier-lesson"].title == "Helpful within limits"


def test_a_lesson_is_gone_only_if_its_cache_and_its_file_are(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    library = LessonLibrary(folder, cache)
    shutil.rmtree(cache)
    (folder / FIRST).unlink()
    assert library.current.lessons.get("an-earlier-lesson") is None


def test_a_cache_that_cannot_be_written_is_done_without(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    library = LessonLibrary(folder, tmp_path / "cache")
    break_file(folder, FIRST)
    library.reload()
    assert library.current.lessons["an-earlier-lesson"].title == "Helpful within limits"


def test_two_workers_may_share_a_cache(folder: Path, tmp_path: Path) -> None:
    one, other = (LessonLibrary(folder, tmp_path / "cache") for _ in range(2))
    write(folder, {FIRST: edited(SOUND[FIRST], ("title: Helpful", "title: More helpful"))})
    one.reload()
    assert one.current.lessons["an-earlier-lesson"].title == "More helpful within limits"
    assert "an-earlier-lesson" in other.current.lessons
    assert other.current.lessons["an-earlier-lesson"].title in (
        "Helpful within limits",
        "More helpful within limits",
    )
    other.reload()
    assert other.current.entries == one.current.entries


def test_only_so_many_lessons_are_kept_at_hand(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.lessons.library.lesson_store.AT_HAND", 1)
    library = LessonLibrary(folder, tmp_path / "cache")
    first = library.current.lessons["an-earlier-lesson"]
    assert library.current.lessons["an-earlier-lesson"] is first
    assert library.current.lessons["helpful-within-limits"]
    assert library.current.lessons["an-earlier-lesson"] is not first
