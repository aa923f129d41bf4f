"""A limit: what is counted under which key, how often it may be, and over which time."""

import hashlib
from datetime import datetime, timedelta
from typing import NamedTuple


class Limit(NamedTuple):
    """A key that names nobody, and how many tries it has in one window of time."""

    key: str
    most: int
    window: timedelta

    def number(self, now: datetime) -> int:
        """Which window this is, counted since 1970."""
        return int(now.timestamp() // self.window.total_seconds())

    def ends_at(self, now: datetime) -> datetime:
        return now + timedelta(seconds=self.left(now))

    def left(self, now: datetime) -> int:
        """Seconds until the next window, from 1 on."""
        seconds = int(self.window.total_seconds())
        return seconds - int(now.timestamp()) % seconds


def limit(kind: str, what: str, most: int, window: timedelta, secret: str) -> Limit:
    """Kinds do not share their keys, and the site's secret keeps anybody from reading one."""
    text = f"{kind}\0{what}".encode(errors="replace")
    return Limit(hashlib.blake2b(text, key=secret.encode()[:64], digest_size=16).hexdigest(), most, window)
