"""Databases of every schema there was come along, with everything in them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from app import migrations
from app.db import Database
from app.migrations import moves
from app.migrations.tables import metadata
from tests import old_schemas
from tests.databases import FreshDatabases
from tests.old_schemas import Rows

SCHEMAS = ("0001", "0002", "0003", "0004")
DIRECTORIES = {
    "email_address": ("learner", "email"),
    "session_token": ("browser_session", "token_hash"),
    "certificate_code": ("certificate", "id"),
}
NOT_KEPT = {"rate_limit", "search_passage", "reset_link"}
"""Counts that matter for minutes, an index that is made from the content, and links that were used."""
PLANS = {"plan": "lesson", "attempt_plan": "debrief"}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, databases: FreshDatabases) -> Iterator[Database]:
    with databases.fresh(request.param, migrated=False) as url:
        database = Database(url)
        yield database
        database.close()


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_row_comes_along(empty: Database, schema: str) -> None:
    old_schemas.make(empty, schema)
    old_schemas.fill(empty)
    before = old_schemas.content(empty)
    migrations.upgrade(empty)
    after = old_schemas.content(empty)
    expected = renumbered(before)
    for name, rows in expected.items():
        assert in_order(shared(rows, after[name])) == in_order(shared(after[name], rows)), name
    for directory, (table, column) in DIRECTORIES.items():
        (key,) = metadata.tables[directory].primary_key.columns.keys()
        pairs = {(row[column], row["subject_id"]) for row in expected.get(table, [])}
        assert {(row[key], row["subject_id"]) for row in after[directory]} == pairs
    assert_sound(empty)


def test_what_is_new_follows_from_what_was_there(empty: Database) -> None:
    old_schemas.make(empty, "0004")
    old_schemas.fill(empty)
    migrations.upgrade(empty)
    after = old_schemas.content(empty)
    places = {row["subject_id"]: (row["place"], row["place_at"]) for row in after["lesson_progress"]}
    assert places == {
        text_id(1): (None, None),
        text_id(2): ("block “2”", datetime(1970, 1, 1, 0, 0, 2, tzinfo=UTC)),
        text_id(3): ("block “3”", datetime(1970, 1, 1, 0, 0, 3, tzinfo=UTC)),
    }
    assert all(row["is_replay"] for row in after["attempt"])
    assert all(row["customer_low"] is None for row in after["scenario_version"])


@pytest.mark.parametrize("schema", [*SCHEMAS, "0005", "0011"])
def test_a_link_that_was_used_does_not_open_again(empty: Database, schema: str) -> None:
    old_schemas.make(empty, schema)
    old_schemas.fill(empty)
    with empty.write() as db:
        db.execute(text("update reset_link set used_at = null where token_hash like '%2%'"))
        (unused,) = db.execute(text("select token_hash from reset_link where used_at is null")).scalars()
    migrations.upgrade(empty)
    (link,) = old_schemas.content(empty)["reset_link"]
    assert link["token_hash"] == unused
    assert link["subject_id"] == text_id(2) or schema not in SCHEMAS
    assert_sound(empty)


def test_a_moved_date_can_still_be_moved_back(empty: Database) -> None:
    """What was kept of the last move and of a withdrawal is kept as any change of an assignment now is."""
    old_schemas.make(empty, "0014")
    old_schemas.fill(empty)
    with empty.write() as db:
        db.execute(text("update assignment set time_zone = 'Europe/Berlin', moved_from = '2027-03-28 17:00'"))
        db.execute(text("update assignment set moved_at = null where id like '%3%'"))
        db.execute(text("update assignment set withdrawn_at = null where id not like '%2%'"))
    before = old_schemas.content(empty)["assignment"]
    migrations.upgrade(empty)
    after = old_schemas.content(empty)
    moved = {row["id"]: row["moved_at"] for row in before if row["moved_at"]}
    kept = {(one["assignment_id"], one["kind"]): one for one in after["assignment_change"]}
    assert {name: one["at"] for (name, kind), one in kept.items() if kind == "date"} == moved
    assert {one["before"] for (_, kind), one in kept.items() if kind == "date"} == {
        "2027-03-28 17:00 Europe/Berlin"
    }
    assert [one["before"] for (_, kind), one in kept.items() if kind == "withdraw"] == [""]
    assert {one["by_id"] for one in kept.values()} <= {row["set_by"] for row in before}
    assert in_order(shared(before, after["assignment"])) == in_order(shared(after["assignment"], before))
    assert {(row["edits"], row["edited_by"]) for row in after["assignment"]} == {(0, None)}
    assert_sound(empty)


def test_a_long_migration_says_what_it_does(empty: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "LONG", old_schemas.EACH)
    old_schemas.make(empty, "0004")
    old_schemas.fill(empty)
    lines: list[str] = []
    migrations.upgrade(empty, tell=lines.append)
    assert "Writing 3 rows of choice_taken anew" in lines
    assert "Writing 3 rows of lesson_progress anew" in lines


def renumbered(before: Rows) -> Rows:
    """What the rows are after: numbers of subjects and of evidence become text; plans lie in one table."""
    whose = {row["id"]: row["subject_id"] for row in before["attempt"]}
    found: Rows = {}
    for name in before.keys() - NOT_KEPT:
        for row in before[name]:
            new = {**row, **({"id": text_id(row["id"])} if isinstance(row.get("id"), int) else {})}
            subject = row.get("subject_id") or whose.get(row.get("attempt_id"))
            if name == "subject" and row["merged_into"]:
                new["merged_into"] = text_id(row["merged_into"])
            if subject:
                new["subject_id"] = text_id(subject)
            if name == "learner":
                del new["id"]
            if name in PLANS:
                source = row.get("lesson_id") or row["attempt_id"]
                new = {"plan_id": "", "skipped": False, **new, "kind": PLANS[name], "source_id": source}
                new = {name: value for name, value in new.items() if name not in {"lesson_id", "attempt_id"}}
            found.setdefault("plan" if name in PLANS else name, []).append(new)
    found["heartbeat"] = before["heartbeat"]
    return found


def text_id(number: int) -> str:
    return f"{number:026}"


def shared(rows: list[dict[str, Any]], others: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With the columns that both have."""
    names = set(rows[0]) & set(others[0]) if rows and others else set()
    return [{name: row[name] for name in sorted(names)} for row in rows]


def in_order(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(repr(list(row.items())) for row in rows)


def assert_sound(database: Database) -> None:
    """The schema is the models', and on SQLite no row points nowhere."""
    with database.read() as db:
        connection = db.connection()
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        if database.is_sqlite:
            assert db.execute(text("pragma foreign_key_check")).all() == []
