"""Limits count exactly, whoever counts at the same moment, and name nobody."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from app.db import Database
from app.errors import TooMany
from app.learners.actions.rate_limits import Limit, drop_old, for_account, for_address, give_back, spend
from app.learners.models import RateLimit

NOW = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
SECRET = "only for tests"


def test_exactly_as_many_as_allowed_under_threads(database: Database) -> None:
    limit, passed = Limit("key", 20), []

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
        spend(db, [Limit("key", 1)], NOW)
    with pytest.raises(TooMany) as refused, database.write() as db:
        spend(db, [Limit("key", 1)], NOW)
    assert refused.value.retry_after == 600
    with database.write() as db:
        spend(db, [Limit("key", 1)], NOW + timedelta(seconds=600))


def test_a_refused_try_is_counted_nowhere(database: Database) -> None:
    with database.write() as db:
        spend(db, [Limit("full", 1)], NOW)
    with pytest.raises(TooMany), database.write() as db:
        spend(db, [Limit("empty", 5), Limit("full", 1)], NOW)
    assert _counts(database) == {"full": 1}


def test_a_success_is_given_back(database: Database) -> None:
    with database.write() as db:
        spend(db, [Limit("key", 1)], NOW)
        give_back(db, [Limit("key", 1)], NOW)
        give_back(db, [Limit("key", 1)], NOW)
    assert _counts(database) == {"key": 0}


def test_old_windows_are_dropped(database: Database) -> None:
    with database.write() as db:
        spend(db, [Limit("old", 1)], NOW - timedelta(minutes=15))
        spend(db, [Limit("new", 1)], NOW)
        drop_old(db, NOW)
    assert _counts(database) == {"new": 1}


def test_keys_name_nobody_and_one_ipv6_host_is_one() -> None:
    assert "dana" not in for_account("dana@example.org", SECRET).key
    assert for_account("dana@example.org", SECRET) != for_account("dana@example.org", "another")
    assert for_address("2001:db8::1", SECRET) == for_address("2001:db8::ffff", SECRET)
    assert for_address("192.0.2.1", SECRET) != for_address("192.0.2.2", SECRET)
    assert for_address("testclient", SECRET) == for_address("testclient", SECRET)


def _counts(database: Database) -> dict[str, int]:
    with database.read() as db:
        return {row.key: row.count for row in db.exec(select(RateLimit))}
