import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.content.check import ContentFile, PathUnreadable, as_json, as_text, check_paths, exit_code
from app.content.problem import Problem
from app.content.text_file import LARGEST


@dataclass
class Words:
    """Finds fault with every word but “fine”, if the path holds `part`."""

    part: str
    code: str

    def claims(self, path: Path) -> bool:
        return self.part in path.parts

    def problems(self, files: Sequence[ContentFile]) -> list[Problem]:
        return [
            Problem(file.path, number, self.code, f"“{word}” is not fine")
            for file in files
            for number, word in enumerate(file.data.decode().split(), start=1)
            if word != "fine"
        ]


@dataclass
class Anything(Words):
    def claims(self, _path: Path) -> bool:
        return True


READERS = [Words("lessons", "L101"), Anything("", "E001")]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "lessons/b/two.md": "bad fine worse",
        "lessons/a.md": "bad",
        "lessons/README.md": "bad",
        "lessons/fine.md": "fine",
        "scenarios/x.md": "bad",
        "scenarios/.hidden/x.md": "bad",
        "scenarios/x.txt": "bad",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def places(*paths: str) -> list[tuple[str, int, str]]:
    return [(problem.path, problem.line, problem.code) for problem in check_paths(paths, READERS)]


@pytest.mark.usefixtures("project")
def test_a_folder_stands_for_its_files_at_any_depth() -> None:
    assert places("scenarios", "lessons") == [
        ("lessons/a.md", 1, "L101"),
        ("lessons/b/two.md", 1, "L101"),
        ("lessons/b/two.md", 3, "L101"),
        ("scenarios/x.md", 1, "E001"),
    ]


@pytest.mark.usefixtures("project")
def test_a_file_is_read_whatever_its_name() -> None:
    assert places("lessons/README.md") == [("lessons/README.md", 1, "L101")]
    assert places("scenarios/x.txt", "scenarios/.hidden/x.md") == [
        ("scenarios/.hidden/x.md", 1, "E001"),
        ("scenarios/x.txt", 1, "E001"),
    ]


def test_paths_are_printed_as_they_were_given(project: Path) -> None:
    assert [path for path, _, _ in places("./scenarios/x.md")] == ["./scenarios/x.md"]
    assert [path for path, _, _ in places("./scenarios")] == ["./scenarios/x.md"]
    assert [path for path, _, _ in places("./scenarios/")] == ["./scenarios/x.md"]
    assert [path for path, _, _ in places(f"{project}/scenarios")] == [f"{project}/scenarios/x.md"]


@pytest.mark.usefixtures("project")
def test_the_same_file_twice_is_one_file() -> None:
    assert len(places("scenarios", "scenarios/x.md")) == 1


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("path", ["nowhere", "lessons/nothing.md", "", "a\0b"])
def test_a_path_that_cannot_be_read(path: str) -> None:
    with pytest.raises(PathUnreadable):
        check_paths(["scenarios", path], READERS)


def test_no_more_of_a_file_is_read_than_can_be_allowed(project: Path) -> None:
    (project / "large.md").write_text("x" * (LARGEST + 5000))
    (problem,) = check_paths(["large.md"], READERS)
    assert problem.message.count("x") == LARGEST + 1


ONE = Problem("a.md", 3, "E012", "there is no “x”")
WARNING = Problem("a.md", 4, "W105", "a flag")


def test_text() -> None:
    assert as_text([]) == ""
    assert as_text([ONE, WARNING]) == "a.md:3: E012 there is no “x”\na.md:4: W105 a flag"


def test_json_is_always_a_list() -> None:
    assert as_json([]) == "[]"
    assert json.loads(as_json([ONE])) == [
        {"path": "a.md", "line": 3, "code": "E012", "message": "there is no “x”"}
    ]


@pytest.mark.parametrize(
    ("problems", "strict", "code"),
    [([], False, 0), ([], True, 0), ([WARNING], False, 0), ([WARNING], True, 1), ([ONE, WARNING], False, 1)],
)
def test_exit_codes(problems: list[Problem], strict: bool, code: int) -> None:
    assert exit_code(problems, strict=strict) == code
