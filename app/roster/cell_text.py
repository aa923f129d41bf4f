"""A cell as a person sees it: one line, without marks that nobody sees."""

import re
import unicodedata

from app.learners.person_name import is_invisible


def visible(cell: str) -> str:
    """Composed (NFC), with single spaces for line breaks, and without invisible marks, those of direction included.

    Joiners stay where they change what is seen: in Persian and Sinhala, and between the signs of an emoji.
    """
    text = " ".join(unicodedata.normalize("NFC", cell).split())
    if text.isascii() and text.isprintable():
        return text
    seen = "".join(c for place, c in enumerate(text) if c == " " or not is_invisible(text, place))
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def plain(cell: str) -> str:
    """The same with one form for letters that differ in width or style alone (NFKC), as an address or number needs."""
    return visible(unicodedata.normalize("NFKC", visible(cell)))


def folded(cell: str) -> str:
    """For comparing titles: letters and digits alone, without case and accents; “E-Mail” is “email”."""
    pieces = unicodedata.normalize("NFKD", visible(cell).casefold())
    return re.sub(r"[\W_]", "", "".join(c for c in pieces if not unicodedata.combining(c)))


def match_key(text: str) -> str:
    """For comparing numbers and names of groups: without case, width and style."""
    return plain(text).casefold()
