"""The list of the small group: applied once, added to by hand, and a second file that waits to be reviewed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from app.csv_cells import csv_bytes
from app.demo.days import Days
from app.roster.actions.entries import add_entry
from app.roster.actions.imports import apply_import, drop_import, keep_import
from app.roster.entry import Entry
from app.roster.models import ROSTER_ENTRY
from app.roster.queries import held_of, held_rows
from app.roster.review import look, read_file

INVITED = Entry("Filip Novak", "filip.novak@harbor.example.org", "2041")
WAITS = Entry("Greta Lindqvist", "", "2042")
"""Who has a link and has not joined, and who has no link yet."""
HEADER = ("Name", "Address", "Number", "Group")
FIRST_NUMBER = 2001
NEW = (
    ("Hana Okafor", "hana.okafor@harbor.example.org", "2043"),
    ("Bo Jansen", "bo.jansen@harbor.example.org", "2044"),
)
WRONG = (
    ("Mina Rossi", "mina.rossi harbor.example.org", "2045", ""),
    ("Omar Haddad", "omar.haddad@harbor.example.org", "2043", ""),
    ("Tamar Cohen", "tamar.cohen@harbor.example.org", "2046", "Nights"),
)
"""No @; a number that is somebody else’s; no such group."""
MOVED = "filip.novak@clinic.example.org"


def apply_list(days: Days, group: str, title: str, listed: Collection[int], now: datetime) -> None:
    """Those of the group, by their places, and whoever is invited."""
    rows = [*(_row(entry) for entry in _entries(days, listed)), _row(INVITED)]
    text, groups = _file(rows), {group: title}
    sent = keep_import(
        days.db, who=days.lead, group_id=group, groups=groups, name="spring.csv", text=text, now=now
    )
    rows_before = held_rows(days.db.connection(), groups)
    read = read_file(text, group=title, groups=[title], own_domains=())
    apply_import(
        days.db,
        who=days.lead,
        group_id=group,
        import_id=sent,
        groups=groups,
        looked=look(read, rows_before, held_of(rows_before, groups)),
        ticked=(),
        now=now,
    )
    drop_import(days.db, group_id=group, import_id=sent)  # its day was over long ago


def add_by_hand(days: Days, group: str, now: datetime) -> None:
    add_entry(days.db, who=days.lead, group_id=group, entry=WAITS, now=now)


def send_list(days: Days, groups: Mapping[str, str], group: str, listed: Collection[int]) -> None:
    """A file with two new people, one whose address has changed, some as they were, and three wrong rows.

    `groups` are the titles of all that it may speak of, by id.
    """
    known = [*_entries(days, listed)[:-1], Entry(INVITED.name, MOVED, INVITED.number)]
    text = _file([*(_row(entry) for entry in known), *NEW, *WRONG])
    keep_import(
        days.db, who=days.lead, group_id=group, groups=groups, name="autumn.csv", text=text, now=days.now
    )


def entry_ids(days: Days, group: str) -> Mapping[str, str]:
    """By number."""
    c = ROSTER_ENTRY.c
    rows = days.db.execute(select(c.number, c.id).where(c.group_id == group))
    return {row.number: row.id for row in rows}


def number_at(place: int) -> str:
    """Of the person at this place."""
    return str(FIRST_NUMBER + place)


def _entries(days: Days, listed: Collection[int]) -> list[Entry]:
    return [
        Entry(name, f"{name.lower().replace(' ', '.')}@harbor.example.org", number_at(place))
        for place in listed
        if days.has(place)
        for name in [days.people[place].name]
    ]


def _row(entry: Entry) -> Sequence[str]:
    return (entry.name, entry.address, entry.number)


def _file(rows: Sequence[Sequence[str]]) -> str:
    """As it was pasted."""
    return b"".join(csv_bytes([HEADER, *([*row, ""][: len(HEADER)] for row in rows)])).decode("utf-8-sig")
