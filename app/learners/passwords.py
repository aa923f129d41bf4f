"""Passwords: how they are kept, and which are too easy to guess. Knows neither the web nor the database.

Passwords are put into Unicode's NFKC form first, so that one typed on another keyboard is the same
password (NIST SP 800-63B-4, 3.1.1.2). Length counts the characters of that form. There are no rules
but length and ease: no kinds of characters that must appear, no date by which one runs out.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pwdlib import PasswordHash

SHORTEST = 15
LONGEST = 1024
EASY_BELOW = 10**10
"""Guesses an attacker needs, by zxcvbn's estimate; below this it gives less than its best mark."""
JUDGED = 20
"""Characters zxcvbn looks at in one go: 44 ms for the worst, where 40 take 560 ms and 72 take seconds."""
LITTLE = 6
"""Characters that make nothing hard, beside the person's own name or address."""
SITE_WORDS = ("four chairs", "fourchairs", "four", "chairs")

TOO_SHORT = f"Use {SHORTEST} characters or more. A few words in a row work well."
TOO_LONG = f"Use {LONGEST:,} characters or fewer."
TOO_EASY = (
    "This one is easy to guess: it is close to a common password, this site’s name, or your own name or address. "
    "Add a few words that do not belong together."
)

NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$Zu+ktGl1cGi6aVh70cxE9w$cdFzYCWxVsPyWcc5SVq6mLgKjG6ox8Sm/XAFL4ZY4OI"
"""What is compared where there is no account, so that an unknown address takes as long as a known one."""


def hash_password(password: str) -> str:
    return _hasher().hash(_normal(password))


def verify(password: str, password_hash: str | None) -> bool:
    """Whether this is the password; without a hash, no, after the same work."""
    right = _hasher().verify(_normal(password[:LONGEST]), password_hash or NOBODYS)
    return right and password_hash is not None


def fault(password: str, *, about: Iterable[str] = ()) -> str:
    """Why this password cannot be taken and what to do, or nothing. `about`: the person's name and address."""
    if words := length_fault(password):
        return words
    return TOO_EASY if _is_easy(_normal(password), _words(about)) else ""


def length_fault(password: str) -> str:
    """Why its length alone rules this password out, or nothing."""
    if len(password) > LONGEST:
        return TOO_LONG
    return TOO_SHORT if len(_normal(password)) < SHORTEST else ""


@cache
def _hasher() -> "PasswordHash":
    """The least that OWASP's cheat sheet on storing passwords asks of argon2id: 19 MiB, two passes, one lane."""
    from pwdlib import PasswordHash  # noqa: PLC0415  a server's process for passwords alone needs it
    from pwdlib.hashers.argon2 import Argon2Hasher  # noqa: PLC0415

    return PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),))


def _is_easy(password: str, words: list[str]) -> bool:
    """A long password is hard as soon as its beginning or its end is; but not one that is little but a long word."""
    from zxcvbn import zxcvbn  # noqa: PLC0415  its word lists are an eighth of a worker's memory

    if len(_without_long(password, words)) < LITTLE:
        return True
    parts = {password[:JUDGED], password[-JUDGED:]}
    return all(zxcvbn(part, user_inputs=words)["guesses"] < EASY_BELOW for part in parts)


def _without_long(password: str, words: list[str]) -> str:
    """What stands beside those words that are longer than half of what zxcvbn looks at, which could cut them."""
    rest = password.casefold()
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "") if len(word) > JUDGED // 2 else rest
    return rest


def _words(about: Iterable[str]) -> list[str]:
    """What an attacker who knows the person tries first: the whole, and each piece of it."""
    given = [whole.casefold() for whole in about]
    wholes = [*given, *(whole.partition("@")[0] for whole in given if "@" in whole)]
    split = "".join(c if c.isalnum() else " " for c in " ".join(wholes)).split()
    joined = ["".join(c for c in whole if c.isalnum()) for whole in wholes]
    return [*SITE_WORDS, *wholes, *joined, *(piece for piece in split if len(piece) > 2)]


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
