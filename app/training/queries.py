"""What things of training are called, by their ids, for whoever reads what happened to them."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Table, select

from app.db import one_of
from app.roster.entry import Entry
from app.roster.models import ROSTER_ENTRY
from app.training.assignments.models import ASSIGNMENT
from app.training.models import TRAINING_GROUP, WORKPLACE

Titles = Mapping[str, str]
"""By id; whatever is not there any more is left out."""


def group_titles(connection: Connection, ids: Collection[str]) -> Titles:
    return _titles(connection, TRAINING_GROUP, ids)


def workplace_titles(connection: Connection, ids: Collection[str]) -> Titles:
    return _titles(connection, WORKPLACE, ids)


def assignment_titles(connection: Connection, ids: Collection[str]) -> Titles:
    return _titles(connection, ASSIGNMENT, ids)


def entry_titles(connection: Connection, groups: Collection[str], ids: Collection[str]) -> Titles:
    """Of whoever is expected in one of these groups: their name, else their address or number."""
    if not ids:
        return {}
    e = ROSTER_ENTRY.c
    mine = (one_of(connection, e.group_id, groups), one_of(connection, e.id, ids))
    rows = connection.execute(select(e.id, e.name, e.address, e.number).where(*mine))
    return {row.id: Entry(row.name, row.address, row.number).title for row in rows}


def _titles(connection: Connection, table: Table, ids: Collection[str]) -> Titles:
    if not ids:
        return {}
    rows = select(table.c.id, table.c.title).where(one_of(connection, table.c.id, ids))
    return {row.id: row.title for row in connection.execute(rows)}
