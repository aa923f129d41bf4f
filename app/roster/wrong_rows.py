"""Wrong rows as a file of their own, ready to mend and to send again: a reason first, then the cells as they came.

The reason stands in front, since a row may have more cells than there are titles. Its column is not read.
"""

from collections.abc import Iterator, Sequence

from ..csv_cells import csv_bytes
from .columns import Columns
from .rows import WrongRow
from .spellings import REASON_TITLE, Column
from .table import Table


def wrong_rows_csv(table: Table, wrong: Sequence[WrongRow]) -> Iterator[bytes]:
    """The file in pieces; titles are made for a list that has none, and a reason of last time gives way."""
    titles = table.titles or _titles(table.columns)
    yield from csv_bytes(
        [
            [REASON_TITLE, *_without_reason(titles, table.columns)],
            *([one.sentence, *_without_reason(one.row.cells, table.columns)] for one in wrong),
        ]
    )


def _titles(columns: Columns) -> list[str]:
    return [column.value if column else f"column {at}" for at, column in enumerate(columns, start=1)]


def _without_reason(cells: Sequence[str], columns: Columns) -> list[str]:
    if Column.REASON not in columns:
        return list(cells)
    place = columns.index(Column.REASON)
    return [cell for at, cell in enumerate(cells) if at != place]
