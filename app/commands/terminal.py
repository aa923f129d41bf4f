"""How every command speaks: results to stdout, everything else to stderr, faults without a traceback."""

from typing import NoReturn

import typer
from rich.console import Console

from app import migrations
from app.db import Database
from app.settings import Settings, SettingsError

USAGE = 2

notes = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)


def fail(message: str, *, status: int = USAGE) -> NoReturn:
    notes.print(message)
    raise typer.Exit(status)


def read_settings(*, needs_secret: bool = False, **given: object) -> Settings:
    """The settings, with what the command line said in the place of the environment's word."""
    said = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings.read(needs_secret=needs_secret, **said)
    except SettingsError as error:
        fail(f"The settings need a look:\n{error}")


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
