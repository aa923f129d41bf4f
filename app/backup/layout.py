"""What a backup has to hold, in order: every table of this program once, and rows that fit it."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from app.backup.archive import BadBackup, Line
from app.backup.values import Row, Unfit
from app.migrations.tables import metadata

LEFT_OUT = {
    *("browser_session", "session_token", "reset_link", "personal_link"),
    *("roster_import", "rate_limit", "heartbeat"),
}
"""What must not come back: who is signed in, links for new passwords and into groups, lists that are kept for a day,
counts of tries, when readiness last wrote."""

Filled = tuple[Table, dict[str, Any] | None]


OURS: Mapping[str, Table] = {table.name: table for table in metadata.sorted_tables}


def kept_tables(tables: Mapping[str, Table] = OURS) -> list[Table]:
    """The tables that a backup holds, parents before children."""
    return [table for table in tables.values() if table.name not in LEFT_OUT]


def rows(file: Path, lines: Iterable[Line], tables: Mapping[str, Table] = OURS) -> Iterator[Filled]:
    """Each row with its table; a table that begins comes once without a row. Raises `BadBackup`.

    `tables` are those of the backup's schema, parents first.
    """
    table, row, seen = None, None, set[str]()
    for number, line in enumerate(lines, 2):
        if isinstance(line, dict):
            table, row = _opened(file, line, seen, tables)
            yield table, None
        elif table is None or row is None:
            raise BadBackup(file, f"holds a row before any table, in line {number}")
        else:
            try:
                values = row.read(line)
            except Unfit as fault:
                raise BadBackup(
                    file, f"holds a row of “{table.name}” that {fault}, in line {number}"
                ) from None
            if table.name not in LEFT_OUT:
                yield table, values
    missing = [table.name for table in kept_tables(tables) if table.name not in seen]
    if missing:
        raise BadBackup(file, f"lacks the table “{missing[0]}”")


def _opened(
    file: Path, line: dict[str, Any], seen: set[str], tables: Mapping[str, Table]
) -> tuple[Table, Row]:
    name, columns = line["table"], line["columns"]
    table = tables.get(name) if isinstance(name, str) else None
    if table is None:
        raise BadBackup(file, f"holds a table that this program does not know: “{str(name)[:40]}”")
    if name in seen:
        raise BadBackup(file, f"holds the table “{name}” twice")
    if not isinstance(columns, list) or sorted(map(str, columns)) != sorted(table.columns.keys()):
        raise BadBackup(file, f"holds “{name}” with other columns than this program’s")
    seen.add(name)
    return table, Row(table, columns)
