"""Limits count exactly, whoever counts at the same moment, and name nobody."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from app.db import Database
from app.errors import TooMany
from app.learners.actions.rate_limits import drop_old, give_back, spend
from app.learners.limit import Limit, limit
from app.learners.models import RateLimit

NOW = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
SECRET = "only for tests"
QUARTER = timedelta(minutes=15)


def of(key: str, most: int, window: timedelta = QUARTER) -> Limit:
    return Limit(key, most, window)


def test_exactly_as_many_as_allowed_under_threads(database: Database) -> None:
    limit, passed = of("key", 20), []

    def try_often() -> None:
        for _ in range(10):
            try:
                with database.write() as db:
                    spend(db, [limit], NOW)
            except TooMany:
                continue
            passed.append(1)

    threads = [threading.Thread(target=try_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == 20


def test_a_new_window_begins_anew_and_says_when(database: Database) -> None:
    with database.write() as db:
        spend(db, [of("key", 1)], NOW)
    with pytest.raises(TooMany) as refused, database.write() as db:
        spend(db, [of("key", 1)], NOW)
    assert refused.value.retry_after == 600
    with database.write() as db:
        spend(db, [of("key", 1)], NOW + timedelta(seconds=600))


def test_a_refused_try_is_counted_nowhere(database: Database) -> None:
    with database.write() as db:
        spend(db, [of("full", 1)], NOW)
    with pytest.raises(TooMany), database.write() as db:
        spend(db, [of("empty", 5), of("full", 1)], NOW)
    assert _counts(database) == {"full": 1}


def test_a_success_is_given_back(database: Database) -> None:
    with database.write() as db:
        spend(db, [of("key", 1)], NOW)
        give_back(db, [of("key", 1)], NOW)
        give_back(db, [of("key", 1)], NOW)
    assert _counts(database) == {"key": 0}


def test_each_limit_has_windows_of_its_own(database: Database) -> None:
    short, long = of("short", 1, timedelta(minutes=1)), of("long", 1, timedelta(days=1))
    with database.write() as db:
        spend(db, [short, long], NOW)
    with database.write() as db:
        spend(db, [short], NOW + timedelta(minutes=1))
    with pytest.raises(TooMany, match="Wait 14 hours") as refused, database.write() as db:
        spend(db, [long], NOW + timedelta(hours=1))
    assert refused.value.retry_after == 13 * 3600 + 55 * 60


def test_only_what_is_over_is_dropped(database: Database) -> None:
    with database.write() as db:
        spend(
            db,
            [of("quarter", 1), of("day", 1, timedelta(days=1)), of("minute", 1, timedelta(minutes=1))],
            NOW,
        )
        drop_old(db, NOW + timedelta(minutes=9))
    assert _counts(database) == {"quarter": 1, "day": 1}
    with database.write() as db:
        drop_old(db, NOW + timedelta(minutes=10))
    assert _counts(database) == {"day": 1}
    with pytest.raises(TooMany), database.write() as db:
        spend(db, [of("day", 1, timedelta(days=1))], NOW + timedelta(minutes=10))


def test_counting_says_how_many_there_were(database: Database) -> None:
    with database.write() as db:
        assert spend(db, [of("a", 9), of("b", 9)], NOW) == {"a": 1, "b": 1}
        assert spend(db, [of("a", 9)], NOW) == {"a": 2}


def test_keys_name_nobody_and_kinds_share_none() -> None:
    keys = {
        limit(kind, what, 1, QUARTER, secret).key
        for kind in ("account", "network")
        for what in ("dana@example.org", "dana@example.or")
        for secret in (SECRET, "another")
    }
    assert len(keys) == 8
    assert not any("dana" in key for key in keys)


def _counts(database: Database) -> dict[str, int]:
    with database.read() as db:
        return {row.key: row.count for row in db.exec(select(RateLimit))}
