"""What was read once is read again as soon as any code that read it has changed, however deep it lies."""

from pathlib import Path

import pytest

from app.content import cache
from app.content.cache import DiskCache, code_fingerprint

LIBRARIES = ["markdown-it-py 4"]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    root = tmp_path / "app" / "scenarios"
    for name in ("engine.py", "format/body.py", "format/deeper/fields.py"):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("RULE = 1\n")
    return root


@pytest.mark.parametrize("name", ["engine.py", "format/body.py", "format/deeper/fields.py"])
def test_an_edit_at_any_depth_changes_the_fingerprint(package: Path, name: str) -> None:
    before = code_fingerprint([package], LIBRARIES)
    (package / name).write_text("RULE = 2\n")
    assert code_fingerprint([package], LIBRARIES) != before


def test_a_file_that_comes_goes_or_moves_changes_it(package: Path) -> None:
    seen = {code_fingerprint([package], LIBRARIES)}
    (package / "format" / "new.py").write_text("")
    seen.add(code_fingerprint([package], LIBRARIES))
    (package / "format" / "new.py").rename(package / "new.py")
    seen.add(code_fingerprint([package], LIBRARIES))
    (package / "engine.py").unlink()
    seen.add(code_fingerprint([package], LIBRARIES))
    assert len(seen) == 4


def test_the_same_code_with_other_libraries_is_not_the_same(package: Path) -> None:
    assert code_fingerprint([package], ["a 1"]) != code_fingerprint([package], ["a 2"])


def test_code_fingerprints_cover_every_file_of_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def listed(packages: list[Path], libraries: list[str]) -> str:
        asked.extend(packages)
        return code_fingerprint(packages, libraries)

    monkeypatch.setattr(cache, "code_fingerprint", listed)
    cache.parser_fingerprint.__wrapped__("scenarios")
    assert [folder.name for folder in asked] == ["scenarios", "content"]
    assert all((folder / "__init__.py").is_file() for folder in asked)


def test_what_other_code_read_is_not_served(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "parser_fingerprint", lambda _name: code_fingerprint([package], LIBRARIES))
    kept = DiskCache(tmp_path / "cache", int, package="scenarios")
    kept.put("answer", "key", 42)
    assert kept.get("answer", "key") == 42
    (package / "format" / "body.py").write_text("RULE = 2\n")
    assert kept.get("answer", "key") is None
