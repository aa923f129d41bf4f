"""Faces: what the author says is drawn, the rest follows from the name, and the tone shows."""

import re
from pathlib import Path

import pytest

from app.content.portrait import (
    COLLARS,
    EXTRAS,
    HAIR,
    LOOKS,
    SHADE,
    SKIN,
    USUAL_HAIR,
    USUAL_SHADE,
    Mood,
    mood,
    portrait,
)

MACRO = (Path(__file__).parents[2] / "templates/components/portrait.html").read_text(encoding="utf-8")


def test_the_authors_words_are_drawn() -> None:
    face = portrait("Mara", "long black glasses deep")
    assert (face.hair, face.shade, face.skin, face.extras) == ("long", "black", "deep", {"glasses"})


def test_a_name_always_has_the_same_face() -> None:
    assert portrait("Ravi", "") == portrait("Ravi", "")
    assert len({portrait(name, "") for name in ("Ann", "Bob", "Cem", "Dana", "Eve", "Fay")}) > 3


@pytest.mark.parametrize(
    ("tone", "expected"),
    [
        ("fast, flat", Mood.TENSE),
        ("out of breath", Mood.STARTLED),
        ("colder, still on the line", Mood.TENSE),
        ("Quietly, then louder", Mood.LOW),
        ("very calm", Mood.WARM),
        ("tired", Mood.LOW),
        ("eating", Mood.NEUTRAL),
        ("", Mood.NEUTRAL),
    ],
)
def test_a_tone_has_a_mood(tone: str, expected: Mood) -> None:
    assert mood(tone) is expected


def test_the_macro_can_draw_every_word() -> None:
    drawn = set(re.findall(r'"([a-z]+)"', MACRO))
    assert drawn >= {*SHADE, *SKIN, *EXTRAS, *Mood}
    assert drawn >= set(HAIR) - {"bald"}
    assert drawn >= set(COLLARS) - {"round"}
    assert {*USUAL_HAIR, *USUAL_SHADE} <= LOOKS
