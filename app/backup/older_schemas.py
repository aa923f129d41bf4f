"""Backups of older releases, made into ones of this release in a scratch database, as a site would be migrated."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, DateTime, MetaData, Table, text

from app import migrations
from app.backup.archive import BadBackup, header_of, lines, write
from app.backup.layout import rows
from app.backup.tables import Filler, snapshot, tables
from app.db import Database, UtcDateTime


@contextmanager
def of_this_release(file: Path) -> Iterator[Path]:
    """The backup itself, or one of this release made of it: for this block, in a folder that only its owner may read.

    Raises `BackupError`.
    """
    header = header_of(file)
    if header.get("schema") not in migrations.revisions()[:-1]:
        yield file
        return
    with TemporaryDirectory(prefix="fourchairs-") as folder:
        with closing(Database(f"sqlite:///{folder}/scratch.db")) as scratch:
            _fill(scratch, file, str(header["schema"]))
            made = Path(folder) / file.name
            with snapshot(scratch) as connection:
                write(made, {**header, "schema": migrations.head()}, tables(connection))
        yield made


def tables_there(connection: Connection) -> dict[str, Table]:
    """The database's tables by name, parents first, with moments as we read them."""
    metadata = MetaData()
    metadata.reflect(connection)
    for table in metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, DateTime):
                column.type = UtcDateTime()
    return {table.name: table for table in metadata.sorted_tables if table.name != "alembic_version"}


def _fill(scratch: Database, file: Path, schema: str) -> None:
    """Rows may point to later ones until all are there."""
    with scratch.write() as db:
        connection = db.connection()
        migrations.upgrade_on(connection, schema)
        connection.execute(text("pragma defer_foreign_keys = on"))
        filler = Filler(connection, file)
        for table, row in rows(file, lines(file, schema=schema), tables_there(connection)):
            filler.take(table, row)
        filler.finish()
        astray = connection.execute(text("pragma foreign_key_check")).first()
        if astray is not None:
            raise BadBackup(file, f"holds a row of “{astray[0]}” that is about a row that is not there")
        migrations.upgrade_on(connection)
