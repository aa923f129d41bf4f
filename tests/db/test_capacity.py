"""A site that could ask PostgreSQL for more connections than it has is told so at start, with the numbers."""

import pytest
from sqlalchemy import text

from app.db import Database
from app.db.capacity import require_connections
from app.settings import Settings, SettingsError


def test_as_many_as_there_are_is_fine_and_one_more_is_not(database: Database, settings: Settings) -> None:
    if database.is_sqlite:
        require_connections(database, settings.model_copy(update={"database_connections": 1000}))
        return
    with database.read() as db:
        most, reserved = (
            int(db.scalar(text(f"show {name}")))
            for name in ("max_connections", "superuser_reserved_connections")
        )
    free = most - reserved
    require_connections(database, settings.model_copy(update={"database_connections": free}))
    too_many = settings.model_copy(update={"database_connections": free // 2 + 1, "workers": 2})
    with pytest.raises(SettingsError) as caught:
        require_connections(database, too_many)
    for number in (f"2 × {free // 2 + 1}", str(2 * (free // 2 + 1)), f"has {free}", f"is {most}"):
        assert number in str(caught.value)


def test_a_site_gives_nothing_on_postgresql_more_time_than_it_has(settings: Settings) -> None:
    database = Database.of_site(settings)
    if not database.is_sqlite:
        names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
        with database.read() as db:
            assert [db.scalar(text(f"show {name}")) for name in names] == ["30s", "5s", "1min"]
    database.close()


def test_a_connection_that_the_server_has_ended_is_not_handed_out(database: Database) -> None:
    if database.is_sqlite:
        return
    with database.read() as db:
        number = db.scalar(text("select pg_backend_pid()"))
    other = Database(database.engine.url.render_as_string(hide_password=False))
    with other.write() as db:
        db.execute(text("select pg_terminate_backend(:number, 5000)"), {"number": number})
    other.close()
    with database.look() as connection:
        assert connection.scalar(text("select pg_backend_pid()")) != number
