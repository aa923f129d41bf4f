"""The list of what the site is made of is whole, and always the same; an audit without its data says so."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOBODY_LISTENS = "http://127.0.0.1:1/"


def ci(name: str, *arguments: str) -> str:
    command = [sys.executable, "-W", "error", ROOT / ".ci" / name, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_every_locked_library_and_every_vendored_package_is_listed_with_its_hashes(tmp_path: Path) -> None:
    ci("sbom.py", str(tmp_path / "sbom.json"))
    components = json.loads((tmp_path / "sbom.json").read_text())["components"]
    locked = re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    vendored = re.findall(
        r'^npm = "(.+)"\nversion = "(.+)"', (ROOT / "static/vendor/vendor.toml").read_text(), re.MULTILINE
    )
    assert sorted((part["name"], part["version"]) for part in components) == sorted(locked + vendored)
    assert [part["name"] for part in components if not part["hashes"]] == []


def test_the_list_tells_nothing_of_the_machine_and_stays_the_same(tmp_path: Path) -> None:
    for name in ("first", "second"):
        ci("sbom.py", str(tmp_path / name))
    first = (tmp_path / "first").read_bytes()
    assert first == (tmp_path / "second").read_bytes()
    assert b"timestamp" not in first
    assert set(re.findall(rb"https?://([^/\"]+)", first)) == {b"cyclonedx.org"}


def test_an_audit_that_cannot_have_its_data_says_that_it_was_skipped() -> None:
    assert ci("audit.py", "--osv-url", NOBODY_LISTENS).startswith("Audit SKIPPED")
