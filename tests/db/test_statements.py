"""Statements that the two databases spell differently do the same on both."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, select, update
from sqlmodel import col

from app.db import Database, Move, one_of, upsert
from app.learners.models import RateLimit

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TABLE = RateLimit.__table__
COUNT = Move(
    update(RateLimit).where(col(RateLimit.key) == bindparam("the_key")).values(count=bindparam("new_count")),
    TABLE,
)


@pytest.mark.parametrize(("key", "moved"), [("here", True), ("elsewhere", False)])
def test_a_move_updates_and_tells_of_it_or_does_neither(database: Database, key: str, moved: bool) -> None:
    with database.write() as db:
        upsert(db, TABLE, {"key": "here", "window": 1, "count": 1, "ends_at": NOW}, key=["key", "window"])
    with database.look() if not database.is_sqlite else database.change() as connection:
        row = {"key": "told", "window": 7, "count": 0, "ends_at": NOW}
        assert COUNT.run(connection, {"the_key": key, "new_count": 5}, row) is moved
    with database.read() as db:
        rows = db.execute(select(TABLE.c.key, TABLE.c.window, TABLE.c.count).order_by(TABLE.c.key)).all()
    assert rows == ([("here", 1, 5), ("told", 7, 0)] if moved else [("here", 1, 1)])


ODD = ["here", 'a"b', "it's", "[1]", "{x}", "a,b", "ä\\", "null", ""]


@pytest.mark.parametrize(
    "keys", [["here"], ["here", "here", "gone"], ODD, [*ODD, *map(str, range(70_000))], []]
)
def test_rows_are_found_by_a_list_of_any_length(database: Database, keys: list[str]) -> None:
    with database.write() as db:
        for key in [*ODD, "another"]:
            upsert(db, TABLE, {"key": key, "window": 1, "count": 1, "ends_at": NOW}, key=["key", "window"])
    with database.look() as connection:
        found = connection.scalars(select(TABLE.c.key).where(one_of(connection, TABLE.c.key, keys)))
        assert sorted(found) == sorted(set(keys) & set(ODD))
