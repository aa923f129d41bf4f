"""A small file that unpacks to a large one costs no more memory than a good one."""

import json
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from app import migrations
from tests.conftest import ROOT


def bomb(line: bytes, size: int, *, after: bytes = b"") -> bytes:
    """A small file that unpacks to `size` bytes of the same line over and over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = line * max(1, 2**20 // len(line))
    parts = [packer.compress(after)]
    parts += [packer.compress(block) for _ in range(size // len(block))]
    return b"".join([*parts, packer.flush()])


MEASURED = """
import resource, sys
from pathlib import Path
from app.backup import BackupError, check
from app import migrations
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    check(Path(sys.argv[1]), schema=migrations.head())
except BackupError as error:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, error)
"""


@pytest.mark.parametrize("line", [b"\0", b"[", b"[]\n", b'{"table":"subject","columns":[]}\n'])
@pytest.mark.parametrize("headed", [True, False])
def test_a_bomb_takes_little_memory(tmp_path: Path, line: bytes, headed: bool) -> None:
    """A hundred and sixty megabytes in half a one; what it costs is measured by the kernel, in a process of its own."""
    header = json.dumps({"fourchairs": "backup", "format": 1, "schema": migrations.head()}).encode() + b"\n"
    file = tmp_path / "bomb.backup"
    file.write_bytes(bomb(line, 160 * 2**20, after=header if headed else b""))
    assert file.stat().st_size < 2**20
    out = subprocess.run(
        [sys.executable, "-c", MEASURED, str(file)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    kilobytes, _, said = out.stdout.partition(" ")
    assert said.strip().endswith("Nothing was changed.")
    assert int(kilobytes) < 100 * 1024
