"""A backup holds everything as it was at one moment, and comes back on either database or not at all."""

import gzip
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError

from app.backup import BackupError, back_up, restore
from app.backup.layout import LEFT_OUT
from app.db import Database
from app.events.models import EVENT
from app.learners.actions.sessions import new_subject, open_session
from app.learners.models import BrowserSession, Learner, Subject
from app.migrations.tables import metadata
from tests.backup.files import sealed
from tests.databases import FreshDatabases
from tests.rows import content, fill, restored

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, databases: FreshDatabases) -> Iterator[Database]:
    with databases.fresh(request.param) as url:
        database = Database(url)
        yield database
        database.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "site.backup"


def test_everything_comes_back_on_either_database(database: Database, other: Database, file: Path) -> None:
    fill(database)
    rows = back_up(database, file, now=NOW)
    assert restore(other, file) == rows
    assert content(other) == restored(content(database))


def test_nobody_is_signed_in_by_a_backup(database: Database, other: Database, file: Path) -> None:
    """Neither by one that leaves sessions out, nor by one that holds them all the same."""
    fill(database)
    back_up(database, file, now=NOW)
    lines = gzip.decompress(file.read_bytes()).splitlines()[:-1]
    session = {"table": "browser_session", "columns": list(BrowserSession.__table__.columns.keys())}
    row = ["somebody", "a" * 64, "Firefox", NOW.isoformat(), NOW.isoformat()]
    file.write_bytes(sealed([*map(json.loads, lines), session, row]))
    restore(other, file)
    assert content(other)["browser_session"] == []
    tokens = {table.name for table in metadata.sorted_tables if "token_hash" in table.columns}
    assert tokens <= LEFT_OUT


def test_only_its_owner_may_read_it(database: Database, file: Path) -> None:
    back_up(database, file, now=NOW)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_database_with_something_in_it_is_left_alone(database: Database, file: Path) -> None:
    back_up(database, file, now=NOW)
    fill(database)
    before = content(database)
    with pytest.raises(BackupError, match="holds something already"):
        restore(database, file)
    assert content(database) == before


def test_replace_gives_up_what_was_there(database: Database, other: Database, file: Path) -> None:
    fill(database)
    back_up(database, file, now=NOW)
    with other.write() as db:
        open_session(db, subject_id=new_subject(db, NOW), now=NOW)
    restore(other, file, replace=True)
    assert content(other) == restored(content(database))


def damaged(data: bytes) -> Iterator[bytes]:
    step = max(1, len(data) // 40)
    for place in range(0, len(data), step):
        yield data[:place]
        yield data[:place] + bytes([data[place] ^ 0x41]) + data[place + 1 :]
    yield gzip.compress(b"")
    yield gzip.compress(b"[]\n")
    yield gzip.compress(gzip.decompress(data).replace("“2”".encode(), "“9”".encode(), 1))
    yield gzip.compress(b"".join(gzip.decompress(data).splitlines(keepends=True)[:-1]))


def test_a_damaged_file_changes_nothing(database: Database, file: Path) -> None:
    fill(database)
    back_up(database, file, now=NOW)
    before, data = content(database), file.read_bytes()
    harmless = 10  # gzip's header says when and where it was made, which nothing checks
    for number, broken in enumerate(damaged(data)):
        file.write_bytes(broken)
        if broken[harmless:] == data[harmless:]:
            continue
        with pytest.raises(BackupError, match=r"Nothing was changed\."):
            restore(database, file, replace=True)
        assert content(database) == before, number


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ({"fourchairs": "backup", "format": 1, "schema": "0000"}, "has schema 0000"),
        ({"fourchairs": "backup", "format": 1, "schema": 4}, "has schema 4"),
        ({"fourchairs": "backup", "format": 1}, "has schema None"),
        ({"fourchairs": "backup", "format": 1, "schema": "9999"}, "made by a newer Four Chairs"),
        ({"fourchairs": "backup", "format": 99}, "made by a newer Four Chairs"),
        ({"fourchairs": "backup", "format": "1"}, "in which format"),
        ({"fourchairs": "backup", "format": True}, "in which format"),
        ([["fourchairs", "backup"]], "is no backup of Four Chairs"),
        ({"something": "else"}, "is no backup of Four Chairs"),
    ],
)
def test_a_backup_that_does_not_fit_says_so(
    database: Database, file: Path, header: object, words: str
) -> None:
    file.write_bytes(gzip.compress(json.dumps(header).encode() + b"\n"))
    with pytest.raises(BackupError, match=words):
        restore(database, file)


def test_a_file_that_cannot_be_written_leaves_the_last_one(database: Database, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="cannot be written"):
        back_up(database, tmp_path / "no-such-folder" / "site.backup", now=NOW)
    (tmp_path / "taken").mkdir()
    with pytest.raises(BackupError, match="cannot be written"):
        back_up(database, tmp_path / "taken", now=NOW)
    assert [path.name for path in tmp_path.iterdir() if path.name != "cache"] == ["taken"]


def test_a_failure_half_way_restores_nothing(database: Database, file: Path) -> None:
    fill(database)
    back_up(database, file, now=NOW)
    before = content(database)
    with database.write() as db:
        db.execute(text("drop table taken_back"))
    with pytest.raises(Exception, match="taken_back"):
        restore(database, file, replace=True)
    with database.read() as db:
        assert {tuple(row) for row in db.execute(select(Subject.__table__))} == set(before["subject"])


def test_it_is_one_moment_while_others_write(database: Database, other: Database, file: Path) -> None:
    """Writers add a subject and its account in one transaction, so every moment has as many of each."""
    stop, written = threading.Event(), [0, 0]

    def write(mine: int) -> None:
        while not stop.is_set():
            with database.write() as db:
                me = f"{mine}-{written[mine]}@example.org"
                db.add(
                    Learner(
                        subject_id=new_subject(db, NOW), email=me, name="", password_hash="", created_at=NOW
                    )
                )
            written[mine] += 1

    with database.write() as db:
        db.execute(
            insert(Subject), [{"id": f"{n:026}", "created_at": NOW, "seen_at": NOW} for n in range(1500)]
        )
    writers = [threading.Thread(target=write, args=(n,)) for n in range(2)]
    for writer in writers:
        writer.start()
    for _ in range(3):
        before = sum(written)
        back_up(database, file, now=NOW)
        after = sum(written)
        restore(other, file, replace=True)
        subjects, accounts = counted(other)
        assert subjects - 1500 == accounts
        assert before <= accounts <= after + 2
    stop.set()
    for writer in writers:
        writer.join()


def counted(database: Database) -> tuple[int, int]:
    with database.read() as db:
        subjects = db.scalar(select(func.count()).select_from(Subject)) or 0
        return subjects, db.scalar(select(func.count()).select_from(Learner)) or 0


def test_what_happens_after_a_restore_comes_after_what_was_restored(
    database: Database, other: Database, file: Path
) -> None:
    fill(database)
    back_up(database, file, now=NOW)
    restore(other, file)
    with other.write() as db:
        db.execute(insert(EVENT).values(id="new", kind="k", facts="{}", at=NOW))
    with other.read() as db:
        last = select(EVENT.c.id).order_by(EVENT.c.transaction.desc(), EVENT.c.id.desc()).limit(1)
        assert db.scalar(last) == "new"
    with pytest.raises(DBAPIError, match="never changed"), other.write() as db:
        db.execute(EVENT.delete())
