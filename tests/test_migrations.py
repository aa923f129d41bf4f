"""The schema in the migrations is the one in the models, and a migration that is killed was never there."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from app import migrations
from app.db import Database
from app.migrations.tables import metadata
from tests.databases import FreshDatabases

pytestmark = pytest.mark.soak

ROOT = Path(__file__).parents[1]
ROUNDS = 20 if "SOAK" in os.environ else 2


def test_the_migrations_make_what_the_models_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_revision_is_alembics_head() -> None:
    assert ScriptDirectory.from_config(migrations.alembic_config()).get_heads() == [migrations.head()]


def test_a_server_that_has_nothing_to_migrate_leaves_alembic_out(database_url: str) -> None:
    code = "import sys, app.main, app.cli; from app import migrations; from app.db import Database\n"
    code += "migrations.upgrade(Database(sys.argv[1])); print([m for m in sys.modules if m in ('alembic', 'zxcvbn')])"
    command = [sys.executable, "-c", code, database_url]
    assert (
        subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_migrating_twice_changes_nothing(database: Database) -> None:
    migrations.upgrade(database)
    assert migrations.current(database) == migrations.head()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, databases: FreshDatabases) -> Iterator[str]:
    with databases.fresh(request.param, migrated=False) as url:
        yield url


def test_a_killed_migration_is_all_or_nothing(empty_url: str) -> None:
    """Killed at any moment: the schema is not begun or complete, and running it again completes it."""
    chance = random.Random(7)
    took = migrate(empty_url)
    for _ in range(ROUNDS):
        empty(empty_url)
        migrate(empty_url, kill_after=chance.uniform(took * 0.4, took))
        assert tables(empty_url) in (set(), set(metadata.tables))
        migrate(empty_url)
        assert tables(empty_url) == set(metadata.tables)


def migrate(url: str, *, kill_after: float | None = None) -> float:
    """How long it took, in seconds."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "app", "migrate"]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, stderr=subprocess.DEVNULL
    )
    if kill_after is not None:
        time.sleep(kill_after)
        process.send_signal(signal.SIGKILL)
    process.wait()
    return time.monotonic() - begun


def tables(url: str) -> set[str]:
    database = Database(url)
    with database.engine.connect() as connection:
        found = set(inspect(connection).get_table_names()) - {"alembic_version"}
    database.close()
    return found


def empty(url: str) -> None:
    database = Database(url)
    with database.engine.begin() as connection:
        metadata.drop_all(connection)
        connection.exec_driver_sql("drop table if exists alembic_version")
    database.close()
