"""`fourchairs migrate` and `fourchairs backup`."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app import migrations
from app.backup import BackupError, back_up
from app.commands.database import open_current_database, open_database
from app.commands.terminal import fail, notes, read_settings

File = Annotated[Path, typer.Argument(help="The backup’s file.", dir_okay=False)]


def migrate() -> None:
    """Bring the database’s schema up to date."""
    with closing(open_database(read_settings())) as database:
        before = migrations.current(database)
        migrations.upgrade(database, tell=notes.print)
        notes.print(f"The database is at {migrations.current(database)}, and was at {before or 'nothing'}.")


def backup(file: File) -> None:
    """Write what the database holds to FILE, while the site goes on: all but who is signed in, and links for passwords.

    The file fits SQLite and PostgreSQL alike. It holds people’s data, also of those who are erased later: only you
    may read it, so keep it so, and no longer than you need it.
    """
    with closing(open_current_database(read_settings())) as database, notes.status("Writing the backup"):
        try:
            rows = back_up(database, file, now=datetime.now(UTC))
        except BackupError as error:
            fail(str(error), status=1)
    notes.print(f"{file} holds {rows:,} rows.")
