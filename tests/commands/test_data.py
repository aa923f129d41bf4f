"""Commands for the database say what they did, and what stands in the way."""

from pathlib import Path

import pytest
from sqlalchemy import text

from app import migrations
from app.db import Database
from tests.commands.conftest import Run
from tests.rows import content, fill, restored


def test_a_backup_goes_there_and_back(run: Run, database_url: str, tmp_path: Path) -> None:
    file = str(tmp_path / "site.backup")
    database = Database(database_url)
    fill(database)
    before = content(database)
    assert "rows" in run("backup", file, DATABASE_URL=database_url).stderr
    refused = run("restore", file, DATABASE_URL=database_url)
    assert refused.exit_code == 1
    assert "--replace" in refused.stderr
    assert run("restore", file, "--replace", "--keep-erased", DATABASE_URL=database_url).exit_code == 0
    assert content(database) == restored(before)
    database.close()


def test_restore_makes_the_database_it_needs(run: Run, database_url: str, tmp_path: Path) -> None:
    file, new = str(tmp_path / "site.backup"), f"sqlite:///{tmp_path}/new/site.db"
    assert run("backup", file, DATABASE_URL=database_url).exit_code == 0
    assert run("restore", file, DATABASE_URL=new).exit_code == 0


def test_restoring_nothing(run: Run, tmp_path: Path) -> None:
    result = run("restore", str(tmp_path / "nowhere"))
    assert result.exit_code == 1
    assert "cannot be read: No such file" in result.stderr


def test_migrate_says_where_it_was(run: Run) -> None:
    assert "was at nothing" in run("migrate").stderr
    assert "was at 0" in run("migrate").stderr


@pytest.mark.parametrize(
    "command", [["migrate"], ["backup", "x"], ["restore", "x"], ["demo"], ["worker"], ["serve"]]
)
def test_what_a_newer_release_has_migrated_is_left_to_it(
    run: Run, database: Database, database_url: str, command: list[str], tmp_path: Path
) -> None:
    file = str(tmp_path / "site.backup")
    assert run("backup", file, DATABASE_URL=database_url).exit_code == 0
    with database.change() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    result = run(*[file if word == "x" else word for word in command], DATABASE_URL=database_url)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "newer Four Chairs" in result.stderr
    assert migrations.current(database) == "9999"


def test_faulty_settings_are_named_all_at_once(run: Run) -> None:
    result = run(
        "serve", PORT="99999", LOG_LEVEL="loud", DATABASE_URL="mysql://x", TRUSTED_PROXIES="everybody"
    )
    assert result.exit_code == 2
    assert all(name in result.stderr for name in ("PORT", "LOG_LEVEL", "DATABASE_URL", "TRUSTED_PROXIES"))


def test_a_demo_says_what_it_has_made_and_how_to_sign_in(run: Run, database_url: str) -> None:
    result = run("demo", "--learners", "5", DATABASE_URL=database_url)
    assert result.exit_code == 0
    assert "admin@demo.example" in result.stderr
    assert (
        "Made 5 people with up to half a year of history, and two groups in three workplaces."
        in result.stderr
    )
    assert "A list for “Service desk, spring” waits to be reviewed, for a day." in result.stderr
    again = run("demo", DATABASE_URL=database_url)
    assert again.exit_code == 1
    assert "DATABASE_URL=" in again.stderr
