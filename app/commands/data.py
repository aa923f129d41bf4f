"""Commands that look after the database: its schema, its backups."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app import migrations
from app.backup import BackupError, back_up
from app.backup import restore as restore_from
from app.commands.terminal import fail, notes, open_current_database, open_database, read_settings

File = Annotated[Path, typer.Argument(help="The backup’s file.", dir_okay=False)]


def migrate() -> None:
    """Bring the database’s schema up to date."""
    with closing(open_database(read_settings())) as database:
        before = migrations.current(database)
        migrations.upgrade(database)
        notes.print(f"The database is at {migrations.current(database)}, and was at {before or 'nothing'}.")


def backup(file: File) -> None:
    """Write all that the database holds to FILE, while the site goes on.

    The file fits SQLite and PostgreSQL alike. It holds people’s data: only you may read it, so keep it so.
    """
    with closing(open_current_database(read_settings())) as database, _explained("Writing the backup"):
        rows = back_up(database, file, now=datetime.now(UTC))
    notes.print(f"{file} holds {rows:,} rows.")


def restore(
    file: File,
    replace: Annotated[bool, typer.Option("--replace", help="Give up what the database holds now.")] = False,
) -> None:
    """Fill the database from a backup: all of it, or nothing if anything is wrong."""
    with closing(open_database(read_settings())) as database, _explained("Restoring"):
        if not migrations.current(database):
            migrations.upgrade(database)
        rows = restore_from(database, file, replace=replace)
    notes.print(f"{rows:,} rows are back.")


@contextmanager
def _explained(doing: str) -> Iterator[None]:
    try:
        with notes.status(doing):
            yield
    except BackupError as error:
        fail(str(error), status=1)
