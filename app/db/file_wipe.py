"""What was erased leaves SQLite's files too, not only its tables.

Three places keep it. Freed space: `secure_delete` overwrites it at once. The write-ahead log: a checkpoint that
truncates it. And copies that SQLite leaves in the unused middle of a page when it balances a tree, which
`secure_delete` does not know: of rows of many sizes, one in fifty was found there. Only VACUUM rewrites those.

`user_version` in the file's own header says what is owed, so a process that was killed owes it still: 0 where an
older program wrote the file, 1 where nothing is left, and from 2 on a number that every erasure raises.
PostgreSQL does all this in its own time; there, nothing here does anything.
"""

import logging
import threading
import time
from contextlib import AbstractContextManager, closing
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from app import log as log_lines

log = logging.getLogger(log_lines.NAME)

CLEAN = 1
WAIT_SECONDS = 1.0
BUSY_MS = 250  # a checkpoint that truncates keeps writers out while it waits for readers
REST = 10  # times as long as the last wipe took: it keeps writers out for a tenth of the time at most
RETRY_SECONDS = 2.0
LARGE = 256 * 1024 * 1024  # bytes; about two seconds in which nobody can write


def mark_erased(connection: Connection) -> None:
    """In the transaction that erases: the file has to be wiped once it is committed."""
    if connection.dialect.name == "sqlite":
        _set_version(connection, max(CLEAN, _version(connection)) + 1)


def mark_clean(connection: Connection) -> None:
    """Of a new file: nothing was ever erased here."""
    if connection.dialect.name == "sqlite":
        _set_version(connection, CLEAN)


class FileWipe:
    """Wipes one database file, in a thread of its own that starts when it is first needed and rests in between."""

    def __init__(self, engine: Engine, writer: AbstractContextManager[object]) -> None:
        self._engine = engine
        self._writer = writer
        self._change = threading.Condition()
        self._asked = self._answered = 0
        self._closed = False
        self._thread: threading.Thread | None = None

    def ask(self, *, wait: float = WAIT_SECONDS) -> None:
        """Have the file wiped of what is committed by now. Waits for it, but no longer than `wait` seconds."""
        if self._engine.dialect.name != "sqlite":
            return
        with self._change:
            self._asked += 1
            mine = self._asked
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._work, name="file-wipe", daemon=True)
                self._thread.start()
            self._change.notify_all()
            self._change.wait_for(lambda: self._answered >= mine or self._closed, timeout=wait)

    def is_owed(self) -> bool:
        """Whether something was erased and the file was not wiped since, by whichever process."""
        if self._engine.dialect.name != "sqlite":
            return False
        with self._engine.connect() as connection:
            return _version(connection) != CLEAN

    def run(self, *, large: bool = False) -> bool:
        """Wipe now, in this thread. False where somebody was in the way, so that it is worth another try.

        A file of more than `LARGE` bytes is rewritten only where `large` says so, at a start of the site or by
        `fourchairs restore`; till then that is still owed.
        """
        if self._engine.dialect.name != "sqlite":
            return True
        try:
            with self._writer, closing(self._engine.raw_connection()) as connection:
                return _wiped(connection, LARGE if not large else None)
        except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error) as error:
            log.info(
                "what was erased is still in the database's files; it is tried again: %s",
                log_lines.kind(error),
            )
            return False

    def close(self) -> None:
        with self._change:
            self._closed = True
            self._change.notify_all()
        if self._thread is not None:
            self._thread.join()
        if self._asked > self._answered:
            self.run()
        self._closed, self._thread = False, None  # as after opening: nothing runs until it is asked for

    def _work(self) -> None:
        while (goal := self._next_goal()) is not None:
            started = time.monotonic()
            done = self.run()
            rest = max((time.monotonic() - started) * REST, 0 if done else RETRY_SECONDS)
            with self._change:
                if done:
                    self._answered = goal
                self._change.notify_all()
                self._change.wait_for(lambda: self._closed, timeout=rest)

    def _next_goal(self) -> int | None:
        with self._change:
            self._change.wait_for(lambda: self._closed or self._asked > self._answered)
            return self._asked if self._asked > self._answered and not self._closed else None


def _wiped(connection: Any, limit: int | None) -> bool:
    """Whether all was done that can be done to a file of at most `limit` bytes."""
    cursor = connection.cursor()
    (busy_ms,) = cursor.execute("pragma busy_timeout").fetchone()
    cursor.execute(f"pragma busy_timeout={BUSY_MS}")
    try:
        _rewrite(cursor, limit)
        return _truncated(cursor)
    finally:
        cursor.execute(f"pragma busy_timeout={busy_ms}")


def _rewrite(cursor: Any, limit: int | None) -> None:
    """VACUUM, where it is owed. What is erased by another process meanwhile stays owed."""
    before = _version(cursor)
    if before == CLEAN or not _truncated(cursor):
        return
    (size,) = cursor.execute(
        "select page_count * page_size from pragma_page_count, pragma_page_size"
    ).fetchone()
    if limit is not None and size > limit:
        return
    cursor.execute("vacuum")
    cursor.execute("begin immediate")
    if _version(cursor) == before:
        _set_version(cursor, CLEAN)
    cursor.execute("commit")


def _truncated(cursor: Any) -> bool:
    """Whether the write-ahead log is empty; there is none in the other journal mode."""
    (busy, _, _) = cursor.execute("pragma wal_checkpoint(truncate)").fetchone()
    return not busy


def _version(connection: Any) -> int:
    execute = getattr(connection, "exec_driver_sql", None) or connection.execute
    return int(execute("pragma user_version").fetchone()[0])


def _set_version(connection: Any, version: int) -> None:
    execute = getattr(connection, "exec_driver_sql", None) or connection.execute
    execute(f"pragma user_version={version}")
