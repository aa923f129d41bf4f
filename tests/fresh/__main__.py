"""`make fresh`: both commands, from a clean clone, in a Debian that has only what the README names.

What is committed is tried, not what is being edited. PYTEST_ADDOPTS is handed on, to try a part of the tests.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.fresh.debian import Debian, fresh_debian
from tests.fresh.machine import bring_network
from tests.serving import free_port

ROOT = Path(__file__).parents[2]
ORDINARY = "jo"
SETUP_SECONDS = 1200


def require_machine() -> None:
    """Ends where no Debian can be built, and says why."""
    if os.geteuid() != 0:
        sys.exit("make fresh builds a Debian, and only root can do that. This helps: sudo make fresh")
    if shutil.which("debootstrap") is None:
        command = ["sh", ".ci/packages", "make fresh builds a Debian with debootstrap.", "debootstrap"]
        if subprocess.run(command, check=False, cwd=ROOT).returncode:
            sys.exit(1)
    apart = subprocess.run(
        ["unshare", "--mount", "--pid", "--fork", "true"], check=False, capture_output=True
    )
    if apart.returncode:
        sys.exit("make fresh needs namespaces, and this machine, perhaps a container, does not allow them.")


def build(debian: Debian) -> None:
    debian.build()
    debian.network = bring_network(debian.folder)
    debian.add_person(ORDINARY)
    for person in ("root", ORDINARY):
        debian.bring(ROOT, person=person)


def names_what_is_missing(debian: Debian) -> None:
    """Somebody who may install nothing hears of the one command that helps."""
    with debian.running("make run", person=ORDINARY, output=subprocess.PIPE) as process:
        output, _ = process.communicate()
    assert process.returncode, f"make run went on without venv:\n{output}"
    assert "sudo apt-get install python3" in output, output
    assert "Traceback" not in output, output


def serves_the_home_page(debian: Debian) -> None:
    """From nothing to the home page; then the site is ended."""
    port = free_port()
    with debian.running("make run", PORT=str(port)) as process:
        page = _page(f"http://127.0.0.1:{port}/", process)
    assert "Four Chairs</title>" in page, page[:2000]


def _page(url: str, process: "subprocess.Popen[str]") -> str:
    end = time.monotonic() + SETUP_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(url, timeout=10) as reply:  # noqa: S310
                return str(reply.read().decode())
        except (URLError, OSError):
            time.sleep(0.5)
    raise AssertionError("make run served nothing; what it said is above.")


def passes_its_tests(debian: Debian) -> None:
    options = {name: os.environ[name] for name in ("PYTEST_ADDOPTS",) if name in os.environ}
    with debian.running("make test", **options) as process:
        assert process.wait() == 0, "make test failed; what it said is above."


STEPS: tuple[tuple[str, Callable[[Debian], None]], ...] = (
    ("A minimal Debian with python3, make and git", build),
    ("make run, by somebody who may install nothing", names_what_is_missing),
    ("make run, by root", serves_the_home_page),
    ("make test, by root", passes_its_tests),
)


def main() -> None:
    require_machine()
    with fresh_debian() as debian:
        for what, step in STEPS:
            print(f"=== {what}", flush=True)
            begun = time.monotonic()
            try:
                step(debian)
            except AssertionError as error:
                sys.exit(f"=== {what}: FAILED\n{error}")
            print(f"=== {what}: holds ({time.monotonic() - begun:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
