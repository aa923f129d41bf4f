"""The table of a group as a file: the same rows and values as the page shows, for a spreadsheet.

Its first four columns are those by which a roster is read, so that the file can come back as one.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.content.chair import CHAIRS, chair_name
from app.csv_cells import Value
from app.training.overview.group_table import Row

TITLES = (
    *("Name", "Address", "Number", "Group", "Finished", "Assigned"),
    *(chair_name(chair) for chair in CHAIRS[:-1]),
    *("Themselves", "Own date", "Next due", "Last here"),
)
"""“Own date” says yes where the next date is one of their own."""
PLACES = 2
OWN_DATE = "yes"


def people_csv(rows: Iterable[Row], *, group: str, zone: str) -> Iterator[Sequence[Value]]:
    """The titles, then a line for each; `zone` is the workplace’s. A cell that is empty on the page is empty."""
    yield TITLES
    for row in rows:
        asked = (row.done, row.assigned) if row.assigned else (None, None)
        chairs = (chair_value(row.chairs.of(chair)) for chair in CHAIRS)
        own = OWN_DATE if row.is_own_date else None
        times = (at_workplace(row.due_at, zone), at_workplace(row.active_at, zone))
        yield row.name, row.address, row.number, group, *asked, *chairs, own, *times


def chair_value(value: float | None) -> Decimal | None:
    """Two decimals; zero has no minus."""
    return None if value is None else Decimal(f"{round(value, PLACES) + 0.0:.{PLACES}f}")


def at_workplace(instant: datetime | None, zone: str) -> datetime | None:
    """To the second, with the offset of the workplace’s clock."""
    return instant.astimezone(ZoneInfo(zone)).replace(microsecond=0) if instant else None
