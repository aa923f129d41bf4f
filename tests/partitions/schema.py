"""The site's schema on a PostgreSQL that spreads every table about a subject over hash partitions.

It stands in for a database on many machines: it refuses keys and uniqueness that cross subjects.
"""

from sqlalchemy import Connection, MetaData, Table, text

from app import migrations
from app.db import Database
from app.migrations.tables import metadata

PARTITIONS = 8
SHARED = {
    *("email_address", "session_token", "certificate_code"),  # the directories
    *("lesson_version", "scenario_version"),  # content
    *("heartbeat", "rate_limit", "search_passage"),  # the site's own
}


def spread_by_subject(url: str) -> None:
    """Make the schema of the models in an empty database."""
    database, spread = Database(url), MetaData()
    for table in metadata.sorted_tables:
        copy = table.to_metadata(spread)
        if table.name not in SHARED:
            copy.dialect_options["postgresql"]["partition_by"] = f"HASH ({subject_column(table)})"
    with database.change() as connection:
        spread.create_all(connection)
        for name in subject_tables():
            _divide(connection, name)
        connection.execute(text("create table alembic_version (version_num varchar(32) primary key)"))
        connection.execute(text("insert into alembic_version values (:head)"), {"head": migrations.head()})
    database.close()


def subject_tables() -> list[str]:
    return [table.name for table in metadata.sorted_tables if table.name not in SHARED]


def subject_column(table: Table) -> str:
    """With which its key begins."""
    return "id" if table.name == "subject" else "subject_id"


def _divide(connection: Connection, name: str) -> None:
    for number in range(PARTITIONS):
        part = f"for values with (modulus {PARTITIONS}, remainder {number})"
        connection.execute(text(f"create table {name}_{number} partition of {name} {part}"))
