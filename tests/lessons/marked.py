"""Faulty files for tests: a sound one with one edit, in which ⚑ marks the line that must be named."""

from collections.abc import Iterable
from pathlib import Path

from app.content.problem import Problem

MARK = "⚑"
A_LESSON = (Path(__file__).parent / "a-lesson.md").read_text(encoding="utf-8")


def edited(text: str, *edits: tuple[str, str]) -> str:
    """Each edit replaces one text that stands exactly once."""
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text


def marked_line(text: str) -> int:
    """The line of the mark; 1 where there is none."""
    before, mark, _ = text.partition(MARK)
    return 1 + before.count("\n") if mark else 1


def named(problems: Iterable[Problem]) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in problems]
