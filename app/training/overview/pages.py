"""What the pieces of a group’s page show: the list of who needs a word, and the table of people and chairs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from app.content.chair import CHAIRS, Chair, chair_name
from app.content.wording import counted, number_word
from app.csv_cells import cell
from app.training.overview.day_words import due_cell, last_here
from app.training.overview.group_table import Column, Only, Row, View, counts, table_page
from app.training.overview.marks import Mark, marks_of
from app.training.overview.needs_word import SHOWN, Need
from app.training.overview.people_csv import at_workplace
from app.training.overview.scaled import (
    PEOPLE_FOR_A_MEAN,
    group_means,
)
from app.training.overview.table_address import narrowed_to, query_of, sorted_by
from app.web.context import Context


@dataclass(frozen=True, slots=True)
class NeedLinks:
    """`person` is their page, `action` what the button opens, `talked` where “We have talked” is sent."""

    person: str
    action: str
    talked: str


@dataclass(frozen=True, slots=True)
class NeedLine:
    """`group` is named where the list is over several."""

    need: Need
    links: NeedLinks
    group: str = ""


@dataclass(frozen=True, slots=True)
class NeedsView:
    """`rest_url` leads to all of them; empty where all are here."""

    lines: tuple[NeedLine, ...]
    total: int
    rest_url: str


@dataclass(frozen=True)
class NeedsPiece(Context):
    template: ClassVar[str] = "training/overview/_needs.html"

    needs: NeedsView


def needs_view(
    needs: Sequence[Need],
    *,
    links: Callable[[Need], NeedLinks],
    rest_url: str,
    group: Callable[[Need], str] = lambda _need: "",
    most: int = SHOWN,
) -> NeedsView:
    """The first ten, or as many as are asked for, and a link to the rest."""
    lines = tuple(NeedLine(need, links(need), group(need)) for need in needs[:most])
    return NeedsView(lines, len(needs), rest_url if len(needs) > most else "")


@dataclass(frozen=True, slots=True)
class TableRow:
    """`marks` is empty for somebody without a finished conversation.

    `due_value` and `here_value` are the instants for a machine, at the workplace, as a CSV has them.
    """

    name: str
    url: str
    done: int
    assigned: int
    marks: tuple[Mark, ...]
    due: str
    due_value: str
    is_own_date: bool
    is_overdue: bool
    here: str
    here_value: str


@dataclass(frozen=True, slots=True)
class Together:
    """The foot of the table. Without `marks`, `missing` says from how many on there are any."""

    done: str
    marks: tuple[Mark, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class Header:
    """`direction` is what `aria-sort` says: ascending, descending or none."""

    label: str
    chair: Chair | None
    url: str
    direction: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    label: str
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class TableView:
    """`total` are the rows that the view finds, of `people` in the group; `fields` go along with a search."""

    rows: tuple[TableRow, ...]
    together: Together
    headers: tuple[Header, ...]
    narrowings: tuple[Narrowing, ...]
    search: str
    fields: tuple[tuple[str, str], ...]
    total: int
    people: int
    path: str
    first_url: str
    following_url: str
    csv_url: str


@dataclass(frozen=True)
class TablePiece(Context):
    template: ClassVar[str] = "training/overview/_table.html"

    table: TableView


HEADERS = {
    Column.NAME: "Person",
    Column.DONE: "Finished",
    **{Column(chair.value): chair_name(chair) for chair in CHAIRS},
    Column.SELF: "Themselves",
    Column.DUE: "Next due",
    Column.ACTIVE: "Last here",
}
NARROWINGS = {
    Only.EVERYBODY: "Everybody",
    Only.NOT_BEGUN: "Not begun",
    Only.BEGUN: "Begun",
    Only.FINISHED: "Finished",
    Only.OVERDUE: "Overdue",
    Only.NEEDS_WORD: "Needs a word",
}


@dataclass(frozen=True, slots=True)
class Clocks:
    """This moment, and the zones of whoever reads and of the workplace."""

    now: datetime
    reader: str
    workplace: str


def table_view(
    rows: Sequence[Row], view: View, *, path: str, person_url: Callable[[str], str], clocks: Clocks
) -> TableView:
    """`rows` are all of the group; `path` is the address of its page; `person_url` makes one of a row’s key."""
    page, kept = table_page(rows, view), counts(rows)
    following = query_of(replace(view, after=page.following)) if page.following else ""
    return TableView(
        rows=tuple(table_row(row, person_url(row.key), clocks) for row in page.rows),
        together=_together(rows),
        headers=tuple(_header(column, view, path) for column in HEADERS),
        narrowings=tuple(
            Narrowing(label, kept[only], path + query_of(narrowed_to(view, only)), view.only is only)
            for only, label in NARROWINGS.items()
        ),
        search=view.search,
        fields=_fields(view),
        total=page.total,
        people=len(rows),
        path=path,
        first_url=path + query_of(replace(view, after=None)) if view.after else "",
        following_url=path + following if following else "",
        csv_url=f"{path}/people.csv{query_of(replace(view, after=None))}",
    )


def table_row(row: Row, url: str, clocks: Clocks) -> TableRow:
    return TableRow(
        name=row.name,
        url=url,
        done=row.done,
        assigned=row.assigned,
        marks=marks_of(row.chairs),
        due=due_cell(row.due_at, clocks.now, clocks.reader),
        due_value=cell(at_workplace(row.due_at, clocks.workplace)),
        is_own_date=row.is_own_date,
        is_overdue=row.is_overdue,
        here=last_here(row.active_at, clocks.now, clocks.reader),
        here_value=cell(at_workplace(row.active_at, clocks.workplace)),
    )


def done_words(done: int, assigned: int) -> str:
    """“14 of 18”; nothing where nothing is asked."""
    return f"{done:,} of {assigned:,}" if assigned else ""


def _together(rows: Sequence[Row]) -> Together:
    played = [row.chairs for row in rows if not row.chairs.is_empty]
    marks = marks_of(group_means(played))
    done = done_words(sum(row.done for row in rows), sum(row.assigned for row in rows))
    return Together(done, marks, "" if marks else _missing(len(played)))


def _missing(played: int) -> str:
    have = "has" if played == 1 else "have"
    finished = f"{number_word(played)} {have}" if played else "nobody has"
    need = counted(PEOPLE_FOR_A_MEAN, "person", many="people")
    return f"Needs {need}; {finished} finished a conversation."


def _header(column: Column, view: View, path: str) -> Header:
    chair = Chair(column.value) if column.value in set(Chair) else None
    direction = ("descending" if view.descending else "ascending") if view.sort is column else "none"
    return Header(HEADERS[column], chair, path + query_of(sorted_by(view, column)), direction)


def _fields(view: View) -> tuple[tuple[str, str], ...]:
    sort = f"{'-' if view.descending else ''}{view.sort}"
    return (("sort", sort), ("only", view.only.value))
