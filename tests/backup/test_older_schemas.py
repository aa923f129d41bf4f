"""A backup that an older release made comes back as its site would be, had it been migrated."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app import migrations
from app.backup import BackupError, back_up, restore
from app.backup.archive import write
from app.backup.events import changeable_events, put_before_all_others
from app.backup.layout import kept_tables
from app.backup.older_schemas import tables_there
from app.backup.values import plain
from app.db import Database
from tests import old_schemas
from tests.backup.files import cell, opened, sealed
from tests.rows import START, content

SCHEMAS = migrations.revisions()[:-1]
EVENTS_SINCE = "0008"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/old.db")
    yield database
    database.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "site.backup"


def old_backup(site: Database, schema: str, file: Path) -> None:
    """As every release wrote it: all tables there were."""
    old_schemas.make(site, schema)
    old_schemas.fill(site)
    with site.read() as db:
        lines = []
        for table in tables_there(db.connection()).values():
            lines.append({"table": table.name, "columns": [column.name for column in table.columns]})
            lines += [[plain(value) for value in row] for row in db.execute(select(table))]
    write(file, {"schema": schema, "made": START.isoformat()}, lines)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_it_is_what_the_site_is_after_migrating(
    site: Database, database: Database, file: Path, schema: str
) -> None:
    old_backup(site, schema, file)
    restore(database, file)
    migrations.upgrade(site)
    with site.change() as connection, changeable_events(connection):
        if schema >= EVENTS_SINCE:
            put_before_all_others(connection)
    found, expected = content(database), content(site)
    names = [table.name for table in kept_tables()]
    assert {name: found[name] for name in names} == {name: expected[name] for name in names}
    assert not found["browser_session"]


def test_rows_that_do_not_fit_together_change_nothing(site: Database, database: Database, file: Path) -> None:
    old_backup(site, "0004", file)
    before, lines = content(database), opened(file)
    cell(lines, "kept_phrase", "subject_id", 99)
    file.write_bytes(sealed(lines))
    with pytest.raises(BackupError, match="“kept_phrase” that is about a row that is not there"):
        restore(database, file)
    assert content(database) == before


def test_one_of_a_newer_release_is_not_guessed_at(database: Database, file: Path) -> None:
    back_up(database, file, now=START)
    lines = opened(file)
    lines[0]["schema"] = "9999"
    file.write_bytes(sealed(lines))
    with pytest.raises(BackupError, match="newer Four Chairs"):
        restore(database, file)
    with database.read() as db:
        assert db.execute(text("select count(*) from subject")).scalar_one() == 0
