"""Very many learners in a minute: a thousand are invented as the demo does it, and the others do what they do.

Each of the others is one of the thousand under an id of their own, in SQL, on either database. So the evidence of ten
or of a hundred thousand has the distribution that the demo gives it: answers, runs and lines for each learner.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from random import Random
from typing import Any

from sqlalchemy import Column, ColumnElement, Insert, MetaData, String, Table, func, insert, select, text

from app.commands.demo import content_of
from app.commands.project import Project
from app.db import Database
from app.demo.filling import live, versions
from app.learners.models import SUBJECT
from app.migrations.tables import metadata
from app.settings import Settings
from tests.serving import ROOT

INVENTED = 1_000
WRITTEN = {"answer": "at", "lesson_progress": "started_at", "attempt": "started_at", "choice_taken": "at"}
"""Evidence, and when each row of it was written: in that order it lies on the disk, each subject’s own far apart."""
COPIED = ("subject", "email_address", "learner", *WRITTEN, "kept_phrase", "plan")
MADE, MARK = 10, 5
"""Letters of an id that say when it was made, and those after them, which tell one copy from another."""
BESIDE = MetaData()
COPY = Table("copy", BESIDE, Column("mark", String), prefixes=["temporary"])
ORIGINAL = Table("original", BESIDE, Column("id", String, primary_key=True), prefixes=["temporary"])


def invent(database: Database) -> list[str]:
    """The first thousand, with all that there is to read and play; their subjects."""
    content = content_of(Project(Settings.read(needs_secret=False, content_dir=ROOT)))
    until = datetime.combine(datetime.now(UTC).date(), time(), UTC)
    rows = versions(content, until)
    for number in range(1, INVENTED + 1):
        live(Random(f"1/{number}"), rows, content, number=number, until=until, password_hash="")
    with database.write() as db:
        rows.insert(db)
        return list(db.scalars(select(SUBJECT.c.id).order_by(SUBJECT.c.id)))


def copy(database: Database, originals: Sequence[str], numbers: Iterable[int]) -> None:
    """Each of these subjects once more under each number, with all that they have done."""
    with database.change() as connection:
        BESIDE.create_all(connection)
        connection.execute(insert(COPY), [{"mark": _mark(number)} for number in numbers])
        connection.execute(insert(ORIGINAL), [{"id": one} for one in originals])
        for name in COPIED:
            connection.execute(_copies(metadata.tables[name]))
        BESIDE.drop_all(connection)
        if not database.is_sqlite:
            connection.execute(text("analyze"))


def copy_of(subject: str, number: int) -> str:
    """The id under which somebody is there once more."""
    return f"{subject[:MADE]}{_mark(number)}{subject[MADE + MARK :]}" if number else subject


def _mark(number: int) -> str:
    return f"{number:0{MARK}}"


def _copies(table: Table) -> Insert:
    owner = table.c["id" if table is SUBJECT else "subject_id"]
    values = [_value(column) for column in table.columns]
    rows = select(*values).join(ORIGINAL, ORIGINAL.c.id == owner).join(COPY, text("true"))
    if table.name in WRITTEN:
        rows = rows.order_by(table.c[WRITTEN[table.name]], COPY.c.mark)
    return insert(table).from_select([column.name for column in table.columns], rows)


def _value(column: Column[Any]) -> ColumnElement[Any]:
    """An id of somebody becomes that of the copy, an address one of its own, and all else stays."""
    mark = COPY.c.mark
    if (column.table is SUBJECT and column.name == "id") or column.name == "subject_id":
        return func.substr(column, 1, MADE).concat(mark).concat(func.substr(column, MADE + MARK + 1))
    return mark.concat(column) if column.name == "email" else column
