"""Transactions, for threads and for the event loop."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from app.db import engines
from app.db.file_wipe import FileWipe
from app.db.writer import Turns, Writer
from app.event_loop import TakesLong, at_once
from app.settings import Settings

Done = TypeVar("Done")


class Database:
    """Hands out transactions. `write` commits on leaving, so that what a reply says is already durable."""

    def __init__(self, url: str, *, connections: int = engines.POOL_SIZE) -> None:
        """`connections` is the most that PostgreSQL is asked for, and how many threads work for the event loop."""
        self.is_sqlite = url.startswith("sqlite")
        self._engines = (
            engines.sqlite_engines(url) if self.is_sqlite else engines.postgres_engines(url, connections)
        )
        self.engine, self.writes, self._looks, self._glances = self._engines
        self._turn: AbstractContextManager[object] = (
            Turns(engines.BUSY_SECONDS) if self.is_sqlite else nullcontext()
        )
        self._open: deque[Connection] = deque()
        self._writer = Writer(self.change)
        self.wipe = FileWipe(self.engine, self._turn)
        self._connections = connections
        self._threads = ThreadPoolExecutor(connections)

    @classmethod
    def from_settings(cls, settings: Settings) -> "Database":
        return cls(settings.database_url, connections=settings.database_connections)

    @classmethod
    def of_site(cls, settings: Settings) -> "Database":
        """For a process that answers requests: on PostgreSQL, with limits to how long anything may take."""
        database = cls.from_settings(settings)
        if not database.is_sqlite:
            engines.limit_times(database._engines)
        return database

    @property
    def engines(self) -> list[Engine]:
        """Each that has events of its own, for whoever wants to hear all that is asked of the database."""
        found = [engine for engine in self._engines if engine is not None]
        return found if self.is_sqlite else found[:1]

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that only reads. On SQLite all of it sees one moment; on PostgreSQL each statement its own."""
        with Session(self.engine) as db:
            yield db

    def look(self) -> Connection:
        """For a single select: without a transaction around it, which costs more than most selects."""
        return self._looks.connect()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that may write, committed at the end of the block and rolled back where it raises.

        On SQLite the process's writers wait here for their turn. Raises SQLAlchemy's `TimeoutError` where none
        comes, or no connection is free, and `OperationalError` where another process holds the database for too long.
        """
        with self._turn, Session(self.writes, expire_on_commit=False) as db:
            yield db
            db.commit()

    @contextmanager
    def change(self) -> Iterator[Connection]:
        """Like `write`, for the few statements of a hot path: a connection alone, without what a Session costs."""
        with self._turn, self.writes.begin() as connection:
            yield connection

    async def glance(self, job: Callable[[Connection], Done]) -> Done:
        """For the event loop: what a job finds that only reads, and so may be begun twice.

        On SQLite it is done here and now, which takes less time than handing it on; a thread does it where it
        would have to wait for another process, or takes long, and wherever readers can be shut out (a rollback
        journal, PostgreSQL).
        """
        if self._glances is not None:
            try:
                with self._at_hand(self._glances) as connection:
                    return at_once(lambda: job(connection))
            except (OperationalError, TakesLong):
                pass  # the thread waits, and hears of it where it was a real fault
        return await self._by_thread(job)

    async def together(self, job: Callable[[Connection], Done]) -> Done:
        """For the event loop: the job's result, once what it wrote is durable.

        On SQLite the writer's thread does it, in one transaction with all that has gathered; so only short
        jobs. PostgreSQL gathers commits by itself: a thread does the job there, and each of its statements is
        a transaction of its own, so a job writes what belongs together in one (`Move`).
        """
        if self.is_sqlite:
            return await self._writer.do(job)
        return await self._by_thread(job)

    @contextmanager
    def _at_hand(self, engine: Engine) -> Iterator[Connection]:
        """One that stays open, since taking it out of the pool costs as much as a select; closed after any fault."""
        connection = self._open.pop() if self._open else engine.connect()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self._open.append(connection)

    async def _by_thread(self, job: Callable[[Connection], Done]) -> Done:
        """By threads of the database's own, as many as it has connections: readers' threads stay free."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._look_at, job)

    def _look_at(self, job: Callable[[Connection], Done]) -> Done:
        with self.look() as connection:
            return job(connection)

    def close(self) -> None:
        self._writer.close()
        self.wipe.close()
        while self._open:
            self._open.pop().close()
        self._threads.shutdown()
        self._threads = ThreadPoolExecutor(
            self._connections
        )  # as after opening: nothing runs until it is used
        self._engines.dispose()
