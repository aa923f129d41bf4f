"""Load from the other core, by wrk: requests a second and how long they took."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 16
PATIENCE = "30s"
ADVICE = "The benchmarks need wrk to make the load. On Debian: apt-get install wrk"
REPORT = """
done = function(summary, latency, requests)
  local bad = summary.errors
  local function at(share) return latency:percentile(share) / 1e3 end
  io.write(string.format('{"requests": %d, "seconds": %.6f, "p50": %.3f, "p95": %.3f, "p99": %.3f, "failed": %d}\\n',
    summary.requests, summary.duration / 1e6, at(50), at(95), at(99),
    bad.connect + bad.read + bad.write + bad.status + bad.timeout))
end
"""
WALK = """
local bodies = {}
init = function(args)
  for line in io.lines(args[1]) do bodies[#bodies + 1] = line end
end
local place = 0
request = function()
  place = place + 1
  local path, body = string.match(bodies[place] or bodies[#bodies], "^(%S+) (.*)$")
  return wrk.format("POST", path, nil, body)
end
"""


@dataclass(frozen=True)
class Load:
    """`p50`, `p95` and `p99` are in milliseconds, of requests over all connections."""

    requests: int
    seconds: float
    p50: float
    p95: float
    p99: float
    failed: int

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def require() -> None:
    if shutil.which("wrk") is None:
        sys.exit(ADVICE)


def get(
    url: str,
    *,
    seconds: float,
    folder: Path,
    cookie: str = "",
    held: str = "",
    connections: int = CONNECTIONS,
) -> Load:
    """`held` is the tag of the page that the browser has."""
    headers = {"Cookie": cookie, "If-None-Match": held}
    said = [f"{name}: {value}" for name, value in headers.items() if value]
    return _run(url, REPORT, seconds=seconds, folder=folder, headers=said, connections=connections)


def post_each(
    url: str, posts: Path, *, seconds: float, folder: Path, cookie: str, connections: int = CONNECTIONS
) -> Load:
    """Send each line of `posts`, a path and a form's body, once; it must have enough of them."""
    headers = [
        f"Cookie: {cookie}",
        "Sec-Fetch-Site: same-origin",
        "Content-Type: application/x-www-form-urlencoded",
    ]
    return _run(
        url,
        WALK + REPORT,
        seconds=seconds,
        folder=folder,
        headers=headers,
        arguments=[str(posts)],
        connections=connections,
    )


def _run(
    url: str,
    script: str,
    *,
    seconds: float,
    folder: Path,
    headers: list[str],
    connections: int,
    arguments: list[str] | None = None,
) -> Load:
    file = folder / f"load-{connections}.lua"
    file.write_text(script)
    command = [
        "taskset",
        "-c",
        "1",
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds:g}s",
        "-s",
        str(file),
        "--timeout",
        PATIENCE,
    ]
    for header in headers:
        command += ["-H", header]
    result = subprocess.run(
        [*command, url, "--", *(arguments or [])], capture_output=True, text=True, check=True
    )
    return Load(**json.loads(result.stdout.splitlines()[-1]))
