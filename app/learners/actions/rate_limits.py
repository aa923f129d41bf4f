"""How often something about accounts may be tried: counted in the database, exactly, by all processes together.

Each limit counts over a window of its own. A try is counted before it is made; guesses that were
right are given back.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col

from app.content.wording import duration
from app.db import insert_of
from app.errors import TooMany
from app.learners.limit import Limit
from app.learners.models import RATE_LIMIT, RateLimit


def spend(db: Session, limits: Sequence[Limit], now: datetime) -> dict[str, int]:
    """Count one try for each; the counts by key. Raises `TooMany`, which undoes the transaction and its counts."""
    counts = {}
    for limit in sorted(limits):
        counts[limit.key] = _count(db, limit, now)
        if counts[limit.key] > limit.most:
            raise TooMany(
                f"That was tried too often. Wait {duration(limit.left(now))} and try again.",
                retry_after=limit.left(now),
                limit="guess passwords, or make or change accounts",
            )
    return counts


def give_back(db: Session, limits: Sequence[Limit], now: datetime) -> None:
    """Take back what `spend` counted, after a success in the same window."""
    for limit in sorted(limits):
        row = (
            col(RateLimit.key) == limit.key,
            col(RateLimit.window) == limit.number(now),
            col(RateLimit.count) > 0,
        )
        db.execute(update(RateLimit).where(*row).values(count=RateLimit.count - 1))


def drop_old(db: Session, now: datetime) -> None:
    db.execute(delete(RateLimit).where(col(RateLimit.ends_at) <= now))


def _count(db: Session, limit: Limit, now: datetime) -> int:
    row = insert_of(db.connection())(RATE_LIMIT).values(
        key=limit.key, window=limit.number(now), count=1, ends_at=limit.ends_at(now)
    )
    counted = row.on_conflict_do_update(
        index_elements=["key", "window"], set_={"count": RATE_LIMIT.c.count + 1}
    )
    return int(db.execute(counted.returning(RATE_LIMIT.c.count)).scalar_one())
