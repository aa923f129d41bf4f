"""`fourchairs demo` invents only what there is to read and play, and says what it leaves out."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.db import Database
from app.learners.models import Subject
from app.practice.attempts.models import ScenarioVersion
from app.reading.models import LessonVersion
from tests.commands.conftest import MODULE, SCENARIO, Run

LESSON = (Path(__file__).parents[1] / "lessons" / "a-lesson.md").read_text(encoding="utf-8")
BROKEN = "---\ntitle: [\n---\n"


def stored(database: Database) -> tuple[list[str], list[str], int]:
    """Which lessons and which scenarios somebody read and played, and how many people there are."""
    with database.read() as db:
        lessons = db.scalars(select(LessonVersion.lesson_id)).all()
        scenarios = db.scalars(select(ScenarioVersion.scenario_id)).all()
        return sorted(lessons), sorted(scenarios), len(db.scalars(select(Subject.id)).all())


def with_lessons(project: Path, **texts: str) -> None:
    module = MODULE.format(scenarios="a-call").replace("lessons: []", f"lessons: [{', '.join(texts)}]")
    (project / "lessons" / "one" / "module.md").write_text(module)
    for name, text in texts.items():
        (project / "lessons" / "one" / f"{name}.md").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("broken", ["", BROKEN, LESSON.replace("\n## ", "\n### "), "\x00"])
def test_a_broken_lesson_is_named_and_left_out(
    run: Run, project: Path, database: Database, database_url: str, broken: str
) -> None:
    with_lessons(project, whole=LESSON, broken=broken)
    result = run("demo", "--learners", "5", DATABASE_URL=database_url)
    assert result.exit_code == 0, result.stderr
    assert "lessons/one/broken.md:" in result.stderr
    assert stored(database) == (["whole"], ["a-call"], 5)


def test_a_broken_scenario_is_named_and_left_out(
    run: Run, project: Path, database: Database, database_url: str
) -> None:
    (project / "scenarios" / "broken.md").write_text(SCENARIO.replace("-> done", "-> nowhere"))
    result = run("demo", "--learners", "5", DATABASE_URL=database_url)
    assert result.exit_code == 0, result.stderr
    assert "scenarios/broken.md:" in result.stderr
    assert stored(database) == ([], ["a-call"], 5)


@pytest.mark.parametrize("left", ["nothing", "empty folders", "all broken"])
def test_without_anything_to_read_or_play_it_refuses(
    run: Run, database: Database, database_url: str, tmp_path: Path, left: str
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    if left != "nothing":
        (folder / "lessons").mkdir()
        (folder / "scenarios").mkdir()
    if left == "all broken":
        (folder / "scenarios" / "broken.md").write_text(BROKEN)
    result = run("demo", DATABASE_URL=database_url, CONTENT_DIR=str(folder))
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"There is no lesson and no scenario in {folder}" in result.stderr
    assert ("broken.md:" in result.stderr) == (left == "all broken")
    assert stored(database) == ([], [], 0)


def test_where_it_refuses_it_makes_no_database(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    file = tmp_path / "new.db"
    result = run("demo", DATABASE_URL=f"sqlite:///{file}", CONTENT_DIR=str(tmp_path / "empty"))
    assert result.exit_code == 1
    assert not file.exists()
