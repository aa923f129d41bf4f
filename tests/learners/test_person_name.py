"""What somebody may be called: anything that is seen, in any script, and nothing that is not."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learners.person_name import INVISIBLE, LONGEST, NOTHING, TOO_LONG, TOO_MANY_MARKS, person_name


@pytest.mark.parametrize(
    "name",
    [
        "Dana Ørsted",
        "Zoë",
        "Nguyễn Thị Ánh",
        "O’Brien-Łukasz",
        "李小龍",
        "葛\U000e0100城",
        "محمد",
        "می\u200cخواهم",
        "श्री\u200dधर",
        "הַנָּה",
        "བསྒྲུབས",
        "สมเกียรติ์",
        "김민수",
        "X Æ A-12",
        "👩\u200d💻 Dana",
        "7",
        "…",
    ],
)
def test_names_of_any_script_stay_as_they_are(name: str) -> None:
    assert person_name(name) == unicodedata.normalize("NFC", name)


def test_a_name_is_kept_in_one_way() -> None:
    assert person_name("  Dana \u3000  O\u0308rsted\n") == "Dana Örsted"
    assert person_name("Dana ❤\ufe0f") == "Dana ❤"


@pytest.mark.parametrize("name", ["", " ", "\u3000\u2003\t", "\ufe0f\ufe0e", "\u2028"])
def test_a_name_that_is_nothing(name: str) -> None:
    with pytest.raises(ValueError, match=NOTHING):
        person_name(name)


@pytest.mark.parametrize(
    "blank",
    [
        "\u3164",
        "\uffa0",
        "\u115f",
        "\u1160",
        "\u2800",
        "\u00ad",
        "\u034f",
        "\u200b",
        "\u200c",
        "\u200d",
        "\u2060",
        "\u2063",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\u180e",
        "\u180b",
        "\ufffc",
        "\U000e0041",
        "\U000e0100",
        "\U0001d159",
        "\u0301",
        "\u20dd",
        "\u093e",
        "\u061c",
        "\ue000",
        "\ufdd0",
        "\x00",
    ],
)
@pytest.mark.parametrize("around", ["{}", "{}{}", " {} ", "Dana {} Ada", "{}Dana", "Dana {}"])
def test_nothing_invisible_alone_or_among_letters(blank: str, around: str) -> None:
    with pytest.raises(ValueError, match=f"{INVISIBLE}|{NOTHING}"):
        person_name(around.replace("{}", blank))


def test_every_code_point_that_unicode_lets_programs_ignore_is_no_name() -> None:
    """Whatever is named a filler, a blank or a selector, and every control, alone."""
    words = ("HANGUL FILLER", "PATTERN BLANK", "SELECTOR", "HIEROGLYPH FULL BLANK", "HIEROGLYPH HALF BLANK")
    for code in range(sys.maxunicode + 1):
        c = chr(code)
        name, category = unicodedata.name(c, ""), unicodedata.category(c)
        if category[0] in "CMZ" or any(word in name for word in words):
            with pytest.raises(ValueError, match=r"name|character|accents"):
                person_name(c)


def test_marks_are_counted_for_each_letter() -> None:
    assert person_name("a" + "\u0323\u0331\u0317\u0318" + "b\u0323")
    for tower in (
        "a" + "\u0323" * 5,
        "Da" + "\u0301" * 40,
        "é" + "\u0302\u0303\u0304\u0306",
        "a\u0489" * 2 + "\u0489" * 4,
    ):
        with pytest.raises(ValueError, match=TOO_MANY_MARKS):
            person_name(tower)


def test_length_counts_what_is_kept() -> None:
    assert len(person_name("é" * LONGEST)) == LONGEST
    assert len(person_name("e\u0301" * LONGEST)) == LONGEST
    for long in ("é" * (LONGEST + 1), "x" * 60_000, "\u0301" * 60_000):
        with pytest.raises(ValueError, match=TOO_LONG):
            person_name(long)


@given(st.text(max_size=60))
def test_what_is_taken_shows_and_stays(name: str) -> None:
    try:
        taken = person_name(name)
    except ValueError:
        return
    assert person_name(taken) == taken
    assert taken.strip() == taken != ""
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"} for c in taken)
