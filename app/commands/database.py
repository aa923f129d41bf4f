"""The database as commands open it."""

from app import migrations
from app.commands.terminal import fail, notes
from app.db import Database
from app.settings import Settings


def open_database(settings: Settings) -> Database:
    """The database; an SQLite’s folder and file are made where there are none, the file for nobody else to read.

    SQLite gives the files beside it the same mode. One that is there keeps what its admin gave it.
    """
    if settings.is_sqlite:
        file = settings.sqlite_file
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if not file.exists():
                file.touch(mode=0o600)
        except OSError as error:
            fail(f"DATABASE_URL: {file} cannot be used: {error.strerror}")
    return Database.from_settings(settings)


def open_current_database(settings: Settings) -> Database:
    """With the schema of this program: SQLite is brought there, PostgreSQL is left to `fourchairs migrate`."""
    database = open_database(settings)
    if database.is_sqlite:
        migrations.upgrade(database, tell=notes.print)
    elif migrations.current(database) != migrations.head():
        fail("The database’s schema is not this program’s. Run: fourchairs migrate", status=1)
    return database
