import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.review.cloze import with_gaps


def shown(phrase: str) -> str:
    return "".join(piece.text or f"({piece.missing})" for piece in with_gaps(phrase))


@pytest.mark.parametrize(
    ("phrase", "gapped"),
    [
        ("What do you need to have by [time]?", "What (6) [time]?"),
        (
            "That’s handled elsewhere, but don’t go yet. I’ll find who has it.",
            "That’s (2), (4). I’ll (4).",
        ),
        ("[Name] has it now. If not, call me.", "[Name] (3). If (1), (2)."),
        ("Yes.", "Yes."),
        ("", ""),
    ],
)
def test_the_first_words_and_the_slots_stand(phrase: str, gapped: str) -> None:
    assert shown(phrase) == gapped


@given(st.text(alphabet="ab’. ,[]?-ä\n", max_size=60))
def test_every_word_is_shown_or_counted(phrase: str) -> None:
    pieces = with_gaps(phrase)
    assert all(bool(piece.text) != bool(piece.missing) for piece in pieces)
    rest = phrase
    for text in (piece.text for piece in pieces if piece.text):
        assert text in rest
        rest = rest[rest.index(text) + len(text) :]
    words = re.findall(r"\[[^\]]*\]|[\w’'-]*\w[\w’'-]*", phrase)
    assert sum(piece.missing for piece in pieces) <= len(words)
