import hashlib
import os
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.content.document import Document, parse_document
from app.content.text_file import LARGEST, FileCodes

pytestmark = pytest.mark.soak

CODES = FileCodes(front_matter="L1", encoding="L2", nul="L3", size="L4", raw_html="L5")
EXAMPLES = 3000 if "SOAK" in os.environ else 40


def read(text: str | bytes) -> tuple[Document | None, list[tuple[int, str]]]:
    data = text if isinstance(text, bytes) else text.encode()
    document, problems = parse_document("some.md", data, CODES)
    return document, [(problem.line, problem.code) for problem in problems]


def sound(text: str | bytes) -> Document:
    document, problems = read(text)
    assert problems == []
    assert document
    assert document.values_known
    return document


def test_values_and_lines() -> None:
    document = sound(
        "---\ntitle: A\n\ncast:\n  Ana: {role: nurse,\n    chair: self}\nids:\n  - a\n  - b\n---\n\nBody.\n"
    )
    assert document.values == {
        "title": "A",
        "cast": {"Ana": {"role": "nurse", "chair": "self"}},
        "ids": ["a", "b"],
    }
    places = [("title",), ("cast",), ("cast", "Ana"), ("cast", "Ana", "chair"), ("ids", "1")]
    assert [document.line(*place) for place in places] == [2, 4, 5, 6, 9]
    assert (document.body, document.body_line) == ("\nBody.\n", 11)


def test_a_missing_place_has_the_line_of_what_is_around_it() -> None:
    document = sound("---\na: {b: 1}\n---\n")
    assert [document.line("a", "c", "d"), document.line("c")] == [2, 1]


@pytest.mark.parametrize(
    ("front", "line"), [("", 3), ("\n", 4), ("a: 1\n", 4), ("a: |\n  ---\n  x\n", 6), ("a: 1\n\n\n", 6)]
)
def test_where_the_body_begins(front: str, line: int) -> None:
    assert sound(f"---\n{front}---\nBody").body_line == line


def test_types() -> None:
    text = "a: 1\nb: 1.5\nc: yes\nd:\ne: 2026-03-02\nf: '1'\ng: <<\n<<: =\n7: y\n"
    values = sound(f"---\n{text}---\n").values
    assert list(values) == ["a", "b", "c", "d", "e", "f", "g", "<<", "7"]
    assert list(values.values()) == [1, 1.5, True, None, date(2026, 3, 2), "1", "<<", "=", "y"]


@pytest.mark.parametrize("value", ["2026-13-45", "9" * 5000, "0b_", "!!int x", "!!float x", "1:59"])
def test_what_yaml_takes_for_a_number_or_date_that_cannot_be(value: str) -> None:
    assert not isinstance(sound(f"---\na: {value}\n---\n").values["a"], str | bytes | bool | list | dict)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = f"---{end}a: 1{end}---{end}{end}One <b>{end}two{end}<i>"
    assert read(text)[1] == [(5, "L5"), (7, "L5")]
    assert sound(text.replace("<", "")).body.count("\n") == 3


def test_other_line_separators_end_no_line() -> None:
    document = sound("---\na: x\u2028y\x85\nb: 1\n---\nz\u2028\x0b\x0cz\n")
    assert (document.line("b"), document.body_line) == (3, 5)


def test_version_and_byte_order_mark() -> None:
    data = "\ufeff---\na: 1\n---\n".encode()
    assert sound(data).version == hashlib.sha256(data).hexdigest()


FAULTS = [
    ("", [(1, "L1")]),
    ("Text", [(1, "L1")]),
    (" ---\na: 1\n---\n", [(1, "L1")]),
    ("---\na: 1\n", [(1, "L1")]),
    ("---\na: 1\n ---\n", [(1, "L1")]),
    ("---\na: 1\na: 2\nb: {c: 1, c: 2}\n---\n", [(3, "L1"), (4, "L1")]),
    ("---\na: &x 1\nb: *x\n---\n", [(2, "L1"), (3, "L1")]),
    ("---\n- a\n---\n", [(2, "L1")]),
    ("---\n\njust text\n---\n", [(3, "L1")]),
    ("---\na: !!set {b}\n---\n", [(2, "L1")]),
    ("---\na: !!map b\n---\n", [(2, "L1")]),
    ("---\na: \x01\n---\n", [(2, "L1")]),
    ("---\nb: 1\n{a: 1}: 2\n---\n", [(3, "L1")]),
    ("---\na: " + "[" * 10_000 + "\n---\n", [(2, "L1")]),
    ("---\na: " + "[" * 100_000 + "\n---\n", [(2, "L4")]),
    ("\n" * 20_001, [(20_001, "L4")]),
    ("---\na: 1\n---\n\n<!-- x -->\n", [(5, "L5")]),
    ("<p>\n\nText", [(1, "L1"), (1, "L5")]),
    (b"---\na: \xff\n---\n", [(2, "L2")]),
    (b"---\r\na: 1\r\n---\r\n\0", [(4, "L3")]),
    (b" " * (LARGEST + 1), [(1, "L4")]),
]


@pytest.mark.parametrize(("text", "faults"), FAULTS)
def test_faults(text: str | bytes, faults: list[tuple[int, str]]) -> None:
    assert read(text)[1] == faults


def test_nesting_of_twenty_is_allowed() -> None:
    sound(f"---\na: {'[' * 19}{']' * 19}\n---\n")
    assert read(f"---\na: {'[' * 20}{']' * 20}\n---\n")[1] == [(2, "L1")]


def test_the_body_is_kept_where_only_the_values_are_unknown() -> None:
    document, _ = read("---\na: [\n---\nBody")
    assert document
    assert (document.values_known, document.body, document.body_line) == (False, "Body", 4)


YAML = st.text(alphabet="ab1:-[]{}&*!|>'\"#%@`,? \n\t~=<\x85\u2028", max_size=80)


@settings(max_examples=EXAMPLES, deadline=None)
@given(YAML)
def test_any_front_matter(text: str) -> None:
    document, problems = parse_document("some.md", f"---\n{text}\n---\nBody".encode(), CODES)
    assert all(1 <= problem.line <= text.count("\n") + 4 for problem in problems)
    assert document is None or bool(problems) is not document.values_known or "<" in document.body
