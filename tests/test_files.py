"""What the repository's own files must be: templates without inline anything, third-party files untouched."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from app.learners.permissions import may
from app.web.pages import TEMPLATES, environment

ROOT = Path(__file__).parents[1]
VENDOR = ROOT / "static" / "vendor"
TEMPLATE_FILES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*"))
FORBIDDEN = {
    "an inline style": r"\sstyle\s*=",
    "a style element": r"<style\b",
    "an event handler": r"\son[a-z]+\s*=",
    "a handler for htmx": r"\shx-on\b|\bjs:",
    "a script of its own": r"<script\b(?![^>]*\ssrc=)",
    "a javascript: address": r"javascript:",
    "an address elsewhere": r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""",
    "text that is not escaped, and neither a literal nor HTML of our own making": r"(?<!html)(?<!['\"])\|\s*safe\b",
    "a place where nothing is escaped": r"autoescape\s+false",
}


@pytest.mark.parametrize("name", TEMPLATE_FILES)
def test_no_template_brings_what_the_policy_forbids(name: str) -> None:
    text = (TEMPLATES / name).read_text()
    assert [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text)] == []


@pytest.mark.parametrize("name", TEMPLATE_FILES)
def test_every_template_compiles_and_escapes(name: str) -> None:
    env = environment(may=may)
    template = env.get_template(name)
    assert template.environment.autoescape is True
    assert env.from_string("{{ it }}").render(it="<&>") == "&lt;&amp;&gt;"


def vendored() -> dict[str, str]:
    packages = tomllib.loads((VENDOR / "vendor.toml").read_text())["package"]
    return {path: checksum for package in packages for path, checksum in package["sha256"].items()}


def test_third_party_files_are_as_they_came() -> None:
    there = {path.relative_to(VENDOR).as_posix(): path for path in VENDOR.rglob("*") if path.is_file()}
    there.pop("vendor.toml")
    assert {path: hashlib.sha256(file.read_bytes()).hexdigest() for path, file in there.items()} == vendored()


def test_third_party_files_bring_their_licenses() -> None:
    for package in tomllib.loads((VENDOR / "vendor.toml").read_text())["package"]:
        assert package["licence"], package["name"]
        assert any("LICENSE" in path for path in package["sha256"]), package["name"]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_locked_dependencies_name_no_address(name: str) -> None:
    lock = (ROOT / name).read_text()
    assert "://" not in lock
    assert "--index" not in lock
    for requirement in re.split(r"\n(?=\S)", lock.strip()):
        assert "==" in requirement
        assert "--hash=sha256:" in requirement
