"""The one rule for what somebody may be called here, wherever a name is typed.

Any script, any marks that a script needs, emoji too. But a name must show something, and nothing in it may be
invisible, since two people could look the same, or so tall that it covers the line above.
Source: Unicode, “Default_Ignorable_Code_Point” and UAX #31, 2.3 (joiners).
"""

import unicodedata

LONGEST = 80  # characters, once composed
MARKS = 4
"""Combining marks on one letter: Tibetan and pointed Hebrew need so many, and few more are ever a name."""
NOTHING = "Enter the name that you want to see here. Any name will do."
TOO_LONG = f"Use {LONGEST} characters or fewer."
INVISIBLE = "Use letters, digits, spaces and punctuation only: there is an invisible character in it."
TOO_MANY_MARKS = f"Use letters with at most {MARKS} accents or marks on each."

JOINERS = "\u200c\u200d"  # scripts of India and Iran and emoji need them between two signs
STYLES = range(0xFE00, 0xFE10)  # of a sign that shows without them, too; phones add them to emoji
BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\ufffc\U00016fe4\U0001d159"
    "\U00013441\U00013442"
)
"""What is no control character and shows nothing all the same: fillers, blank patterns, place holders."""


def person_name(given: str) -> str:
    """The name as it is kept: composed (NFC), with single spaces. Raises `ValueError` with a sentence."""
    if len(given) > 8 * LONGEST:  # longer than the longest would be in pieces
        raise ValueError(TOO_LONG)
    plain = "".join(c for c in given if ord(c) not in STYLES)
    name = " ".join(unicodedata.normalize("NFC", plain).split())
    if any(is_invisible(name, place) for place in range(len(name))):
        raise ValueError(INVISIBLE)
    if not any(unicodedata.category(c)[0] in "LNPS" for c in name):
        raise ValueError(NOTHING)
    if most_marks(name) > MARKS:
        raise ValueError(TOO_MANY_MARKS)
    if len(name) > LONGEST:
        raise ValueError(TOO_LONG)
    return name


def is_invisible(name: str, place: int) -> bool:
    """Whether nothing is seen of this character where it stands; a mark with nothing below it counts."""
    c, before = name[place], name[place - 1 : place]
    category = unicodedata.category(c)
    if c in JOINERS:
        return not (_shows(before) and _shows(name[place + 1 : place + 2]))
    if 0xE0100 <= ord(c) <= 0xE01EF:  # chooses one form of a Chinese character
        return not unicodedata.name(before or " ", "").startswith("CJK")
    if category[0] == "M":
        return c in BLANK or before in {"", " "}
    return category[0] == "C" or c in BLANK


def most_marks(name: str) -> int:
    """How many combining marks stand on one letter, at most."""
    most = run = 0
    for c in unicodedata.normalize("NFD", name):
        run = run + 1 if unicodedata.category(c)[0] == "M" else 0
        most = max(most, run)
    return most


def _shows(c: str) -> bool:
    return c != "" and c not in BLANK and unicodedata.category(c)[0] in "LMNS"
