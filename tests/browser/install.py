"""Gets what the browser tests need, a driver that starts and a Chromium: `python -m tests.browser.install`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "The browser tests need a Chromium that starts. Where there is one: CHROMIUM=/path/to/chromium make test"
)
PLAYWRIGHT = (sys.executable, "-m", "playwright")
START_SECONDS = 60
DOWNLOAD_SECONDS = 900


def find() -> str | None:
    """The first browser that starts: CHROMIUM, or one of the system's, or Playwright's own."""
    return next((path for path in candidates() if not fault(path, "--version")), None)


def candidates() -> Iterator[str]:
    if named := os.environ.get("CHROMIUM"):
        yield named
        return
    yield from filter(None, map(shutil.which, NAMES))
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).exists():
        yield own


def fault(*command: str, patience: float = START_SECONDS) -> str:
    """What keeps a command from doing its work, in the line that says most; empty where it does it."""
    try:
        run = subprocess.run(
            command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=patience
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if run.returncode == 0:
        return ""
    lines = run.stderr.decode(errors="replace").split("\n")
    telling = [line.strip() for line in lines if "error" in line.lower()]
    return (telling or [f"it ended with status {run.returncode}"])[0]


def require_driver() -> None:
    """Playwright brings a Node.js of its own, and that wants a library that a small Debian does not have."""
    reason = fault(*PLAYWRIGHT, "--version")
    if "libatomic" in reason and packages("Playwright needs libatomic.", "libatomic1"):
        reason = fault(*PLAYWRIGHT, "--version")
    if reason:
        sys.exit(f"Playwright does not start: {reason}")


def fetch() -> str | None:
    """A browser from Debian or from Playwright; whichever is likelier to start here is tried first."""
    if os.environ.get("CHROMIUM"):
        return None
    ways: list[Callable[[], object]] = [fetch_playwrights, fetch_debians]
    if may_install():
        ways.reverse()
    for way in ways:
        way()
        if found := find():
            return found
    return None


def fetch_debians() -> bool:
    return packages("The browser tests need Chromium.", "chromium")


def fetch_playwrights() -> None:
    """With the libraries that it needs, where we may install them."""
    options = ("--with-deps",) if may_install() else ()
    print(
        "The browser tests need Chromium. Fetching Playwright’s own: playwright install chromium", flush=True
    )
    if reason := fault(*PLAYWRIGHT, "install", *options, "chromium", patience=DOWNLOAD_SECONDS):
        print(f"That did not work: {reason}", flush=True)


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def packages(reason: str, *names: str) -> bool:
    """Whether they were installed; where that is not ours to do, the command that does it has been named."""
    command = ["sh", ".ci/packages", reason, *names]
    return subprocess.run(command, check=False, cwd=ROOT).returncode == 0


def main() -> None:
    require_driver()
    found = find() or fetch()
    if found is None:
        sys.exit(ADVICE)
    print(f"Browser tests use {found}")


if __name__ == "__main__":
    main()
