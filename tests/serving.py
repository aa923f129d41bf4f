"""The real thing: `fourchairs serve` as a process of its own, for browsers, faults and benchmarks."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
CONTENT_CACHE = Path(tempfile.gettempdir()) / f"fourchairs-tests-content-{os.getuid()}"
"""The shipped content is analyzed once for all tests; what is kept there is keyed by content and code."""
PATIENCE = 120.0
"""Seconds. A start on a busy machine, with all content still to be read, takes longer than one would think."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A site on a free port; it keeps its port over restarts, as a browser would expect."""

    def __init__(
        self,
        folder: Path,
        database_url: str = "",
        *,
        content: Path = ROOT,
        program: tuple[str, ...] = (sys.executable, "-m", "app"),
        **settings: str,
    ) -> None:
        self.folder = folder
        self.program = program
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if name in {"PATH", "HOME", "LANG", "TMPDIR"}
            },
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": database_url or f"sqlite:///{folder / 'site.db'}",
            "SECRET": "only-for-tests-only-for-tests-only-for-tests",
            "CONTENT_DIR": str(content),
            "CACHE_DIR": str(CONTENT_CACHE if content == ROOT else folder / "cache"),
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str, prefix: tuple[str, ...] = ()) -> Self:
        """Begin serving, and return once the first request is answered."""
        command = [*prefix, *self.program, "serve", "--port", str(self.port), *arguments]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=self.environment, stdout=log, stderr=log
            )
        self._wait()
        return self

    def stop(self) -> int:
        """Ask it to end, as a service manager does; its exit status."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)

    def _wait(self) -> None:
        assert self.process is not None
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urlopen(f"{self.url}/livez", timeout=2):  # noqa: S310
                    return
            except (URLError, OSError):
                time.sleep(0.02)
        if self.process.poll() is None:
            self.kill()
        raise AssertionError(f"The server did not start:\n{self.log.read_text()}")

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop()
