import os
from pathlib import Path

import pytest

from app.scenarios.library import Known, ScenarioLibrary
from tests.scenarios.written import MODULES, SOUND, SOURCES

KNOWN = Known(frozenset(MODULES), frozenset(SOURCES))
BROKEN = SOUND.replace("-> hall", "-> hal")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "the-spare-key.md").write_text(SOUND)
    (tmp_path / "another-key.md").write_text(SOUND)
    (tmp_path / "README.md").write_text("# Not a scenario")
    (tmp_path / "notes.txt").write_text("Nor this")
    return tmp_path


def write(path: Path, text: str) -> None:
    """The clock of the file system may stand still between two writes of a test."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text)
    os.utime(path, ns=(before + 1000, before + 1000))


def codes(library: ScenarioLibrary) -> set[str]:
    return {problem.code for problem in library.current.problems if problem.is_error}


def test_a_folder_of_scenarios(folder: Path) -> None:
    library = ScenarioLibrary(folder, KNOWN)
    assert sorted(library.current.scenarios) == ["another-key", "the-spare-key"]
    assert codes(library) == set()
    assert library.current.source("another-key") == SOUND.encode()


def test_no_folder_no_scenarios(tmp_path: Path) -> None:
    library = ScenarioLibrary(tmp_path / "scenarios", KNOWN)
    assert (library.current.scenarios, library.current.problems) == ({}, [])


def test_a_broken_file_is_left_out_and_named(folder: Path) -> None:
    write(folder / "the-spare-key.md", BROKEN)
    library = ScenarioLibrary(folder, KNOWN)
    assert list(library.current.scenarios) == ["another-key"]
    assert codes(library) == {"E012"}
    assert str(folder / "the-spare-key.md") in {problem.path for problem in library.current.problems}


def test_a_file_that_breaks_keeps_its_last_good_version(folder: Path) -> None:
    library = ScenarioLibrary(folder, KNOWN)
    before = library.current.scenarios["the-spare-key"]
    write(folder / "the-spare-key.md", BROKEN)
    assert library.reload()
    assert library.current.scenarios["the-spare-key"] is before
    assert library.current.source("the-spare-key") == SOUND.encode()
    assert codes(library) == {"E012"}
    write(folder / "the-spare-key.md", BROKEN.replace("minutes: 5", "minutes: 50"))
    library.reload()
    assert library.current.scenarios["the-spare-key"] is before
    assert codes(library) == {"E004", "E012"}
    write(folder / "the-spare-key.md", SOUND.replace("minutes: 5", "minutes: 6"))
    library.reload()
    assert library.current.scenarios["the-spare-key"].minutes == 6
    assert codes(library) == set()


def test_what_did_not_change_is_not_read_again(folder: Path) -> None:
    library = ScenarioLibrary(folder, KNOWN)
    before = dict(library.current.scenarios)
    assert not library.reload()
    write(folder / "another-key.md", SOUND.replace("minutes: 5", "minutes: 6"))
    write(folder / "the-spare-key.md", SOUND)
    library.reload()
    assert library.current.scenarios["the-spare-key"] is before["the-spare-key"]
    assert library.current.scenarios["another-key"] is not before["another-key"]


def test_a_file_that_is_gone_is_gone(folder: Path) -> None:
    library = ScenarioLibrary(folder, KNOWN)
    (folder / "another-key.md").unlink()
    assert library.reload()
    assert list(library.current.scenarios) == ["the-spare-key"]


def test_when_modules_change_every_file_is_read_anew(folder: Path) -> None:
    library = ScenarioLibrary(folder, KNOWN)
    assert library.reload_with(Known(frozenset({"doors"}), frozenset(SOURCES)))
    assert codes(library) == {"E004"}
    assert sorted(library.current.scenarios) == ["another-key", "the-spare-key"], (
        "the last good versions stay"
    )
    assert library.reload_with(KNOWN)
    assert codes(library) == set()


def test_a_file_that_cannot_be_read_keeps_its_last_good_version(folder: Path) -> None:
    library = ScenarioLibrary(folder, KNOWN)
    path = folder / "another-key.md"
    path.unlink()
    path.symlink_to(path)
    library.reload()
    assert list(library.current.scenarios) == ["the-spare-key"], "a link to nowhere is no file"


def test_what_was_found_is_kept_for_the_next_start(tmp_path: Path) -> None:
    folder, cache = tmp_path / "scenarios", tmp_path / "cache"
    folder.mkdir()
    (folder / "spare-key.md").write_text(SOUND)
    (folder / "broken.md").write_text(SOUND.replace("-> hall", "-> nowhere"))
    first = ScenarioLibrary(folder, KNOWN, cache)
    written = {file: file.stat().st_mtime_ns for file in cache.iterdir()}
    again = ScenarioLibrary(folder, KNOWN, cache)
    assert {file: file.stat().st_mtime_ns for file in cache.iterdir()} == written
    assert again.current.scenarios == first.current.scenarios
    assert again.current.problems == first.current.problems
    assert {problem.code for problem in again.current.problems if problem.is_error} == {"E012"}


def test_what_was_found_counts_only_for_the_modules_it_was_found_with(tmp_path: Path) -> None:
    folder, cache = tmp_path / "scenarios", tmp_path / "cache"
    folder.mkdir()
    (folder / "spare-key.md").write_text(SOUND)
    assert ScenarioLibrary(folder, KNOWN, cache).current.scenarios
    elsewhere = Known(frozenset({"another"}), KNOWN.sources)
    assert [problem.code for problem in ScenarioLibrary(folder, elsewhere, cache).current.problems] == [
        "E004"
    ]


def test_a_damaged_cache_is_read_past(tmp_path: Path) -> None:
    folder, cache = tmp_path / "scenarios", tmp_path / "cache"
    folder.mkdir()
    (folder / "spare-key.md").write_text(SOUND)
    first = ScenarioLibrary(folder, KNOWN, cache)
    for file in cache.iterdir():
        file.write_bytes(file.read_bytes()[:-9] + b"unreadable")
    assert ScenarioLibrary(folder, KNOWN, cache).current.scenarios == first.current.scenarios
