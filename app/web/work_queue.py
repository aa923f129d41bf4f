"""Routes whose work is costly have threads and a queue of their own, so that nobody who reads waits behind them."""

import asyncio
import functools
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from app.errors import Busy

Done = TypeVar("Done")
Given = ParamSpec("Given")


class WorkQueue:
    """`threads` work at a time, and at most `waiting` more may come: who comes then is told `full`.

    `free` is how many places there are for more.
    """

    def __init__(self, name: str, *, threads: int, waiting: int, full: str, retry_after: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._lock = threading.Lock()
        self.free = threads + waiting
        self._full, self._retry_after = full, retry_after

    def __call__(self, route: Callable[Given, Done]) -> Callable[Given, Awaitable[Done]]:
        """A decorator. Raises `Busy` in place of what the route does."""

        @functools.wraps(route)
        async def in_queue(*given: Given.args, **named: Given.kwargs) -> Done:
            self._take_a_place()
            work = functools.partial(self._do, functools.partial(route, *given, **named))
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)

        return in_queue

    def _take_a_place(self) -> None:
        with self._lock:
            if not self.free:
                raise Busy(self._full, retry_after=self._retry_after)
            self.free -= 1

    def _do(self, work: Callable[[], Done]) -> Done:
        try:
            return work()
        finally:
            with self._lock:
                self.free += 1
