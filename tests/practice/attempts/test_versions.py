"""Versions: stored once, found for as long as anybody needs them, read once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from app.db import Database
from app.errors import Refused
from app.practice.attempts.models import SCENARIO_VERSION
from app.practice.attempts.versions import Versions
from app.scenarios.library import Known, ScenarioLibrary
from tests.practice.playing import LADDER, SOURCE
from tests.queries import counted

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> ScenarioLibrary:
    (tmp_path / f"{LADDER}.md").write_text(SOURCE, encoding="utf-8")
    return ScenarioLibrary(tmp_path, Known(frozenset({"not-my-department"}), frozenset({"a-post"})))


def stored(database: Database, library: ScenarioLibrary) -> str:
    """The version of the file as it is, stored."""
    scenario = library.scenarios[LADDER]
    with database.write() as db:
        Versions(library).store(db, scenario, NOW)
        Versions(library).store(db, scenario, NOW)
    return scenario.version


def test_a_version_is_stored_once_with_its_bytes(database: Database, library: ScenarioLibrary) -> None:
    stored(database, library)
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(SCENARIO_VERSION)) == 1
        assert db.scalar(select(SCENARIO_VERSION.c.source)) == SOURCE.encode()


def test_it_is_found_after_the_file_has_gone(database: Database, library: ScenarioLibrary) -> None:
    sha = stored(database, library)
    before = library.scenarios[LADDER]
    (library.folder / f"{LADDER}.md").unlink()
    library.reload()
    versions = Versions(library)
    with database.read() as db, counted(database) as seen:
        assert versions.find(db.connection(), LADDER, sha) == before
        assert versions.find(db.connection(), LADDER, sha) == before
    assert len(seen) == 1


def test_the_current_one_needs_no_database(database: Database, library: ScenarioLibrary) -> None:
    current = library.scenarios[LADDER]
    with database.read() as db, counted(database) as seen:
        assert Versions(library).find(db.connection(), LADDER, current.version) is current
    assert not seen


def test_one_that_was_never_stored_is_not_there(database: Database, library: ScenarioLibrary) -> None:
    with database.read() as db:
        assert Versions(library).find(db.connection(), LADDER, "0" * 64) is None


def test_one_that_cannot_be_read_any_more_is_said_to_be(database: Database, library: ScenarioLibrary) -> None:
    sha = stored(database, library)
    with database.write() as db:
        db.execute(update(SCENARIO_VERSION).values(source=b"Nothing."))
    (library.folder / f"{LADDER}.md").unlink()
    library.reload()
    with database.read() as db, pytest.raises(Refused, match="another release"):
        Versions(library).find(db.connection(), LADDER, sha)
