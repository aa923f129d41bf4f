"""The site with a watch on its event loop: how long the longest stop was since somebody last asked.

Run by uvicorn as `tests.bench.lag:watched`, a factory.
"""

import asyncio
import time
from typing import Any

from app.main import served

PATH = "/bench/lag"
TICK = 0.001


class Watched:
    """Answers `PATH` with milliseconds, and passes everything else on."""

    def __init__(self, site: Any) -> None:
        self._site = site
        self._longest = 0.0
        self._task: asyncio.Task[None] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            self._task = self._task or asyncio.create_task(self._watch())
            if scope["path"] == PATH:
                await self._tell(send)
                return
        await self._site(scope, receive, send)

    async def _watch(self) -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(TICK)
            self._longest = max(self._longest, time.perf_counter() - begun - TICK)

    async def _tell(self, send: Any) -> None:
        body, self._longest = f"{self._longest * 1000:.3f}".encode(), 0.0
        headers = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def watched() -> Watched:
    return Watched(served())
