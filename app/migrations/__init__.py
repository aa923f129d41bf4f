"""The schema's history, and how far a database is along it.

Alembic is only loaded where there is something to do: it would be a seventh of a worker's memory and of the
time it takes to start.
"""

import importlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, inspect, text

from app.db import Database
from app.db.file_wipe import mark_clean
from app.resources import MIGRATIONS


def silence(_line: str) -> None:
    """Say nothing."""


def upgrade(database: Database, *, tell: Callable[[str], None] = silence) -> None:
    """Bring the schema up to date, in one transaction that no second process can enter.

    `tell` is given a line at a time where there is much to do.
    """
    before = current(database)
    if before != head():
        with database.change() as connection:
            upgrade_on(connection, tell=tell)
            if not before:
                mark_clean(connection)


def upgrade_on(
    connection: Connection, revision: str = "head", *, tell: Callable[[str], None] = silence
) -> None:
    """Bring it to this revision inside a transaction of the caller’s."""
    config = alembic_config()
    config.attributes.update(connection=connection, tell=tell)
    importlib.import_module("alembic.command").upgrade(config, revision)


def withdraw(database: Database) -> None:
    """Take away the tables of a database that was just made and is not to be."""
    tables = importlib.import_module("app.migrations.tables")
    with database.change() as connection:
        tables.metadata.drop_all(connection)
        connection.execute(text("drop table if exists alembic_version"))


def head() -> str:
    """The newest revision that this program knows."""
    return revisions()[-1]


def revisions() -> list[str]:
    """The oldest first: files are named <revision>_<what>.py, in order."""
    return sorted(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def current(database: Database) -> str:
    """The revision the database is at; empty where it was never migrated."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return str(connection.scalar(text("select version_num from alembic_version")) or "")


def alembic_config() -> Any:
    config = importlib.import_module("alembic.config").Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config
