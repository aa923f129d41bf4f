"""How often a thing may be tried: counted in the database, exactly, whoever else counts at the same moment.

Every limit counts over the same fifteen minutes. A try is counted before it is made, and given back where
it succeeds, so that only failures add up. Keys are hashed with the site's secret: the table names nobody.
"""

import hashlib
import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from app.errors import TooMany
from app.learners.models import RATE_LIMIT, RateLimit

WINDOW = timedelta(minutes=15)


class Limit(NamedTuple):
    """A key of the table and how many tries it has in one window."""

    key: str
    most: int


def for_account(email: str, secret: str) -> Limit:
    """Wrong passwords for one address, whether or not anybody has an account under it."""
    return Limit(_key("account", email, secret), 10)


def for_address(address: str, secret: str) -> Limit:
    """Wrong passwords from one network address; a whole office may share it."""
    return Limit(_key("address", _network(address), secret), 60)


def for_new_accounts(address: str, secret: str) -> Limit:
    """New accounts from one network address; a class that starts together fits in."""
    return Limit(_key("new", _network(address), secret), 60)


def for_new_addresses(subject_id: str, secret: str) -> Limit:
    """How often one learner may change their address: each try tells whether one is free."""
    return Limit(_key("email", subject_id, secret), 5)


def spend(db: Session, limits: Sequence[Limit], now: datetime) -> None:
    """Count one try for each. Raises `TooMany`, which undoes the transaction and so this try's counts."""
    for limit in sorted(limits):
        if _count(db, limit.key, _window(now)) > limit.most:
            raise TooMany(
                "That was tried too often. Wait a quarter of an hour and try again.", retry_after=_left(now)
            )


def give_back(db: Session, limits: Sequence[Limit], now: datetime) -> None:
    """Take back what `spend` counted, after a success in the same window."""
    for limit in sorted(limits):
        row = (
            col(RateLimit.key) == limit.key,
            col(RateLimit.window) == _window(now),
            col(RateLimit.count) > 0,
        )
        db.execute(update(RateLimit).where(*row).values(count=RateLimit.count - 1))


def drop_old(db: Session, now: datetime) -> None:
    db.execute(delete(RateLimit).where(col(RateLimit.window) < _window(now)))


def _count(db: Session, key: str, window: int) -> int:
    insert = sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = insert(RATE_LIMIT).values(key=key, window=window, count=1)
    counted = row.on_conflict_do_update(
        index_elements=["key", "window"], set_={"count": RATE_LIMIT.c.count + 1}
    )
    return int(db.execute(counted.returning(RATE_LIMIT.c.count)).scalar_one())


def _window(now: datetime) -> int:
    return int(now.timestamp() // WINDOW.total_seconds())


def _left(now: datetime) -> int:
    """Seconds until the next window."""
    seconds = int(WINDOW.total_seconds())
    return seconds - int(now.timestamp()) % seconds


def _key(kind: str, what: str, secret: str) -> str:
    return hashlib.blake2b(f"{kind} {what}".encode(), key=secret.encode()[:64], digest_size=16).hexdigest()


def _network(address: str) -> str:
    """An IPv6 host has a /64 to itself, so that is what counts."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ip) if ip.version == 4 else str(ipaddress.ip_network((ip, 64), strict=False))
