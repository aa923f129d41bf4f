"""Who writes when, in a process that has one SQLite file: turns for its threads, and one thread for its event loop.

SQLite lets one connection write at a time, and lets others try again and again until one of them is lucky (p99 of
738 ms). So whoever wants to write here waits for a turn, and turns are given in the order in which they were asked
for: no thread can starve the loop's writer, nor the loop's writer a thread. A turn is held by one transaction, and
nobody asks for a second one while holding one.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import TimeoutError as NoTurn

Done = TypeVar("Done")
Job = Callable[[Connection], Any]


class Turns:
    """A lock that goes to whoever has waited longest. Raises `NoTurn` after `patience` seconds."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._mutex = threading.Lock()
        self._holder = 0
        self._waiting: deque[tuple[threading.Lock, int]] = deque()

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def __enter__(self) -> None:
        me = threading.get_ident()
        if self._holder == me:
            raise RuntimeError("A write inside a write would wait for itself.")
        with self._mutex:
            if not self._holder:
                self._holder = me
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append((mine, me))
        if not mine.acquire(timeout=self._patience):
            self._leave(mine, me)

    def __exit__(self, *_: object) -> None:
        with self._mutex:
            if not self._waiting:
                self._holder = 0
                return
            given, self._holder = self._waiting.popleft()
            given.release()

    def _leave(self, mine: threading.Lock, me: int) -> None:
        with self._mutex:
            if (mine, me) in self._waiting:  # else it was given in the very last moment
                self._waiting.remove((mine, me))
                raise NoTurn(f"No turn to write came within {self._patience:g} seconds.")


class Waiting(NamedTuple):
    job: Job
    done: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop


class Writer:
    """A thread that does what the loop wants written, and commits together whatever has gathered meanwhile.

    All of them wait for the disk once. A job that fails is undone alone; a commit that fails is heard by all who
    waited for it. `begin` opens a transaction, and waits for its turn.
    """

    def __init__(self, begin: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._begin = begin
        self._queue: SimpleQueue[Waiting | None] = SimpleQueue()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    async def do(self, job: Callable[[Connection], Done]) -> Done:
        """What the job returned or raised, once it is committed."""
        if self._thread is None:
            self._start()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Done] = loop.create_future()
        self._queue.put(Waiting(job, done, loop))
        return await done

    def close(self) -> None:
        """Return when all that was asked for is done."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while first := self._queue.get():
            if not self._write([first]):
                return

    def _write(self, batch: list[Waiting]) -> bool:
        """False where it is time to end. Whoever comes while the transaction waits to begin is still taken along."""
        goes_on = self._gather(batch)
        try:
            with self._begin() as connection:
                goes_on = goes_on and self._gather(batch)
                outcomes = [_undone_alone(connection, one.job) for one in batch]
        except Exception as error:
            outcomes = [error] * len(batch)
        for loop in {one.loop for one in batch}:
            told = [(one.done, out) for one, out in zip(batch, outcomes, strict=True) if one.loop is loop]
            if not loop.is_closed():
                loop.call_soon_threadsafe(_tell, told)
        return goes_on

    def _gather(self, batch: list[Waiting]) -> bool:
        try:
            while one := self._queue.get_nowait():
                batch.append(one)
        except Empty:
            return True
        return False


def _undone_alone(connection: Connection, job: Job) -> Any:
    """What the job returned or raised; where it raised, nothing of it stays."""
    cursor = connection.connection.cursor()
    cursor.execute("savepoint job")
    try:
        outcome: object = job(connection)
    except Exception as error:
        cursor.execute("rollback to job")
        outcome = error
    cursor.execute("release job")
    return outcome


def _tell(outcomes: list[tuple[asyncio.Future[Any], Any]]) -> None:
    for done, outcome in outcomes:
        if done.cancelled():
            continue
        if isinstance(outcome, Exception):
            done.set_exception(outcome)
        else:
            done.set_result(outcome)
