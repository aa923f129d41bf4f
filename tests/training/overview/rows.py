"""Rows of a group’s table as hypothesis invents them, and a second way to the value of a cell."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from app.content.chair import Chair
from app.training.overview.group_table import Column, Row
from app.training.overview.scaled import Scaled

INSTANT = st.integers(0, 9).map(lambda n: datetime(2026, 3, 1 + n, 8, 0, 0, 123456, tzinfo=UTC))
CHAIR = st.none() | st.sampled_from([-6.0, -0.333333, 0.0, 1.5, 6.0])
NAME = st.sampled_from(["Ann", "ann", "Ánn", "Bo", "Łukasz", "Zoë ~ Li", "李", "Ørsted"]) | st.text(
    min_size=1, max_size=4
)
ROWS = st.lists(
    st.builds(
        Row,
        key=st.text("ABC012", min_size=1, max_size=4),
        name=NAME,
        chairs=st.builds(Scaled, CHAIR, CHAIR, CHAIR, CHAIR),
        done=st.integers(0, 3),
        assigned=st.integers(0, 4),
        due_at=st.none() | INSTANT,
        active_at=st.none() | INSTANT,
        has_begun=st.booleans(),
        has_finished=st.booleans(),
        is_overdue=st.booleans(),
        needs_word=st.booleans(),
    ),
    max_size=20,
    unique_by=lambda row: row.key,
)


def cell(row: Row, column: Column) -> Any:
    """A second way to the value of a cell."""
    plain: dict[Column, Any] = {
        Column.NAME: row.folded,
        Column.DONE: row.done / row.assigned if row.assigned else None,
        Column.DUE: row.due_at,
        Column.ACTIVE: row.active_at,
    }
    return plain[column] if column in plain else row.chairs.of(Chair(column.value))
