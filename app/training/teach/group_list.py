"""The list of a trainer’s groups: what is due next comes first, found by name, all of it in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from app.training.overview.table_address import typed

GROUPS, NEEDS = 50, 50
"""On a page."""
FEW = 5
"""So many are seen at a glance, and need no search."""
LONGEST_PLACE = 200
UPCOMING, PAST, NOTHING = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of the list is looked at."""

    search: str = ""
    after: str = ""

    @property
    def query(self) -> str:
        """“?q=spring”, ready to stand after a path."""
        said = {"q": self.search, "after": self.after}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"?{query}" if query else ""


ALL = Asked()


def read_asked(parameters: Mapping[str, str]) -> Asked:
    return Asked(search=typed(parameters.get("q", "")), after=parameters.get("after", "")[:LONGEST_PLACE])


def by_next_due(due_at: datetime | None, now: datetime) -> tuple[int, float]:
    """Sorts groups: the soonest first, then those with only something past, the latest first, then all others."""
    if due_at is None:
        return NOTHING, 0.0
    return (UPCOMING, due_at.timestamp()) if due_at > now else (PAST, -due_at.timestamp())


def is_found(search: str, *names: str) -> bool:
    """Whether one of these holds all that was typed, in whatever case."""
    return any(search.casefold() in name.casefold() for name in names)
