"""An edit under way: whoever reads meanwhile has the content from before it or from after it, and no mixture."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest

from app.settings import Settings
from app.site_content import ContentLibrary, SiteContent
from tests.lessons import folders
from tests.practice.playing import LADDER, SOURCE

EDITS = 40
MODULE_FILE = f"{folders.MODULE}/module.md"


@pytest.fixture(params=["with a cache", "without"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> ContentLibrary:
    edit(tmp_path, 0)
    cache = tmp_path / "cache"
    settings = Settings.read(
        secret="only-for-tests-only-for-tests-only-for-tests", content_dir=tmp_path, cache_dir=cache
    )
    if request.param == "without":
        cache.write_text("in the way, so that nothing can be kept")
    return ContentLibrary(settings)


def edit(folder: Path, number: int) -> None:
    """The lesson, its module and the scenario all bear this number in their titles."""
    module = folders.SOUND[MODULE_FILE].replace("title: ", f"title: {number} ").replace("printer", LADDER)
    lesson = folders.SOUND[folders.FIRST].replace("title: ", f"title: {number} ", 1)
    folders.write(folder / "lessons", {**folders.SOUND, MODULE_FILE: module, folders.FIRST: lesson})
    (folder / "scenarios").mkdir(exist_ok=True)
    scenario = SOURCE.replace("title: ", f"title: {number} ", 1).replace(
        "module: not-my-department", f"module: {folders.MODULE}"
    )
    file = folder / "scenarios" / f"{LADDER}.md"
    file.write_text(scenario, encoding="utf-8")
    os.utime(file, ns=(number, number))


def numbers(content: SiteContent) -> set[str]:
    """One where everything belongs together."""
    scenario = content.scenarios.scenarios[LADDER]
    assert sha256(content.scenarios.source(LADDER)).hexdigest() == scenario.version
    entry = content.lessons.entries["an-earlier-lesson"]
    lesson = content.lessons.lessons["an-earlier-lesson"]
    assert lesson.version == entry.version
    titles = (scenario.title, entry.title, lesson.title, content.lessons.modules[folders.MODULE].title)
    return {title.split()[0] for title in titles}


def test_no_reader_meets_half_of_an_edit(library: ContentLibrary, tmp_path: Path) -> None:
    done = Event()

    def read() -> Iterator[set[str]]:
        while not done.is_set():
            yield numbers(library.current)

    def seen() -> list[set[str]]:
        return list(read())

    with ThreadPoolExecutor(4) as readers:
        watching = [readers.submit(seen) for _ in range(4)]
        try:
            for number in range(1, EDITS):
                edit(tmp_path, number)
                library.reload()
        finally:
            done.set()
        met = [found for one in watching for found in one.result()]
    assert all(len(found) == 1 for found in met), [found for found in met if len(found) != 1]
    assert numbers(library.current) == {str(EDITS - 1)}


def test_a_request_keeps_the_content_that_it_began_with(library: ContentLibrary, tmp_path: Path) -> None:
    before = library.current
    edit(tmp_path, 7)
    library.reload()
    assert numbers(before) == {"0"}
    assert numbers(library.current) == {"7"}


def test_without_an_edit_it_stays_the_same_object(library: ContentLibrary) -> None:
    before = library.current
    library.reload()
    assert library.current is before


def broken(text: str) -> str:
    return text.replace("title: ", "titel: ", 1)


@pytest.mark.parametrize("change", [broken, lambda _text: "", lambda text: text + "\0"])
def test_whatever_an_edit_breaks_stays_as_it_was(
    library: ContentLibrary, tmp_path: Path, change: Callable[[str], str]
) -> None:
    for file in (tmp_path / "scenarios" / f"{LADDER}.md", tmp_path / "lessons" / folders.FIRST):
        file.write_text(change(file.read_text("utf-8")), encoding="utf-8")
    library.reload()
    assert numbers(library.current) == {"0"}
    assert len({problem.path for problem in library.current.problems if problem.is_error}) == 2
