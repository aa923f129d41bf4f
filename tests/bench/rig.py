"""Processes on their cores: the site, what it is measured against, and what they use."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import psutil

from app import migrations
from app.db import Database
from tests.bench.wrk import Load
from tests.serving import PATIENCE, ROOT, Server, free_port

ON_CORE_0 = ("taskset", "-c", "0")
MEGABYTE = 1024 * 1024


@contextmanager
def site(folder: Path, database_url: str = "", *, content: Path = ROOT) -> Iterator[Server]:
    """One worker of the site, on core 0."""
    server = Server(folder, database_url, content=content, LOG_LEVEL="warning")
    server.start(prefix=ON_CORE_0)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def bare(folder: Path) -> Iterator[str]:
    """The address of a callable that sends page.html, served as the site is."""
    port = free_port()
    command = [*ON_CORE_0, sys.executable, "-m", "uvicorn", "tests.bench.anchors:bare", "--port", str(port)]
    environment = {**os.environ, "BARE_PAGE": str(folder / "page.html")}
    quiet = ["--no-access-log", "--no-server-header", "--log-level", "warning", "--loop", "asyncio"]
    process = subprocess.Popen([*command, *quiet], cwd=ROOT, env=environment)
    url = f"http://127.0.0.1:{port}/"
    try:
        answered(url)
        yield url
    finally:
        process.terminate()
        process.wait(PATIENCE)


def run_anchor(kind: str, where: str, seconds: float) -> float:
    """Operations a second of the least work, done on core 0."""
    command = [*ON_CORE_0, sys.executable, "-m", "tests.bench.anchors", kind, where, str(seconds)]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def first_page(
    folder: Path, content: Path, path: str, *, prefix: tuple[str, ...] = ON_CORE_0
) -> tuple[float, float]:
    """Seconds from the command to the first page, and the CPU seconds that a thousand starts would take."""
    server = Server(folder, content=content, LOG_LEVEL="warning")
    begun = time.perf_counter()
    with server.log.open("ab") as log:
        command = [*prefix, sys.executable, "-m", "app", "serve", "--port", str(server.port)]
        environment = {**server.environment, "PYTHONPATH": str(ROOT)}
        server.process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        answered(server.url + path, patience=120)
        return time.perf_counter() - begun, cpu_seconds(server) * 1000
    finally:
        server.stop()


def answered(url: str, *, cookie: str = "", patience: float = PATIENCE) -> bytes:
    """The page, as soon as there is one."""
    end = time.perf_counter() + patience
    while True:
        try:
            with urlopen(Request(url, headers={"Cookie": cookie} if cookie else {})) as reply:  # noqa: S310
                return bytes(reply.read())
        except URLError:
            if time.perf_counter() > end:
                raise
            time.sleep(0.005)


def tag_of(url: str, *, cookie: str) -> str:
    """What a browser holds the page under."""
    with urlopen(Request(url, headers={"Cookie": cookie})) as reply:  # noqa: S310
        return str(reply.headers["ETag"])


def migrated(url: str) -> Database:
    database = Database(url)
    migrations.upgrade(database)
    return database


def memory(server: Server) -> float:
    """What the process holds of the machine's memory, in megabytes."""
    assert server.process is not None
    return float(psutil.Process(server.process.pid).memory_info().rss) / MEGABYTE


def peak_memory(server: Server, work: Callable[[], object]) -> float:
    """The most that the process holds while the work is done, in megabytes."""
    assert server.process is not None
    proc = Path(f"/proc/{server.process.pid}")
    (proc / "clear_refs").write_text("5")  # the peak is counted from here on
    work()
    (line,) = [one for one in (proc / "status").read_text().splitlines() if one.startswith("VmHWM")]
    return int(line.split()[1]) * 1024 / MEGABYTE


def cpu_seconds(server: Server) -> float:
    """What the process, and all it has started, have spent of a processor so far."""
    assert server.process is not None
    worker = psutil.Process(server.process.pid)
    times = [one.cpu_times() for one in (worker, *worker.children(recursive=True))]
    return float(sum(one.user + one.system for one in times))


def costed(server: Server, load: Callable[[], Load]) -> tuple[Load, float]:
    """The load, and what a thousand of its requests cost the site in CPU seconds."""
    before = cpu_seconds(server)
    done = sound(load())
    return done, (cpu_seconds(server) - before) / done.requests * 1000


def pin(pid: int, core: int) -> None:
    """The process, and all that it starts from now on."""
    for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
        process.cpu_affinity([core])


def sound(load: Load) -> Load:
    """Figures count only where every request was answered as it should be."""
    if load.failed:
        raise SystemExit(f"{load.failed} of {load.requests} requests failed, so their figures say nothing.")
    return load
