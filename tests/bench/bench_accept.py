"""A new connection's first page while 200 kept-alive connections ask without a pause, by event loop.

The measure behind the choice of `asyncio` in `fourchairs serve`. Run it alone with
`python -m tests.bench.bench_accept`; `make bench` has it too.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Literal

from tests.bench import wrk
from tests.bench.figures import Figure, show
from tests.bench.rig import ON_CORE_0, answered, cpu_seconds, site
from tests.serving import PATIENCE, ROOT, free_port

CONNECTIONS = 200
SECONDS = 8.0
SETTLED = 2.0
NEWCOMERS = 5
LIMIT = 1.0
"""Seconds until the first page of somebody new: the limit of the fourth part, for the loop that is used."""


@contextmanager
def anchor(loop: str) -> Iterator[str]:
    """A bare callable that works for 0.7 ms, as uvicorn serves it on this loop."""
    port = free_port()
    command = [
        *ON_CORE_0,
        sys.executable,
        "-m",
        "uvicorn",
        "tests.bench.anchors:working",
        "--port",
        str(port),
    ]
    quiet = ["--no-access-log", "--log-level", "warning", "--loop", loop]
    process = subprocess.Popen([*command, *quiet], cwd=ROOT, env=dict(os.environ))
    url = f"http://127.0.0.1:{port}/"
    try:
        answered(url)
        yield url
    finally:
        process.terminate()
        process.wait(PATIENCE)


def newcomers(url: str, folder: Path) -> tuple[list[float], wrk.Load]:
    """Seconds that each newcomer waits for the first page; all come at once, while the load goes on."""
    host, port = url.removeprefix("http://").strip("/").split(":")
    with ThreadPoolExecutor(NEWCOMERS + 1) as pool:
        load = pool.submit(wrk.get, url, seconds=SECONDS, folder=folder, connections=CONNECTIONS)
        time.sleep(SETTLED)
        waits = list(pool.map(lambda _: _first_page(host, int(port)), range(NEWCOMERS)))
        return waits, load.result()


def _first_page(host: str, port: int) -> float:
    begun = time.perf_counter()
    connection = HTTPConnection(host, port, timeout=PATIENCE)
    connection.request("GET", "/")
    reply = connection.getresponse()
    reply.read()
    connection.close()
    if reply.status != 200:
        raise SystemExit(f"A newcomer heard {reply.status}, so the figures say nothing.")
    return time.perf_counter() - begun


def accepting(folder: Path) -> list[Figure]:
    """The site itself, and a bare callable under both loops."""
    with site(folder) as server:
        before = cpu_seconds(server)
        waits, load = newcomers(f"{server.url}/", folder)
        cost = (cpu_seconds(server) - before) / load.requests * 1000
    found = [
        Figure("new connection's first page, 200 others asking", waits, LIMIT, "most", " s", costs=[cost])
    ]
    with anchor("asyncio") as url:
        found.append(_figure("  the same, a bare callable on asyncio", newcomers(url, folder)[0]))
    with anchor("uvloop") as url:
        name = "  the same on uvloop, which is why it is not used"
        found.append(_figure(name, newcomers(url, folder)[0], "least"))
    return found


def _figure(name: str, seconds: list[float], side: Literal["least", "most"] = "most") -> Figure:
    return Figure(name, seconds, LIMIT, side, " s")


if __name__ == "__main__":
    wrk.require()
    with tempfile.TemporaryDirectory() as room:
        show(accepting(Path(room)))
