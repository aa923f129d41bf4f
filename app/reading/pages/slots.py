"""A page rendered once, as bytes with gaps: what every learner sees is kept, what differs is put in."""

import hashlib
import re
import secrets
from collections.abc import Callable

from markupsafe import Markup

_MARK = secrets.token_hex(8)  # no content can know it
_SLOT = re.compile(f"@{_MARK}:([a-z0-9:-]+)@")


def slot(name: str) -> Markup:
    """What a template writes where the piece of that name goes."""
    return Markup(f"@{_MARK}:{name}@")  # noqa: S704


def digest(*parts: bytes) -> bytes:
    """Of the parts in their order. The same in every process for the same HTML and slots."""
    return hashlib.sha256(repr([part.replace(_MARK.encode(), b"") for part in parts]).encode()).digest()


class Skeleton:
    """HTML cut at its slots."""

    def __init__(self, html: str) -> None:
        self.digest = digest(html.encode())
        parts = _SLOT.split(html)
        self._first = parts[0].encode()
        self._rest = [(name, after.encode()) for name, after in zip(parts[1::2], parts[2::2], strict=True)]

    def fill(self, piece: Callable[[str], bytes]) -> bytes:
        """The whole, with `piece(name)` in each slot; a piece of free text is escaped by whoever gives it."""
        filled = [self._first]
        for name, after in self._rest:
            filled.append(piece(name))
            filled.append(after)
        return b"".join(filled)
