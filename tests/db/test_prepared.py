"""Selects whose form is kept: the same rows as SQLAlchemy gives, heard by whoever listens, faults included."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, bindparam, select, text
from sqlalchemy.exc import DBAPIError

from app.db import Database, Prepared, UtcDateTime
from app.learners.actions.sessions import new_subject
from app.learners.models import SUBJECT
from tests.databases import FreshDatabases
from tests.loops import in_a_loop
from tests.queries import counted

SEEN = datetime(2026, 3, 29, 2, 30, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
S = SUBJECT.c
SELECT = select(S.id, S.seen_at, S.merged_into, bindparam("more", type_=UtcDateTime)).where(
    S.id == bindparam("subject"), S.seen_at <= bindparam("now", type_=UtcDateTime)
)


def asked(subject: str, now: datetime = SEEN) -> dict[str, object]:
    return {"subject": subject, "now": now, "more": SEEN}


def somebody(database: Database) -> str:
    with database.write() as db:
        return new_subject(db, SEEN)


def test_it_gives_what_sqlalchemy_gives(database: Database) -> None:
    subject, prepared = somebody(database), Prepared(SELECT)
    for now in (SEEN, SEEN + timedelta(microseconds=1), SEEN - timedelta(microseconds=1)):
        with database.look() as connection:
            row = prepared.first(connection, asked(subject, now))
            assert (row and tuple(row)) == connection.execute(SELECT, asked(subject, now)).first()


def test_moments_come_back_in_utc(database: Database) -> None:
    with database.look() as connection:
        row = Prepared(SELECT).first(connection, asked(somebody(database)))
    assert row is not None
    assert row[1] == SEEN
    assert row[1].tzinfo is UTC


def test_one_form_serves_both_databases(databases: FreshDatabases) -> None:
    prepared = Prepared(SELECT)
    for kind in ("sqlite", "postgresql") * 2:
        with databases.fresh(kind) as url:
            database = Database(url)
            subject = somebody(database)
            with database.look() as connection:
                row = prepared.first(connection, asked(subject))
            database.close()
            assert row is not None
            assert row[0] == subject


def test_whoever_listens_hears_it(database: Database) -> None:
    """Through a connection that the loop has kept open from before, too."""
    prepared, subject = Prepared(SELECT), somebody(database)

    def ask(connection: Connection) -> object:
        return prepared.first(connection, asked(subject))

    async def twice() -> list[str]:
        await database.glance(ask)
        with counted(database) as statements:
            await database.glance(ask)
        return statements

    assert len(in_a_loop(twice())) == 1


def test_a_fault_is_reported_as_sqlalchemy_reports_it(database: Database) -> None:
    with database.write() as db:
        db.execute(text("alter table subject rename to elsewhere"))
    with database.look() as connection, pytest.raises(DBAPIError) as fault:
        Prepared(SELECT).first(connection, asked("a private word"))
    assert "a private word" not in str(fault.value)


def test_a_loop_whose_connection_failed_opens_another(database: Database) -> None:
    prepared, subject = Prepared(SELECT), somebody(database)

    def breaks(_connection: Connection) -> object:
        raise LookupError

    async def after_a_fault() -> object:
        with pytest.raises(LookupError):
            await database.glance(breaks)
        return await database.glance(lambda connection: prepared.first(connection, asked(subject)))

    assert in_a_loop(after_a_fault())
