"""A site with a small course of its own, so that tests may edit it: two lessons and a scenario."""

from pathlib import Path

import pytest

from app.settings import Settings
from tests.lessons import folders

ROOT = Path(__file__).parents[1]
COURSE = "/courses/four-chairs"
FIRST = "/learn/four-chairs/an-earlier-lesson"
SECOND = "/learn/four-chairs/helpful-within-limits"
SCENARIO = (ROOT / "tests/scenarios/example.md").read_text(encoding="utf-8")


def write_course(folder: Path) -> Path:
    folders.write(folder / "lessons", folders.SOUND)
    first = folder / "lessons" / folders.FIRST
    first.write_text(
        first.read_text(encoding="utf-8").replace("Helpful within limits", "An earlier lesson"), "utf-8"
    )
    (folder / "scenarios").mkdir()
    scenario = SCENARIO.replace("004_aa190d8519aadafb", "a-post")
    (folder / "scenarios" / "printer.md").write_text(scenario, encoding="utf-8")
    return folder


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The folder that holds this site's lessons/ and scenarios/."""
    return write_course(tmp_path / "content")


@pytest.fixture
def settings(database_url: str, tmp_path: Path, content: Path) -> Settings:
    return Settings.read(
        database_url=database_url,
        secret="only-for-tests-only-for-tests-only-for-tests",
        content_dir=content,
        cache_dir=tmp_path / "cache",
        erasures_file=tmp_path / "site.erasures",
        reload=True,
        port=8000,
    )
