"""No file, however mangled, brings the reader down; whatever it accepts is whole."""

import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.lessons.format.codes import CODES
from app.lessons.format.course_files import parse_course, parse_module, parse_sources
from app.lessons.format.lesson_file import parse_lesson
from app.lessons.part import PARTS
from tests.lessons.folders import MODULE, SOUND
from tests.lessons.marked import A_LESSON

pytestmark = pytest.mark.soak

SOAK = bool(os.environ.get("SOAK"))
PATH = f"{MODULE}/helpful-within-limits.md"
LINES = A_LESSON.split("\n")
FRAGMENTS = [
    ":::", "::: check x", "::: take weak A", "## x: X", "## y", "# z", "---", "- [a] b", "  - best", "1. **a** b",
    "> q", "```", "    code", "<b>", "[x](javascript:y)", "**Dana**: hi", "**", "- - - - -", "\0", "\ufeff", "&a", "*a",
    "[" * 50, "> " * 50, "- " * 50, "![" * 50, "🪑", "\u2028", "\x1f", "a" * 300,
]  # fmt: skip


@settings(max_examples=3000 if SOAK else 25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_no_edit_brings_the_reader_down(dice: random.Random, edits: int) -> None:
    lines = list(LINES)
    for _ in range(edits):
        mangle(lines, dice)
    whole("\n".join(lines).encode(errors="surrogatepass"))


@settings(max_examples=1000 if SOAK else 10, deadline=None)
@given(st.randoms(use_true_random=False), st.binary(min_size=1, max_size=4))
def test_no_damage_to_the_bytes_brings_the_reader_down(dice: random.Random, damage: bytes) -> None:
    data = A_LESSON.encode()
    at = dice.randrange(len(data))
    whole(data[:at] + damage + data[at + dice.randrange(4) :])


@settings(max_examples=1000 if SOAK else 10, deadline=None)
@given(st.text(max_size=300) | st.text(alphabet=":#-*>[](){}\n ax&!|", max_size=300))
def test_no_text_brings_any_reader_down(text: str) -> None:
    for front in ("", "---\n" + text + "\n---\n"):
        data = (front + text).encode(errors="replace")
        for parse in (parse_lesson, parse_course, parse_module, parse_sources):
            assert {problem.code for problem in parse("a/b.md", data).problems} <= CODES.keys()


@pytest.mark.parametrize(
    "body",
    [
        "::: a\n" * 1000,
        ":::\n" * 1000,
        "> " * 20_000,
        "- " * 20_000,
        "[" * 1_000,
        "*" * 20_000,
        "## a: b\n" * 2000,
    ],
)
def test_deep_and_long_files_are_read_in_time(body: str) -> None:
    whole((SOUND[PATH] + body).encode())


def whole(data: bytes) -> None:
    parsed = parse_lesson(PATH, data)
    count = 1 + data.count(b"\n") + data.count(b"\r")
    assert all(problem.code in CODES and 1 <= problem.line <= count for problem in parsed.problems)
    assert (parsed.value is None) == any(problem.is_error for problem in parsed.problems)
    if parsed.value:
        parts = tuple(section.part for section in parsed.value.sections)
        assert parts in (PARTS, PARTS[1:])
        assert all(check.best and len(check.options) > 1 for check in parsed.value.questions)
        assert parsed.value.key.digest


def mangle(lines: list[str], dice: random.Random) -> None:
    at = dice.randrange(len(lines))
    match dice.randrange(5):
        case 0:
            del lines[at : at + dice.randrange(1, 4)]
            lines.append("")
        case 1:
            lines.insert(at, dice.choice(lines))
        case 2:
            lines.insert(at, dice.choice(FRAGMENTS))
        case 3:
            other = dice.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case _:
            column = dice.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:column] + dice.choice(FRAGMENTS) + lines[at][column + 1 :]
