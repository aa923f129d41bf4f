"""The site's schema on a PostgreSQL that spreads every table about a subject over hash partitions.

It stands in for a database on many machines: it refuses keys and uniqueness that cross subjects.
"""

from sqlalchemy import Connection, MetaData, Table, text

from app import migrations
from app.db import Database
from app.migrations.tables import metadata

PARTITIONS = 8
DIRECTORIES = {
    *("email_address", "session_token", "certificate_code"),
    *("trainer_list", "lead_list", "member_list", "calendar_token"),
}
"""All that is unique across subjects; beside them, what is about nobody: content, and the site's own."""


def spread_by_subject(url: str) -> None:
    """Make the schema of the models in an empty database."""
    database, spread = Database(url), MetaData()
    for table in metadata.sorted_tables:
        copy = table.to_metadata(spread)
        if table.name in subject_tables():
            copy.dialect_options["postgresql"]["partition_by"] = f"HASH ({subject_column(table)})"
    with database.change() as connection:
        spread.create_all(connection)
        for name in subject_tables():
            _divide(connection, name)
        connection.execute(text("create table alembic_version (version_num varchar(32) primary key)"))
        connection.execute(text("insert into alembic_version values (:head)"), {"head": migrations.head()})
    database.close()


def subject_tables() -> list[str]:
    mine = [table for table in metadata.sorted_tables if subject_column(table) in table.columns]
    return [table.name for table in mine if table.name not in DIRECTORIES]


def subject_column(table: Table) -> str:
    """With which its key begins."""
    return "id" if table.name == "subject" else "subject_id"


def _divide(connection: Connection, name: str) -> None:
    for number in range(PARTITIONS):
        part = f"for values with (modulus {PARTITIONS}, remainder {number})"
        connection.execute(text(f"create table {name}_{number} partition of {name} {part}"))
