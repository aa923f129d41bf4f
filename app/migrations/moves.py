"""How a migration writes tables anew: set aside, moved over a table at a time, with a line where it takes long."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import context, op

from app.db import UtcDateTime
from app.lessons.format.lesson_file import parse_lesson
from app.reading.versions import asked_in
from app.scenarios.analysis.cache import limits_of
from app.scenarios.format.scenario_file import read_stored
from app.scenarios.scenario import CHAIRS

LONG = 10_000  # rows
AT_ONCE = 1000
DIGITS = 26
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Move(NamedTuple):
    """Rows of `old_<of>`, in SQL called `o`, for the new table `to`.

    `values` says what fills a column, in SQL; columns it does not name keep theirs. `more` is SQL after the table.
    """

    to: str
    values: Mapping[str, str]
    of: str = ""
    more: str = ""


def text_id(number: str) -> str:
    """SQL for the text that takes the place of an integer id: 26 digits, in the order of the numbers."""
    text = f"cast({number} as varchar)"
    return f"substr('{'0' * DIGITS}' || {text}, length({text}) + 1)"


def set_aside(names: Sequence[str]) -> None:
    """Each table's rows under `old_<name>`, without keys; the tables themselves are gone."""
    for name in names:
        op.execute(f"create table old_{name} as select * from {name}")  # noqa: S608
    for name in names:
        op.drop_table(name)


def moved(move: Move) -> None:
    of = f"old_{move.of or move.to}"
    connection = op.get_bind()
    told(connection, of, move.to)
    columns = [column["name"] for column in sa.inspect(connection).get_columns(move.to)]
    values = ", ".join(move.values.get(name, f"o.{name}") for name in columns)
    op.execute(f"insert into {move.to} ({', '.join(columns)}) select {values} from {of} o {move.more}")  # noqa: S608


def told(connection: sa.Connection, of: str, to: str) -> None:
    """A line where there are many rows."""
    count = connection.scalar(sa.select(sa.func.count()).select_from(sa.table(of))) or 0
    if count >= LONG:
        _tell(f"Writing {count:,} rows of {to} anew")


def lesson_rows() -> None:
    """`lesson_progress`, with the place where somebody stopped in columns too, read from the marks."""
    connection = op.get_bind()
    told(connection, "old_lesson_progress", "lesson_progress")
    moments = ("started_at", "updated_at", "completed_at", "place_at")
    texts = ("subject_id", "lesson_id", "version", "marks", "completed_version", "place")
    kept = [*texts[1:-1], *moments[:-1]]
    old = sa.table("old_lesson_progress", *(_column(name, moments) for name in kept))
    new = sa.table("lesson_progress", *(_column(name, moments) for name in (*texts, *moments)))
    subject: sa.ColumnElement[str] = sa.literal_column(text_id("old_lesson_progress.subject_id")).label(
        "subject_id"
    )
    for rows in _batches(connection, sa.select(subject, *old.columns)):
        connection.execute(sa.insert(new), [{**row, **_place(row["marks"])} for row in rows])


def filled_limits() -> None:
    """The lowest and highest total of each chair beside every stored version that can be read and worked out."""
    connection = op.get_bind()
    names = [f"{chair.value}_{end}" for chair in CHAIRS for end in ("low", "high")]
    columns = ("sha", "scenario_id", "source", *names)
    versions = sa.table("scenario_version", *(sa.column(name) for name in columns))
    shas = list(connection.scalars(sa.select(versions.c.sha)))
    for number, sha in enumerate(shas, 1):
        if number % 10 == 0:
            _tell(f"Working out the limits of scenarios: {number} of {len(shas)} versions")
        row = connection.execute(sa.select(versions).where(versions.c.sha == sha)).one()
        scenario = read_stored(row.scenario_id, bytes(row.source))
        limits = limits_of(scenario) if scenario else None
        if limits:
            ends = [end for chair in CHAIRS for end in limits.ranges[chair]]
            found = dict(zip(names, ends, strict=True))
            connection.execute(sa.update(versions).where(versions.c.sha == sha).values(found))


def filled_questions() -> None:
    """The ids of what it asks beside every stored version of a lesson that can be read."""
    connection = op.get_bind()
    versions = sa.table("lesson_version", *map(sa.column, ("sha", "lesson_id", "source", "questions")))
    for sha in list(connection.scalars(sa.select(versions.c.sha))):
        row = connection.execute(sa.select(versions).where(versions.c.sha == sha)).one()
        lesson = parse_lesson(f"stored/{row.lesson_id}.md", bytes(row.source)).value
        if lesson:
            asked = sa.update(versions).where(versions.c.sha == sha)
            connection.execute(asked.values(questions=asked_in(lesson)))


def _place(marks: str) -> dict[str, Any]:
    """`b` of the marks, as they are when this is written: microseconds since 1970, the block, its version."""
    try:
        at, block, _ = json.loads(marks)["b"]
        return {"place": str(block), "place_at": EPOCH + timedelta(microseconds=int(at))}
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return {"place": None, "place_at": None}


def _column(name: str, moments: Sequence[str]) -> sa.ColumnClause[Any]:
    return sa.column(name, UtcDateTime() if name in moments else sa.String())


def _batches(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[list[dict[str, Any]]]:
    result = connection.execute(query.execution_options(yield_per=AT_ONCE))
    for rows in result.mappings().partitions():
        yield [dict(row) for row in rows]


def _tell(line: str) -> None:
    tell: Callable[[str], None] | None = context.config.attributes.get("tell")
    if tell:
        tell(line)
