"""Letters of another script that look Latin, so that two addresses look the same and are two.

A word of one script is what it is; one that mixes scripts is refused, but for those that are written together
(UTS #39, 5.2, “highly restrictive”), and so is one that could be read as Latin from beginning to end.
"""

import re
import unicodedata

_TOGETHER = (
    {"CJK", "HIRAGANA", "KATAKANA", "LATIN"},
    {"CJK", "HANGUL", "LATIN"},
    {"CJK", "BOPOMOFO", "LATIN"},
)
_LOOK_LATIN = frozenset("асԁеһіјӏорԛѕԝхуъьҽпгѵѡ" + "αγικνορτυωχϲϳ")
"""Small letters, Cyrillic and Greek; source: Chromium, “IDN spoof checker”, and what is seen of the Greek ones."""


def odd_letter(text: str, *, is_latin: bool | None = None) -> str:
    """What is odd about the letters, in words that follow “dana@exаmple.org: ”; else nothing.

    Without `is_latin`, a word that could be read as Latin is odd where others are Latin: “аррӏе.com”.
    """
    if is_latin is None:
        is_latin = any(script(c) == "LATIN" for c in text)
    for word in re.split(r"[\W\d_]+", text):
        found = {script(c) for c in word}
        if len(found) > 1 and not any(found <= together for together in _TOGETHER):
            odd = next((c for c in word if script(c) != "LATIN"), word[0])
            return f"its ‘{odd}’ is a {script(odd).capitalize()} letter among others"
        if word and is_latin and _LOOK_LATIN.issuperset(word.casefold()):
            return f"‘{word}’ looks Latin, and its letters are {script(word[0]).capitalize()}"
    return ""


def script(letter: str) -> str:
    """As the Unicode name of the letter begins: LATIN, GREEK, CYRILLIC; a mark has that of any letter below it."""
    name = unicodedata.name(letter, "").split()
    return name[0].partition("-")[0] if name else ""
