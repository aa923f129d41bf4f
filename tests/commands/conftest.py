"""A project of its own to run commands in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from app.cli import cli

Run = Callable[..., Result]

COURSE = "---\ntitle: A course\nsummary: One.\nmodules: [one]\n---\n\nHello.\n"
MODULE = "---\ntitle: One\nsummary: One.\nlessons: []\nscenarios: [{scenarios}]\n---\n"
SOURCES = "---\nsources:\n  a-source: {title: T, credit: C, summary: S}\n---\n\nSources.\n"
SCENARIO = """\
---
title: A call
module: one
summary: Somebody calls.
you: Sam, at the desk
minutes: 3
cast:
  Dana: {role: accounts, chair: customer}
sources: [a-source]
---

It rings.

## desk: The phone

**Dana**: Hello?

- [hold] "One moment." -> done
  - customer +1: She waits.
  - organization +1: Nothing is lost.
  - colleagues +1: Nobody is disturbed.
  - self +1: You can breathe.
  - now: Music plays.
  - debrief: Fine.
- [hang] "Wrong number." -> done
  - customer -1: She waits.
  - organization -1: Something is lost.
  - colleagues +2: Nobody is disturbed.
  - self +1: You can breathe.
  - now: A beep.
  - debrief: Hm.

## ending done: Done

It is over.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "lessons" / "one").mkdir(parents=True)
    (folder / "scenarios").mkdir()
    (folder / "lessons" / "course.md").write_text(COURSE)
    (folder / "lessons" / "sources.md").write_text(SOURCES)
    (folder / "lessons" / "one" / "module.md").write_text(MODULE.format(scenarios="a-call"))
    (folder / "lessons" / "README.md").write_text("Not content.\n")
    (folder / "scenarios" / "a-call.md").write_text(SCENARIO)
    return folder


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(project)

    def run(*arguments: str, **environment: str) -> Result:
        return CliRunner().invoke(cli, arguments, env=environment)

    return run
