"""What workplaces and groups may be called."""

import unicodedata

LONGEST = 80
EMPTY = "Give it a name that people there will know."
TOO_LONG = f"Use {LONGEST} characters or fewer."


def title_of(given: str) -> str:
    """Without spaces around it and in a row. Raises `ValueError` with what to do."""
    title = " ".join(unicodedata.normalize("NFC", given).split())
    if not any(character.isalnum() for character in title):
        raise ValueError(EMPTY)
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"} for character in title):
        raise ValueError("It holds a character that cannot be seen. Type the name anew.")
    if len(title) > LONGEST:
        raise ValueError(TOO_LONG)
    return title
