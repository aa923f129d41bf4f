"""The log as a file: the same lines as the page, the newest first, with the numbers behind the names."""

from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from app.audit.log_line import LogLine
from app.csv_cells import Value

TITLES = (
    *("When", "Kind", "Who", "What", "Group", "Workplace", "Assignment", "From", "To", "By"),
    *("Who, number", "Group, number", "By, number"),
)


def log_csv(lines: Iterable[LogLine], *, zone: str) -> Iterator[Sequence[Value]]:
    """The titles, then a row for each; times as clocks show them in `zone`, to the second."""
    yield TITLES
    there = ZoneInfo(zone)
    for one in lines:
        yield (
            one.at.astimezone(there).replace(microsecond=0),
            *(one.kind, one.who.name, one.what, one.group.name if one.group else None),
            *(one.workplace or None, one.assignment or None, one.before or None, one.after or None),
            one.by.name,
            *(one.who.id or None, one.group.id if one.group else None, one.by.id or None),
        )
