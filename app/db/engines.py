"""Connections: how they are opened, how many there may be, and how long they wait.

Of each database there is an engine for transactions that read, one for those that write (on PostgreSQL the same),
and one that opens no transaction, for a single statement. They share one pool; the event loop's glances at SQLite
have one of their own.
"""

import importlib
import select
import time
from types import ModuleType
from typing import Any, NamedTuple

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError

BUSY_SECONDS = 5.0
"""The longest wait: on SQLite for other processes and a turn to write, on PostgreSQL for a connection and a lock."""
STATEMENT_SECONDS = 30.0
IDLE_SECONDS = 60.0  # in a transaction
CONNECT_SECONDS = 5
POOL_SIZE = 20  # where no setting says how many connections there may be
TRUSTED_SECONDS = 30.0  # since its last use, a connection is taken for a good one
NO_TRANSACTION = "AUTOCOMMIT"


class Engines(NamedTuple):
    """`glances` are SQLite's, for the event loop: they give up where they would wait."""

    reads: Engine
    writes: Engine
    looks: Engine
    glances: Engine | None = None

    def dispose(self) -> None:
        self.reads.dispose()
        if self.glances:
            self.glances.dispose()


def sqlite_module() -> ModuleType:
    """The SQLite of every connection of this process: the wheel's where it is installed, else Python's own."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3.dbapi2")


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite has the fix of the WAL-reset bug (3.51.3; 3.50.7 and 3.44.6 carry it back).

    Source: sqlite.org/wal.html, “The WAL-reset bug”.
    """
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def journal_mode() -> str:
    return "wal" if wal_is_safe(sqlite_module().sqlite_version_info) else "delete"


def sqlite_engines(url: str) -> Engines:
    """With a rollback journal whoever commits shuts readers out, so there the loop does not read at all."""
    reads = _sqlite_engine(url, wait=BUSY_SECONDS)
    looks = create_engine(reads.url, module=sqlite_module(), pool=reads.pool, hide_parameters=True)
    writes = create_engine(reads.url, module=sqlite_module(), pool=reads.pool, hide_parameters=True)
    glances = _begin_with(_sqlite_engine(url, wait=0), "") if journal_mode() == "wal" else None
    return Engines(
        _begin_with(reads, "begin"),
        _begin_with(writes, "begin immediate"),
        _begin_with(looks, ""),
        glances,
    )


def postgres_engines(url: str, connections: int) -> Engines:
    """At most `connections` at a time; who waits longer than `BUSY_SECONDS` for one gets `TimeoutError`."""
    reads = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        hide_parameters=True,
        connect_args={"connect_timeout": CONNECT_SECONDS},
    )
    event.listen(reads, "checkin", _note_time)
    event.listen(reads, "checkout", _ask_when_in_doubt)
    return Engines(reads, reads, reads.execution_options(isolation_level=NO_TRANSACTION))


def limit_times(engines: Engines) -> None:
    """For a site, where somebody waits: no statement, lock or forgotten transaction holds others up for long.

    Commands that migrate, back up or restore take the time they need.
    """
    event.listen(engines.reads, "connect", _set_limits)


def _sqlite_engine(url: str, *, wait: float) -> Engine:
    """There are about as many connections in use as threads at work, so the pool itself needs no bound."""
    engine = create_engine(
        url,
        module=sqlite_module(),
        connect_args={"timeout": wait, "isolation_level": None, "check_same_thread": False},
        pool_size=POOL_SIZE,
        max_overflow=-1,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _begin_with(engine: Engine, statement: str) -> Engine:
    """By the dialect and not by an event: listeners on an engine cost every statement a twentieth of its time."""

    def begin(connection: Any) -> None:
        if statement:
            connection.cursor().execute(statement)

    engine.dialect.do_begin = begin  # type: ignore[assignment, method-assign]
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    settings = (f"journal_mode={journal_mode()}", "synchronous=full", "foreign_keys=on", "secure_delete=on")
    for pragma in settings:
        connection.execute(f"pragma {pragma}")


def _set_limits(connection: Any, _record: object) -> None:
    limits = {
        "statement_timeout": STATEMENT_SECONDS,
        "lock_timeout": BUSY_SECONDS,
        "idle_in_transaction_session_timeout": IDLE_SECONDS,
    }
    for name, seconds in limits.items():
        connection.execute("select set_config(%s, %s, false)", (name, f"{seconds * 1000:.0f}"))
    connection.commit()


def _note_time(_connection: object, record: Any) -> None:
    record.info["used"] = time.monotonic()


def _ask_when_in_doubt(connection: Any, record: Any, _proxy: object) -> None:
    """Instead of `pool_pre_ping`, which costs every use a round trip.

    A server that ends a connection says so: one that was used just now, and has nothing to read, is good.
    """
    used = record.info.get("used")
    try:
        if used is not None and (time.monotonic() - used > TRUSTED_SECONDS or _has_news(connection)):
            connection.execute("select 1")
            connection.rollback()
    except Exception as error:
        raise DisconnectionError("The server has ended this connection.") from error


def _has_news(connection: Any) -> bool:
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))
