"""Codes that people read from paper, say on the phone and type: certificates’ and groups’.

59 bits: nobody finds one by trying. None of the letters is easily taken for another.
"""

import secrets

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
GROUPS, LETTERS_EACH = 3, 4


def new_code() -> str:
    """Such as `k7qf-2m9t-xx3p`."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(LETTERS_EACH)) for _ in range(GROUPS))
    return "-".join(groups)


def read_code(typed: str) -> str:
    """The code that somebody typed: in any case, with spaces, dashes or nothing between; as typed where it is none."""
    letters = "".join(letter for letter in typed.lower() if letter.isalnum())
    if len(letters) != GROUPS * LETTERS_EACH:
        return typed.strip().lower()
    return "-".join(letters[place : place + LETTERS_EACH] for place in range(0, len(letters), LETTERS_EACH))
