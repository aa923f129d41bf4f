"""Browsers that signed in to an account before, so that a stranger's guesses never count against them.

The cookie holds a random number of the browser's and a seal for each account that it signed in to. It opens
nothing: it only gives this browser a count of wrong passwords of its own. It says nothing about whose accounts
they are, and nothing is kept here. Source: OWASP, “Slow down online guessing attacks with device cookies”.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Sequence

DAYS = 400  # as long as browsers keep a cookie
MOST = 5
"""Accounts that one browser is known to; the one signed in to longest ago is forgotten first."""
LONGEST = 400
CHANCE_BYTES = 16
_NUMBER = re.compile(r"[A-Za-z0-9_-]{22}")


def known_as(cookie: str, subject_id: str, keys: Sequence[str]) -> str:
    """A name for this browser and this account, or nothing where it never signed in to it. `keys`: newest first."""
    number, seals = _read(cookie)
    expected = [_seal(number, subject_id, key) for key in keys]
    known = any(hmac.compare_digest(seal, one) for seal in seals for one in expected)
    return f"{number} {subject_id}" if number and known else ""


def with_account(cookie: str, subject_id: str, key: str, *, chance: bytes) -> str:
    """The cookie after a sign-in; the same where this account is its newest already.

    `chance` are `CHANCE_BYTES` nobody can foresee, from which a browser without a number gets one.
    """
    number, seals = _read(cookie)
    number = number or urlsafe_b64encode(chance[:CHANCE_BYTES]).decode().rstrip("=")
    seal = _seal(number, subject_id, key)
    return ".".join([number, seal, *[one for one in seals if one != seal][: MOST - 1]])


def _read(cookie: str) -> tuple[str, list[str]]:
    """The browser's number and its seals; neither where this is no such cookie."""
    number, *seals = cookie[:LONGEST].split(".")
    if not cookie.isascii() or not _NUMBER.fullmatch(number):
        return "", []
    return number, seals[:MOST]


def _seal(number: str, subject_id: str, key: str) -> str:
    text = f"known browser\0{number}\0{subject_id}".encode()
    return hmac.new(key.encode(), text, hashlib.sha256).hexdigest()[:32]
