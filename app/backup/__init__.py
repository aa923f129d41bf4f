"""One backup format for both databases, so that a backup also moves a site from one to the other."""

from datetime import datetime
from pathlib import Path

from app import migrations
from app.backup.archive import BackupError as BackupError
from app.backup.archive import lines, verify, write
from app.backup.tables import Filler, empty, is_empty, snapshot, tables
from app.db import Database


def back_up(database: Database, file: Path, *, now: datetime) -> int:
    """Write everything, as it is at one moment, to `file`. Returns the number of rows."""
    header = {"schema": migrations.current(database), "made": now.isoformat()}
    with snapshot(database) as connection:
        return write(file, header, tables(connection))


def restore(database: Database, file: Path, *, replace: bool = False) -> int:
    """Fill the database from `file`. Raises `BackupError`, with nothing changed. Returns the number of rows."""
    count = verify(file, schema=migrations.current(database))
    with database.change() as connection:
        if replace:
            empty(connection)
        elif not is_empty(connection):
            raise BackupError(
                "The database holds something already. With --replace, that is lost to the backup."
            )
        filler = Filler(connection)
        for line in lines(file):
            filler.take(line)
        filler.finish()
    return count
