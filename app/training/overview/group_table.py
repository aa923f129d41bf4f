"""The table of a group: one row a person, sorted, filtered, found by name, and cut into pages.

A page begins after a place, which holds the last row’s own values. So rows that come and go meanwhile move nobody
else from one page to another: whoever stays as they were is shown once, and never passed over.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.content.chair import Chair
from app.training.overview.person import Person
from app.training.overview.scaled import UNTESTED, Scaled

PAGE = 50


class Column(StrEnum):
    NAME = "name"
    CUSTOMER = "customer"
    ORGANIZATION = "organization"
    COLLEAGUES = "colleagues"
    SELF = "self"
    DONE = "done"
    DUE = "due"
    ACTIVE = "active"


class Only(StrEnum):
    """What a table can be narrowed to."""

    EVERYBODY = "everybody"
    NOT_BEGUN = "not-begun"
    BEGUN = "begun"
    FINISHED = "finished"
    OVERDUE = "overdue"
    NEEDS_WORD = "needs-a-word"


Value = str | float | datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """`begun` says that they have begun and not finished what is asked. `folded` is the name as it is sorted.

    `address` and `number` are those of the roster, empty where it has none.
    """

    key: str
    name: str
    address: str = ""
    number: str = ""
    chairs: Scaled = UNTESTED
    done: int = 0
    assigned: int = 0
    due_at: datetime | None = None
    is_own_date: bool = False
    active_at: datetime | None = None
    has_begun: bool = False
    has_finished: bool = False
    is_overdue: bool = False
    needs_word: bool = False
    folded: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", folded(self.name))

    @property
    def share(self) -> float | None:
        return self.done / self.assigned if self.assigned else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: its value in the sorted column, its folded name, its key."""

    value: Value
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class View:
    """What the address asks for. `descending` has the largest first; rows without a value come last in both."""

    sort: Column = Column.NAME
    descending: bool = False
    only: Only = Only.EVERYBODY
    search: str = ""
    after: Place | None = None


@dataclass(frozen=True, slots=True)
class TablePage:
    """`total` counts all rows that the view finds; `following` is the view of the page after this, None at the end."""

    rows: tuple[Row, ...]
    total: int
    following: Place | None


def row_of(person: Person, now: datetime, address: str = "", number: str = "", *, needs_word: bool) -> Row:
    """The next due is the earliest open one, overdue or not."""
    first = min(person.obligations, key=lambda one: one.due_at, default=None)
    return Row(
        key=person.key,
        name=person.name,
        address=address,
        number=number,
        chairs=person.chairs,
        done=person.done,
        assigned=person.assigned,
        due_at=first.due_at if first else None,
        is_own_date=bool(first and first.is_own_date),
        active_at=person.last_active_at,
        has_begun=person.has_begun,
        has_finished=person.has_finished,
        is_overdue=bool(first and first.due_at < now),
        needs_word=needs_word,
    )


def table_page(rows: Iterable[Row], view: View) -> TablePage:
    found = arranged(rows, view)
    begins = 0
    if view.after is not None:
        place = view.after
        begins = next((n for n, row in enumerate(found) if _is_after(row, place, view)), len(found))
    shown = found[begins : begins + PAGE]
    more = len(found) > begins + PAGE
    return TablePage(tuple(shown), len(found), place_of(shown[-1], view.sort) if more else None)


def arranged(rows: Iterable[Row], view: View) -> list[Row]:
    """All rows that the view finds, in its order, as a CSV has them."""
    value, keep, words = _VALUES[view.sort], _FILTERS[view.only], folded(view.search).split()
    found = [row for row in rows if keep(row) and all(word in row.folded for word in words)]
    found.sort(key=lambda row: (row.folded, row.key))
    known = [row for row in found if value(row) is not None]
    known.sort(key=value, reverse=view.descending)  # type: ignore[arg-type]
    return known + [row for row in found if value(row) is None]


def place_of(row: Row, column: Column) -> Place:
    return Place(_VALUES[column](row), row.folded, row.key)


def folded(name: str) -> str:
    """For sorting and finding: without case and accents, “Łukasz Øst” as “lukasz ost”, with single spaces."""
    if name.isascii():
        return " ".join(name.casefold().split())
    apart = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in apart if not unicodedata.combining(c))
    return " ".join(plain.translate(_NO_PARTS).split())


_NO_PARTS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters with a stroke or of two letters, which Unicode does not take apart."""


def _is_after(row: Row, place: Place, view: View) -> bool:
    value = _VALUES[view.sort](row)
    if value == place.value:
        return (row.folded, row.key) > (place.name, place.key)
    if value is None or place.value is None:
        return value is None
    return (value > place.value) is not view.descending  # type: ignore[operator]


def _chair(chair: Chair) -> Callable[[Row], Value]:
    return lambda row: row.chairs.of(chair)


_VALUES: dict[Column, Callable[[Row], Value]] = {
    Column.NAME: lambda row: row.folded,
    **{Column(chair.value): _chair(chair) for chair in Chair},
    Column.DONE: lambda row: row.share,
    Column.DUE: lambda row: row.due_at,
    Column.ACTIVE: lambda row: row.active_at,
}
_FILTERS: dict[Only, Callable[[Row], bool]] = {
    Only.EVERYBODY: lambda row: True,  # noqa: ARG005
    Only.NOT_BEGUN: lambda row: not row.has_begun and not row.has_finished,
    Only.BEGUN: lambda row: row.has_begun and not row.has_finished,
    Only.FINISHED: lambda row: row.has_finished,
    Only.OVERDUE: lambda row: row.is_overdue,
    Only.NEEDS_WORD: lambda row: row.needs_word,
}


def counts(rows: Sequence[Row]) -> dict[Only, int]:
    """How many rows each filter keeps."""
    return {only: sum(map(keep, rows)) for only, keep in _FILTERS.items()}
