"""The costly work on passwords, in a process of its own, one piece of work at a time.

argon2 takes 19 MiB and zxcvbn up to a tenth of a second of the interpreter, so in a server's own threads they
slow every page down and leave the process several times as large. The process is started for the first password,
gives way to the server on a busy machine, and ends with the server, or after minutes without work. Passwords go
to it through a pipe, a line of JSON each way.
"""

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.errors import InvalidForm
from app.learners import passwords

IDLE_SECONDS = 300.0
NICE = 10  # where there is no SCHED_IDLE
ROOT = Path(__file__).parents[2]
WORK: dict[str, Callable[..., object]] = {
    "hash": passwords.hash_password,
    "verify": passwords.verify,
    "fault": lambda password, about: passwords.fault(password, about=about),
}


def hash_password(password: str) -> str:
    return str(_process.ask("hash", password))


def verify(password: str, password_hash: str | None) -> bool:
    """Whether this is the password; without a hash, no, after the same work."""
    return bool(_process.ask("verify", password[: passwords.LONGEST], password_hash))


def require_good(password: str, *, about: tuple[str, ...], field: str) -> None:
    """Raises `InvalidForm` where this password is too short, too long or too easy."""
    if words := passwords.length_fault(password) or _process.ask("fault", password, about):
        raise InvalidForm({field: words})


class PasswordProcess:
    """The parent's end of the pipe. Whoever asks waits for those who asked before."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None

    def ask(self, work: str, *arguments: object) -> Any:
        """What the work returned. A process that has ended is replaced, and asked again."""
        line = json.dumps([work, *arguments])
        with self._lock:
            reply = self._answer(line) or self._answer(line)
        if not reply:
            raise RuntimeError("The process for passwords ends before it answers.")
        return json.loads(reply)

    def close(self) -> None:
        with self._lock:
            self._end()

    def _answer(self, line: str) -> str:
        """Empty where the process has ended."""
        child = self._child = self._child or _started()
        assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018
        try:
            child.stdin.write(f"{line}\n")
            child.stdin.flush()
            reply = child.stdout.readline()
        except BrokenPipeError:
            reply = ""
        if not reply:
            self._end()
        return reply

    def _end(self) -> None:
        if self._child is None:
            return
        for pipe in (self._child.stdin, self._child.stdout):
            with suppress(BrokenPipeError):  # what was not written, nobody reads any more
                pipe.close()  # type: ignore[union-attr]
        self._child.wait()
        self._child = None


_process = PasswordProcess()
atexit.register(_process.close)


def _started() -> subprocess.Popen[str]:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path},
    )


def main() -> None:
    """The child: answer line by line, until the server has ended or nothing has come for a while."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches both; the server still needs answers
    _give_way()
    while select.select([sys.stdin], [], [], IDLE_SECONDS)[0] and (line := sys.stdin.readline()):
        work, *arguments = json.loads(line)
        print(json.dumps(WORK[work](*arguments)), flush=True)


def _give_way() -> None:
    """Readers go first: Linux runs this process while nobody else wants its processor. `make bench` has the figure."""
    if sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    else:
        os.nice(NICE)


if __name__ == "__main__":
    main()
