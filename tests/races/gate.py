"""A moment between two others: a request stops where its transaction begins, or where it ends, until told to go on."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from anyio import to_thread
from sqlmodel import Session

from app.db import Database


class Gate:
    """Stops the first transaction that may write after `arm`, once."""

    def __init__(self, database: Database, *, inside: bool) -> None:
        self._write, self._together, self.inside = database.write, database.together, inside
        self._armed = threading.Lock()
        self._armed.acquire()
        self.reached, self.open = threading.Event(), threading.Event()
        database.write, database.together = self.write, self.together  # type: ignore[method-assign, assignment]

    def arm(self) -> None:
        self.reached.clear()
        self.open.clear()
        self._armed.release()

    @contextmanager
    def write(self) -> Iterator[Session]:
        mine = self._armed.acquire(blocking=False)
        if mine and not self.inside:
            self._stop()
        with self._write() as db:
            yield db
            if mine and self.inside:
                db.flush()
                self._stop()

    async def together(self, job: Callable[..., Any]) -> Any:
        """Short jobs are stopped before they begin: there is nothing between their reading and writing on SQLite."""
        if self._armed.acquire(blocking=False):
            self.reached.set()
            await to_thread.run_sync(self._wait)
        return await self._together(job)

    def _stop(self) -> None:
        self.reached.set()
        self._wait()

    def _wait(self) -> None:
        assert self.open.wait(20)
