import pytest

from app.content.speech import Line, read_speech

SPEECH = [
    ("**Ana**: Yes.", Line("Ana", "", "Yes.")),
    ("**Ana** (out of breath): Yes\nand no.", Line("Ana", "out of breath", "Yes and no.")),
    ("**Ana Maria**  (a (b)\nc) : **No**: yes.", Line("Ana Maria", "a (b) c", "**No**: yes.")),
    ("__Ana__:", Line("Ana", "", "")),
    ("**Ana**", None),
    ("**Ana:** Yes.", None),
    ("**Ana** (a: Yes.", None),
    ("**Ana** (a) b: Yes.", None),
    ("**Ana __: Yes.", None),
    ("****: Yes.", None),
    (" *Ana*: Yes.", None),
]


@pytest.mark.parametrize(("paragraph", "line"), SPEECH)
def test_speech(paragraph: str, line: Line | None) -> None:
    assert read_speech(paragraph) == line


@pytest.mark.parametrize(
    "text", ["**a" * 50_000, "**a** (" + "(" * 100_000, "**a** " + "(b)" * 50_000, "** " * 50_000]
)
def test_no_paragraph_takes_long(text: str) -> None:
    assert read_speech(text) is None
