"""The ids of our rows: ULIDs, 26 letters and digits that sort by the time at which they were made.

Source: github.com/ulid/spec. 48 bits of milliseconds since 1970, then 80 random ones, in Crockford’s base 32.
"""

import re
import secrets
from datetime import datetime
from threading import Lock

LENGTH = 26
PATTERN = f"^[0-9A-Z]{{{LENGTH}}}$"
"""What an address or a form may give as an id."""
RANDOM_BITS = 80
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [high + low for high in _DIGITS for low in _DIGITS]
_PLACES = range(10 * (LENGTH // 2 - 1), -1, -10)
_ULID = re.compile(f"[0-7][{_DIGITS}]{{{LENGTH - 1}}}")


def ulid(at: datetime, random: int) -> str:
    """The id that these two make; of `random`, 80 bits count."""
    milliseconds = max(0, int(at.timestamp() * 1000))
    number = milliseconds << RANDOM_BITS | random & (1 << RANDOM_BITS) - 1
    return "".join([_PAIRS[number >> place & 1023] for place in _PLACES])


def is_ulid(text: str) -> bool:
    return _ULID.fullmatch(text) is not None


class Ulids:
    """Makes new ids. Those that one process makes in a row for the same millisecond sort as they were made, too."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._millisecond = -1
        self._random = 0

    def __call__(self, now: datetime) -> str:
        millisecond = int(now.timestamp() * 1000)
        with self._lock:
            if millisecond == self._millisecond:
                self._random += 1 + secrets.randbits(32)  # two processes that were one a moment ago differ
            else:
                self._random = secrets.randbits(RANDOM_BITS - 1)
            self._millisecond = millisecond
            return ulid(now, self._random)


new_id = Ulids()
