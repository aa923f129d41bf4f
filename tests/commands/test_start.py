"""A command loads what it needs: `check` begins without a database, a web server or cryptography."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

HEAVY = ("sqlalchemy", "fastapi", "uvicorn", "jinja2", "psycopg", "argon2", "zxcvbn", "fpdf", "alembic")
SCRIPT = """
import sys
from app.cli import cli
sys.argv = ["fourchairs", *sys.argv[1:]]
try:
    cli()
except SystemExit as end:
    print(end.code, [name for name in {heavy!r} if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [["check", "scenarios/maras-folder.md"], ["check", "lessons"], ["xray", "scenarios/maras-folder.md"]],
)
def test_content_is_read_without_what_serves_it(arguments: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "-c", SCRIPT.format(heavy=HEAVY), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "0 []"
