"""One backup format for both databases, so that a backup also moves a site from one to the other."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from app import migrations
from app.backup.archive import BackupError as BackupError
from app.backup.archive import lines, write
from app.backup.erased import erase_again, revived
from app.backup.events import changeable_events, put_before_all_others
from app.backup.layout import rows
from app.backup.older_schemas import of_this_release as of_this_release
from app.backup.tables import Filler, empty, is_empty, snapshot, tables
from app.db import Database
from app.db.file_wipe import mark_erased
from app.learners.actions.personal_data import NO_SLICES, Slices
from app.learners.erasure_record import Erased


def back_up(database: Database, file: Path, *, now: datetime) -> int:
    """Write everything but `LEFT_OUT`, as it is at one moment, to `file`. Returns the number of rows.

    Raises `BackupError` where the file cannot be written.
    """
    header = {"schema": migrations.current(database), "made": now.isoformat()}
    with snapshot(database) as connection:
        return write(file, header, tables(connection))


def check(file: Path, *, schema: str) -> int:
    """Read the whole file, without the site's database. Returns the number of rows.

    Raises `BackupError` at the first line that is not as it must be. Whether rows fit together (no two the same,
    none about a row that is not there) is known only once a database has them.
    """
    with of_this_release(file) as whole:
        return sum(row is not None for _, row in rows(whole, lines(whole, schema=schema)))


def would_return(file: Path, known: Collection[Erased], *, schema: str) -> list[Erased]:
    """Whom of the erased the backup would bring back. Raises `BackupError`."""
    with of_this_release(file) as whole:
        return revived(rows(whole, lines(whole, schema=schema)), known)


def restore(
    database: Database,
    file: Path,
    *,
    replace: bool = False,
    known: Collection[Erased] = (),
    again: Collection[Erased] = (),
    slices: Slices = NO_SLICES,
) -> int:
    """Fill the database from `file`. Raises `BackupError`, with nothing changed. Returns the number of rows.

    `known` are the erasures that the site goes on knowing of; those in `again` are carried out once more, with
    `slices` for what each keeps.
    """
    schema = migrations.current(database)
    with of_this_release(file) as whole:
        check(whole, schema=schema)
        return _restored(database, whole, schema, replace=replace, known=known, again=again, slices=slices)


def _restored(
    database: Database,
    file: Path,
    schema: str,
    *,
    replace: bool,
    known: Collection[Erased],
    again: Collection[Erased],
    slices: Slices,
) -> int:
    with database.write() as db:
        connection = db.connection()
        with changeable_events(connection):
            if replace:
                empty(connection)
            elif not is_empty(connection):
                raise BackupError(
                    "The database holds something already. With --replace, that is lost to the backup."
                )
            count = _filled(connection, file, schema)
            put_before_all_others(connection)
        erase_again(db, known, again, slices)
        mark_erased(connection)
    return count


def _filled(connection: Connection, file: Path, schema: str) -> int:
    filler = Filler(connection, file)
    for table, row in rows(file, lines(file, schema=schema)):
        filler.take(table, row)
    filler.finish()
    return filler.count
