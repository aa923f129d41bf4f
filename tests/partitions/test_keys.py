"""The database itself refuses what would cross subjects; that our schema stands there at all says that it does not."""

import pytest
from sqlalchemy import Table, text
from sqlalchemy.exc import IntegrityError, NotSupportedError

from app.db import Database
from app.learners.actions.sessions import new_subject
from app.migrations.tables import metadata
from tests.conftest import Clock
from tests.learners.rows import Filler, kind_of
from tests.partitions.schema import PARTITIONS, subject_column, subject_tables

TABLES = [metadata.tables[name] for name in subject_tables()]


def test_what_is_unique_begins_with_the_subject(database: Database) -> None:
    for table in TABLES:
        assert next(iter(table.primary_key.columns)).name == subject_column(table)
        crossing = next(column.name for column in table.columns if column.name != subject_column(table))
        with pytest.raises(NotSupportedError), database.write() as db:
            db.execute(text(f'create unique index on {table.name} ("{crossing}")'))


def test_every_row_lies_in_a_partition_of_its_subject(database: Database, clock: Clock) -> None:
    with database.write() as db:
        subject_id = new_subject(db, clock())
        filler = Filler(db, subject_id, clock())
        for table in TABLES:
            if table.name != "subject":
                filler.fill(table)
        found = {
            (table.name, number)
            for table in TABLES
            for number in range(PARTITIONS)
            if db.execute(text(f"select 1 from {table.name}_{number}")).first()  # noqa: S608
        }
    assert {name for name, _ in found} == {table.name for table in TABLES}
    assert len({number for _, number in found}) == 1


def test_foreign_keys_stay_inside_a_subject_or_point_to_content() -> None:
    for table in metadata.sorted_tables:
        for constraint in table.foreign_key_constraints:
            target = constraint.referred_table
            pairs = [(one.parent.name, one.column.name) for one in constraint.elements]
            inside = pairs[0] == (subject_column(table), subject_column(target))
            if table not in TABLES:  # what is about nobody never leads to somebody
                assert target not in TABLES, constraint
                continue
            assert inside if target in TABLES else "subject_id" not in dict(pairs), constraint


def test_nothing_hangs_on_somebody_elses_attempt(database: Database, clock: Clock) -> None:
    with database.write() as db:
        mine, theirs = new_subject(db, clock()), new_subject(db, clock())
        attempt = Filler(db, mine, clock()).fill(metadata.tables["attempt"])["id"]
    for table in (table for table in TABLES if "attempt_id" in table.columns):
        with pytest.raises(IntegrityError), database.write() as db:
            db.execute(table.insert().values({**row_of(table, attempt, clock), "subject_id": theirs}))


def row_of(table: Table, attempt: str, clock: Clock) -> dict[str, object]:
    """Anything that the columns can hold."""
    values = {int: 0, str: attempt}
    return {
        column.name: clock() if column.name == "at" else values[kind_of(column)] for column in table.columns
    }
