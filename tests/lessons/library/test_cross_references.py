"""Faults that only the whole folder shows, and that it goes on serving everything else."""

from pathlib import Path

import pytest

from app.lessons.library.library import LessonLibrary
from tests.lessons.folders import FIRST, FIRST_LESSON, MODULE, SECOND, SOUND, front_matter, write
from tests.lessons.marked import A_LESSON, MARK, edited, marked_line

MODULE_FILE = f"{MODULE}/module.md"
OTHER = {
    "other.md": front_matter("title: Other\nsummary: Other.\nmodules: [yonder]"),
    "yonder/module.md": front_matter("title: E\nsummary: E.\nlessons: [far-away]\nscenarios: []"),
    "yonder/far-away.md": FIRST_LESSON,
}


def edit(path: str, *edits: tuple[str, str]) -> dict[str, str]:
    return {path: edited(SOUND[path], *edits)}


FAULTS = [
    ("L107", "not-my-department/more/deep.md", {"not-my-department/more/deep.md": A_LESSON}),
    ("L107", "loose/a-lesson.md", {"loose/a-lesson.md": FIRST_LESSON}),
    ("L108", "not_mine.md", {"not_mine.md": SOUND["four-chairs.md"]}),
    ("L108", "not_mine/module.md", {"not_mine/module.md": SOUND[MODULE_FILE]}),
    ("L108", "module.md", {"module.md": SOUND[MODULE_FILE]}),
    ("L108", f"{MODULE}/sources.md", {f"{MODULE}/sources.md": SOUND["sources.md"]}),
    ("L120", "yonder/an-earlier-lesson.md",
     {**OTHER, "yonder/module.md": OTHER["yonder/module.md"].replace("far-away", "an-earlier-lesson"),
      "yonder/an-earlier-lesson.md": FIRST_LESSON, "yonder/far-away.md": ""}),
    ("L121", "four-chairs.md", edit("four-chairs.md", (f"[{MODULE}]", f"[{MODULE}, not-my-departmet]⚑"))),
    ("L122", MODULE_FILE, edit(MODULE_FILE, ("-limits]", "-limits, missing]⚑"))),
    ("L122", MODULE_FILE, {**OTHER, **edit(MODULE_FILE, ("-limits]", "-limits, far-away]⚑"))}),
    ("L124", SECOND, edit(SECOND, ("[a-post]", "[a-post, b-post]⚑"))),
    ("L125", SECOND, edit(SECOND, ("whose-is-it an-earlier-lesson", "whose-is-it an-early-lesson⚑"))),
    ("L125", SECOND, edit(SECOND, ("whose-is-it an-earlier-lesson", "whose-is-it helpful-within-limits⚑"))),
    ("L125", SECOND, {**OTHER, **edit(SECOND, ("whose-is-it an-earlier-lesson", "whose-is-it far-away⚑"))}),
    ("L126", "other.md", {**OTHER, "other.md": OTHER["other.md"].replace("[yonder]",
                          f"\n- yonder\n- ⚑{MODULE}")}),
    ("L132", SECOND, {SECOND: FIRST_LESSON}),
    ("L901", f"{MODULE}/spare.md", {f"{MODULE}/spare.md": FIRST_LESSON}),
    ("L902", "yonder/module.md", {path: text for path, text in OTHER.items() if path != "other.md"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shared, so that what is the same in every test is parsed once."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize(("code", "path", "changes"), FAULTS)
def test_each_fault_is_named_alone_at_its_line(
    tmp_path: Path, cache: Path, code: str, path: str, changes: dict[str, str]
) -> None:
    files = {name: text.replace(MARK, "") for name, text in {**SOUND, **changes}.items() if text}
    library = LessonLibrary(write(tmp_path, files), cache)
    line = marked_line(changes[path])
    assert [(p.path, p.line, p.code) for p in library.current.problems] == [
        (str(tmp_path / path), line, code)
    ]
    assert "an-earlier-lesson" in library.current.lessons


def test_a_sound_folder_has_no_problems(tmp_path: Path) -> None:
    assert LessonLibrary(write(tmp_path)).current.problems == []


def test_two_courses_with_a_first_lesson_each_are_sound(tmp_path: Path) -> None:
    assert LessonLibrary(write(tmp_path, {**SOUND, **OTHER})).current.problems == []


def test_a_broken_file_does_not_make_others_look_wrong(tmp_path: Path, cache: Path) -> None:
    """Its name is there, so references to it lead somewhere; what it would list cannot be told."""
    for path in (FIRST, SECOND, MODULE_FILE, "four-chairs.md", "sources.md"):
        broken = {**SOUND, path: SOUND[path].replace("title: ", "titel: ", 1)}
        library = LessonLibrary(write(tmp_path / path, broken), cache)
        assert {problem.path for problem in library.current.problems} == {str(tmp_path / path / path)}


def test_an_unreadable_root_is_named(tmp_path: Path) -> None:
    library = LessonLibrary(tmp_path / "nowhere")
    assert [(p.path, p.code) for p in library.current.problems] == [(str(tmp_path / "nowhere"), "L101")]
    assert not library.current.courses


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / MODULE / "gone.md").symlink_to("nowhere.md")
    assert [(p.path, p.code) for p in LessonLibrary(tmp_path).current.problems] == [
        (str(tmp_path / MODULE / "gone.md"), "L101")
    ]


LISTINGS = [
    ({"printer": MODULE}, []),
    ({"printer": None}, []),
    ({}, [(5, "L123")]),
    ({"printer": "yonder"}, [(5, "L127")]),
    ({"printer": MODULE, "folder": MODULE}, [(1, "L127")]),
    ({"printer": MODULE, "folder": "unheard-of"}, []),
    ({"printer": MODULE, "folder": None}, []),
]


@pytest.mark.parametrize(("scenarios", "expected"), LISTINGS)
def test_a_scenario_is_listed_by_exactly_the_module_it_names(
    tmp_path: Path, cache: Path, scenarios: dict[str, str | None], expected: list[tuple[int, str]]
) -> None:
    problems = LessonLibrary(write(tmp_path), cache).current.listing_problems(scenarios)
    assert [(problem.line, problem.code) for problem in problems] == expected
    assert {problem.path for problem in problems} <= {str(tmp_path / MODULE_FILE)}
