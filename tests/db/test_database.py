"""The database: transactions that are durable when they end, and a journal that loses nothing."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from app.db import Database, engines, journal_mode, upsert, wal_is_safe
from app.learners.models import RateLimit, Subject
from tests.loops import in_a_loop

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_the_write_ahead_log_only_where_its_bug_is_fixed(version: tuple[int, int, int], safe: bool) -> None:
    assert wal_is_safe(version) is safe


def test_an_older_sqlite_keeps_a_rollback_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "wal_is_safe", lambda _version: False)
    database = Database(f"sqlite:///{tmp_path}/old.db")
    with database.read() as db:
        assert journal_mode() == db.scalar(text("pragma journal_mode")) == "delete"
    database.close()


def test_sqlite_is_set_up_for_keeping(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/site.db")
    with database.read() as db:
        assert db.scalar(text("pragma synchronous")) == 2
        assert db.scalar(text("pragma foreign_keys")) == 1
    database.close()


def test_a_write_is_there_when_it_is_left(database: Database) -> None:
    with database.write() as db:
        db.execute(insert(Subject).values(id="one", created_at=NOW, seen_at=NOW))
    with database.read() as db:
        assert len(db.execute(select(Subject.id)).all()) == 1


def test_a_write_that_fails_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.write() as db:
            db.execute(insert(Subject).values(id="one", created_at=NOW, seen_at=NOW))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.read() as db:
        assert db.execute(select(Subject.id)).all() == []
    with database.write() as db:
        assert db.execute(select(Subject.id)).all() == []


def test_writers_queue_and_none_is_lost(database: Database) -> None:
    key = {"key": "k", "window": 1}
    with database.write() as db:
        db.execute(insert(RateLimit).values(**key, count=0, ends_at=NOW))
    start = threading.Barrier(8)

    def add(_: int) -> None:
        start.wait()
        for _ in range(10):
            with database.write() as db:
                row = db.get_one(RateLimit, ("k", 1), with_for_update=True)
                row.count += 1

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(8)))
    with database.read() as db:
        assert db.get_one(RateLimit, ("k", 1)).count == 80


def test_upsert_inserts_or_updates_or_leaves_alone(database: Database) -> None:
    table = SQLModel.metadata.tables["rate_limit"]
    values = {"key": "k", "window": 1, "count": 1, "ends_at": NOW}
    counts, told = [], []
    for count, update in ((1, ["count"]), (2, ["count"]), (3, [])):
        with database.write() as db:
            told.append(upsert(db, table, {**values, "count": count}, key=["key", "window"], update=update))
            counts.append(db.scalar(select(RateLimit.count)))
    assert counts == [1, 2, 2]
    assert told == [True, True, False]


def test_upsert_says_that_it_inserted(database: Database) -> None:
    table = SQLModel.metadata.tables["rate_limit"]
    row = {"key": "k", "window": 1, "count": 1, "ends_at": NOW}
    with database.write() as db:
        assert [upsert(db, table, row, key=["key", "window"]) for _ in range(2)] == [True, False]


def test_moments_come_back_in_utc(database: Database) -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))
    with database.write() as db:
        db.execute(insert(Subject).values(id="one", created_at=elsewhere, seen_at=elsewhere))
    with database.read() as db:
        (created,) = db.execute(select(Subject.created_at)).one()
    assert created == NOW
    assert created.utcoffset() == timedelta(0)


def test_jobs_of_one_moment_are_kept_together_and_fail_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/site.db")
    with database.write() as db:
        db.execute(text("create table thing (number int primary key)"))
    commits = []
    event.listen(database.writes, "commit", commits.append)

    def job(number: int) -> Callable[[Connection], int]:
        def insert_it(connection: Connection) -> int:
            connection.execute(text("insert into thing values (:number)"), {"number": number})
            if number % 3 == 0:
                raise ZeroDivisionError
            return number

        return insert_it

    async def all_at_once() -> list[int | BaseException]:
        return await asyncio.gather(*(database.together(job(n)) for n in range(9)), return_exceptions=True)

    outcomes = in_a_loop(all_at_once())
    assert [type(one) for one in outcomes] == [ZeroDivisionError, int, int] * 3
    with database.read() as db:
        assert db.scalars(text("select number from thing order by 1")).all() == [1, 2, 4, 5, 7, 8]
    assert len(commits) == 1
    database.close()


def test_a_commit_that_fails_is_heard_by_all_who_waited(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/site.db")
    with database.write() as db:
        db.execute(text("create table parent (id int primary key)"))
        db.execute(text("create table child (id int references parent (id) deferrable initially deferred)"))

    async def orphan_and_other() -> list[BaseException | None]:
        statements = ["insert into child values (1)", "insert into parent values (2)"]
        jobs = [
            database.together(lambda connection, s=s: connection.execute(text(s)) and None)
            for s in statements
        ]
        return await asyncio.gather(*jobs, return_exceptions=True)

    assert [type(one) for one in in_a_loop(orphan_and_other())] == [IntegrityError] * 2
    with database.read() as db:
        assert db.scalars(text("select id from parent")).all() == []
    database.close()
