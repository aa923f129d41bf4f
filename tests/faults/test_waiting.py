"""While somebody else holds the database, whoever reads is answered; whoever writes waits, and loses nothing."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import select, update

from app import migrations
from app.db import Database, engines
from app.main import create_app
from app.practice.attempts.models import CHOICE_TAKEN
from app.record.models import ATTEMPT
from app.settings import Settings
from app.web.site import site_of
from tests.faults.serving import LESSON, Visitor, served

PLAYERS = 8
HOLD = """
import sys
from app.db import sqlite_module
connection = sqlite_module().connect(sys.argv[1], isolation_level=None)
connection.execute("begin immediate")
print("held", flush=True)
sys.stdin.readline()
connection.execute("rollback")
"""
Hold = Callable[[Database], AbstractContextManager[None]]


@contextmanager
def another_process(database: Database) -> Iterator[None]:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL has no lock on the whole database")
    command = [sys.executable, "-c", HOLD, str(database.engine.url.database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        process.stdin.write("\n")
        process.stdin.flush()


@contextmanager
def a_thread_of_the_site(database: Database) -> Iterator[None]:
    """One that writes for as long as it is held; what it has written is locked on PostgreSQL."""
    with database.write() as db:
        db.execute(update(ATTEMPT).values(updated_at=ATTEMPT.c.updated_at))
        yield


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that on a busy machine nobody gives up before the test has looked."""
    monkeypatch.setattr(engines, "BUSY_SECONDS", 60.0)


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    return create_app(settings)


@pytest.mark.parametrize("hold", [another_process, a_thread_of_the_site])
def test_readers_are_answered_while_writers_wait(app: FastAPI, hold: Hold) -> None:
    database: Database = site_of(app).database
    with served(app) as port, ExitStack() as stack, ThreadPoolExecutor(PLAYERS) as threads:
        reader, *players = [stack.enter_context(closing(Visitor(port))) for _ in range(PLAYERS + 1)]
        for player in players:
            player.begin()
        with hold(database):
            said = [threads.submit(player.say) for player in players]
            assert [reader.get(path) for path in ("/livez", LESSON, "/livez", LESSON)] == [200] * 4
            assert not any(one.done() for one in said)
        assert [one.result() for one in said] == [(303, player.attempt) for player in players]
    kept = Database(site_of(app).settings.database_url)
    with kept.read() as db:
        assert len(db.execute(select(CHOICE_TAKEN.c.attempt_id)).all()) == PLAYERS
    kept.close()


def test_a_rollback_journal_shuts_nobody_out(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An older SQLite keeps readers out while somebody commits: they wait in a thread, and the loop goes on."""
    monkeypatch.setattr(engines, "wal_is_safe", lambda _version: False)
    file = tmp_path / "older.db"
    older = create_app(settings.model_copy(update={"database_url": f"sqlite:///{file}"}))
    migrations.upgrade(site_of(older).database)
    holder = engines.sqlite_module().connect(file, isolation_level=None, check_same_thread=False)
    with served(older) as port, ExitStack() as stack, ThreadPoolExecutor(1) as threads:
        reader, other = (stack.enter_context(closing(Visitor(port))) for _ in range(2))
        reader.begin()
        assert reader.get(LESSON) == 200
        holder.execute("begin exclusive")
        waits = threads.submit(reader.get, LESSON)
        assert [other.get("/livez") for _ in range(3)] == [200] * 3
        assert not waits.done()
        holder.execute("rollback")
        assert waits.result() == 200
    holder.close()
