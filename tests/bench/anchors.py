"""What the site is measured against: the least work that could do the same, on the same machine.

Run as `python -m tests.bench.anchors KIND …`; each prints operations a second.
"""

import asyncio
import os
import sys
import time
from pathlib import Path
from typing import Any

import asyncpg

from app.db import sqlite_module
from tests.bench.wrk import CONNECTIONS

KEY = "create table taken (attempt text, turn int, scene text, choice text, at text, primary key (attempt, turn))"
WORK_SECONDS = 0.0007
STATE = "create table attempt (id text primary key, turn int, scene text, total int)"


async def bare(scope: Any, receive: Any, send: Any) -> None:
    """An ASGI callable with nothing behind it: the page's bytes, as uvicorn can send them at best."""
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(PAGE)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE})


async def working(scope: Any, receive: Any, send: Any) -> None:
    """The same, after as much work as a page makes."""
    until = time.perf_counter() + WORK_SECONDS
    while scope["type"] == "http" and time.perf_counter() < until:
        pass
    await bare(scope, receive, send)


PAGE = Path(os.environ["BARE_PAGE"]).read_bytes() if "BARE_PAGE" in os.environ else b""


def sqlite_commits(file: Path, seconds: float) -> float:
    """A choice's work and no more: read the attempt, insert the step, move the attempt on, commit."""
    connection = sqlite_module().connect(file, isolation_level=None)
    for statement in ("pragma journal_mode=wal", "pragma synchronous=full", STATE, KEY):
        connection.execute(statement)
    connection.execute("begin")
    connection.executemany(
        "insert into attempt values (?, 0, 'desk', 0)", ((f"a{n}",) for n in range(100_000))
    )
    connection.execute("commit")
    count, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        attempt = f"a{count}"
        connection.execute("begin immediate")
        (turn,) = connection.execute("select turn from attempt where id = ?", (attempt,)).fetchone()
        connection.execute("insert into taken values (?, ?, 'desk', 'call', '2026')", (attempt, turn))
        connection.execute("update attempt set turn = turn + 1, scene = 'ravi' where id = ?", (attempt,))
        connection.execute("commit")
        count += 1
    connection.close()
    return count / seconds


async def postgres_inserts(url: str, seconds: float) -> float:
    """One durable statement at a time on each of as many connections as the load has."""
    pool = await asyncpg.create_pool(url, min_size=CONNECTIONS, max_size=CONNECTIONS)
    await pool.execute("drop table if exists anchor")
    await pool.execute("create table anchor (id serial primary key, scene text, choice text)")
    end = time.perf_counter() + seconds

    async def insert() -> int:
        count = 0
        async with pool.acquire() as connection:
            while time.perf_counter() < end:
                await connection.execute("insert into anchor (scene, choice) values ($1, $2)", "desk", "call")
                count += 1
        return count

    counts = await asyncio.gather(*(insert() for _ in range(CONNECTIONS)))
    await pool.close()
    return sum(counts) / seconds


if __name__ == "__main__":
    kind, where, duration = sys.argv[1], sys.argv[2], float(sys.argv[3])
    if kind == "sqlite":
        print(sqlite_commits(Path(where), duration))
    else:
        print(asyncio.run(postgres_inserts(where, duration)))
