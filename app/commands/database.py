"""The database as commands open it."""

from contextlib import ExitStack

from app import migrations
from app.commands.terminal import fail, notes
from app.db import Database
from app.settings import Settings


def open_database(settings: Settings) -> Database:
    """The database; an SQLite’s folder and file are made where there are none, the file for nobody else to read.

    SQLite gives the files beside it the same mode. One that is there keeps what its admin gave it. One that a newer
    release has migrated is refused.
    """
    if settings.is_sqlite:
        file = settings.sqlite_file
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if not file.exists():
                file.touch(mode=0o600)
        except OSError as error:
            fail(f"DATABASE_URL: {file} cannot be used: {error.strerror}")
    database = Database.from_settings(settings)
    with ExitStack() as unless_known:
        unless_known.callback(database.close)
        _require_known(migrations.current(database))
        unless_known.pop_all()
    return database


def _require_known(schema: str) -> None:
    if schema not in {"", *migrations.revisions()}:
        fail(
            f"The database has schema {schema}, and this program knows none after {migrations.head()}. "
            "It was migrated by a newer Four Chairs, which has to go on with it. Nothing was changed.",
            status=1,
        )


def open_current_database(settings: Settings) -> Database:
    """With the schema of this program: SQLite is brought there, PostgreSQL is left to `fourchairs migrate`."""
    database = open_database(settings)
    if database.is_sqlite:
        migrations.upgrade(database, tell=notes.print)
    elif migrations.current(database) != migrations.head():
        fail("The database’s schema is not this program’s. Run: fourchairs migrate", status=1)
    return database
