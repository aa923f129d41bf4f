"""What the commands say on a machine that lacks something, and may not install it; `make fresh` tries the rest."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.install import ADVICE, fault

ROOT = Path(__file__).parents[2]
NOBODY = 65534
TOOLS = ("sh", "id", "sed")


@pytest.fixture
def tools() -> Iterator[Path]:
    """A PATH with what every system has, and no way to install anything. Everybody may look into it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        for tool in TOOLS:
            (folder / tool).symlink_to(shutil.which(tool) or tool)
        yield folder


def script(name: str, *arguments: str, tools: Path) -> subprocess.CompletedProcess[str]:
    """Run by somebody who is not root."""
    return subprocess.run(
        ["sh", "-c", (ROOT / ".ci" / name).read_text(), name, *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": str(tools)},
        executable="/bin/sh",
        cwd="/",
        user=NOBODY if os.geteuid() == 0 else None,
    )


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "sudo apt-get install chromium libatomic1"),
        ("dnf", "sudo dnf install chromium libatomic"),
        ("zypper", "sudo zypper install chromium libatomic1"),
        ("pacman", "sudo pacman -S chromium gcc-libs"),
    ],
)
def test_the_one_command_that_helps_is_named(tools: Path, manager: str, command: str) -> None:
    (tools / manager).symlink_to("/bin/true")
    said = script("packages", "It is missing.", "chromium", "libatomic1", tools=tools)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == f"It is missing. This helps: {command}\n"


def test_an_unknown_system_hears_what_debian_calls_it(tools: Path) -> None:
    said = script("packages", "It is missing.", "chromium", tools=tools)
    assert said.returncode == 1
    assert said.stderr.startswith("It is missing. Install what Debian calls chromium,")


def test_a_python_that_is_not_there_is_named(tools: Path) -> None:
    said = script("python", "python9", tools=tools)
    assert said.returncode == 1
    assert said.stderr.startswith("There is no python9 here. Four Chairs needs Python 3.11 or newer")


def test_a_python_that_has_all_it_needs_is_passed_over_in_silence() -> None:
    said = subprocess.run(["sh", ".ci/python", sys.executable], check=False, capture_output=True, cwd=ROOT)
    assert (said.returncode, said.stdout, said.stderr) == (0, b"", b"")


def test_a_browser_that_does_not_start_is_no_traceback() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "tests.browser.install"],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "CHROMIUM": "/nowhere/chromium"},
    )
    assert (said.returncode, said.stderr) == (1, f"{ADVICE}\n")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("", ""),
        ("raise SystemExit(3)", "it ended with status 3"),
        ("raise SystemExit('first\\nError: no such library\\nat line 3')", "Error: no such library"),
    ],
)
def test_a_fault_is_told_in_one_line(code: str, expected: str) -> None:
    assert fault(sys.executable, "-c", code) == expected
