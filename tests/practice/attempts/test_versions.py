"""Versions: stored once, found for as long as anybody needs them, read once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from app.db import Database
from app.errors import Refused
from app.practice.attempts.models import SCENARIO_VERSION
from app.practice.attempts.versions import StoredVersions, Versions
from app.scenarios.analysis import cache
from app.scenarios.format.scenario_file import read_stored
from app.scenarios.library import Known, ScenarioLibrary
from app.scenarios.scenario import CHAIRS, Scenario
from tests.practice.playing import LADDER, SOURCE
from tests.queries import counted
from tests.scenarios.brute_force import every_path

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> ScenarioLibrary:
    (tmp_path / f"{LADDER}.md").write_text(SOURCE, encoding="utf-8")
    return ScenarioLibrary(tmp_path, Known(frozenset({"not-my-department"}), frozenset({"a-post"})))


def versions(library: ScenarioLibrary) -> Versions:
    return Versions(library.current, StoredVersions())


def stored(database: Database, library: ScenarioLibrary) -> str:
    """The version of the file as it is, stored."""
    scenario = library.current.scenarios[LADDER]
    with database.write() as db:
        versions(library).store(db, scenario, NOW)
        versions(library).store(db, scenario, NOW)
    return scenario.version


def test_a_version_is_stored_once_with_its_bytes(
    database: Database, library: ScenarioLibrary, tmp_path: Path
) -> None:
    stored(database, library)
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(SCENARIO_VERSION)) == 1
        assert db.scalar(select(SCENARIO_VERSION.c.source)) == SOURCE.encode()


def test_the_limits_of_each_chair_stand_beside_it(database: Database, library: ScenarioLibrary) -> None:
    stored(database, library)
    with database.read() as db:
        row = db.execute(select(SCENARIO_VERSION)).one()._mapping
    paths = every_path(library.current.scenarios[LADDER]) or []
    for chair in CHAIRS:
        totals = [path.end.totals.of(chair) for path in paths]
        assert (row[f"{chair}_low"], row[f"{chair}_high"]) == (min(totals), max(totals))


def test_limits_that_take_too_long_are_left_out(
    database: Database, library: ScenarioLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "STATES", 3)
    another = SOURCE.replace("The ladder", "A longer ladder").encode()
    (tmp_path / f"{LADDER}.md").write_bytes(another)
    library.reload()
    stored(database, library)
    with database.read() as db:
        assert db.execute(select(SCENARIO_VERSION.c.self_low, SCENARIO_VERSION.c.customer_high)).one() == (
            None,
            None,
        )


def test_it_is_found_after_the_file_has_gone(
    database: Database, library: ScenarioLibrary, tmp_path: Path
) -> None:
    sha = stored(database, library)
    before = library.current.scenarios[LADDER]
    (tmp_path / f"{LADDER}.md").unlink()
    library.reload()
    found = versions(library)
    with database.read() as db, counted(database) as seen:
        assert found.find(db.connection(), LADDER, sha) == before
        assert found.find(db.connection(), LADDER, sha) == before
    assert len(seen) == 1


def test_the_current_one_needs_no_database(
    database: Database, library: ScenarioLibrary, tmp_path: Path
) -> None:
    current = library.current.scenarios[LADDER]
    with database.read() as db, counted(database) as seen:
        assert versions(library).find(db.connection(), LADDER, current.version) is current
    assert not seen


def test_one_that_was_never_stored_is_not_there(
    database: Database, library: ScenarioLibrary, tmp_path: Path
) -> None:
    with database.read() as db:
        assert versions(library).find(db.connection(), LADDER, "0" * 64) is None


def test_one_that_cannot_be_read_any_more_is_said_to_be(
    database: Database, library: ScenarioLibrary, tmp_path: Path
) -> None:
    sha = stored(database, library)
    with database.write() as db:
        db.execute(update(SCENARIO_VERSION).values(source=b"Nothing."))
    (tmp_path / f"{LADDER}.md").unlink()
    library.reload()
    with database.read() as db, pytest.raises(Refused, match="another release"):
        versions(library).find(db.connection(), LADDER, sha)


def test_an_old_version_is_parsed_once_in_a_process(
    database: Database, library: ScenarioLibrary, tmp_path: Path
) -> None:
    """However many ask for it at the same moment, and whoever else reads it from the database."""
    sha = stored(database, library)
    (tmp_path / f"{LADDER}.md").unlink()
    library.reload()
    found = versions(library)

    def find(_number: int) -> Scenario | None:
        with database.read() as db:
            return found.find(db.connection(), LADDER, sha)

    with counted(database) as seen, ThreadPoolExecutor(8) as threads:
        scenarios = list(threads.map(find, range(16)))
    assert len(seen) == 1
    assert {id(scenario) for scenario in scenarios} == {id(read_stored(LADDER, SOURCE.encode()))}


def test_two_scenarios_of_the_same_words_keep_their_names(
    database: Database, library: ScenarioLibrary, tmp_path: Path
) -> None:
    (tmp_path / "another.md").write_text(SOURCE, encoding="utf-8")
    library.reload()
    sha = stored(database, library)
    for name in (LADDER, "another"):
        (tmp_path / f"{name}.md").unlink()
    library.reload()
    found = versions(library)
    with database.read() as db:
        names = [
            scenario.id
            for name in (LADDER, "another")
            if (scenario := found.find(db.connection(), name, sha))
        ]
    assert names == [LADDER, "another"]
