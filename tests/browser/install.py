"""Finds a Chromium for the browser tests, or gets one: `python -m tests.browser.install`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = """\
The browser tests need Chromium, and none could be found or fetched. Any one of these helps:
  - install it as root, on Debian: apt-get install chromium
  - let Playwright fetch its own: .venv/bin/python -m playwright install --with-deps chromium
  - name one that is there: CHROMIUM=/path/to/chromium make test
"""


def find() -> str | None:
    """The first browser that starts: CHROMIUM, one of the system's, Playwright's own."""
    return next((path for path in candidates() if starts(path)), None)


def candidates() -> Iterator[str]:
    if named := os.environ.get("CHROMIUM"):
        yield named
        return
    yield from filter(None, map(shutil.which, NAMES))
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).exists():
        yield own


def starts(path: str) -> bool:
    """Whether it runs at all; a browser without its libraries is there and does not."""
    try:
        return (
            subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def fetch() -> None:
    """Playwright's download first, then the system's package where we may install one."""
    attempt(sys.executable, "-m", "playwright", "install", "chromium")
    if find() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        attempt("apt-get", "update", "-qq")
        attempt("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")


def attempt(*command: str) -> None:
    print("Trying:", " ".join(command), flush=True)
    try:
        subprocess.run(
            command, check=False, timeout=900, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error)


def main() -> None:
    if find() is None:
        fetch()
    found = find()
    if found is None:
        sys.exit(ADVICE)
    print(f"Browser tests use {found}")


if __name__ == "__main__":
    main()
