"""The lines of the log: events, and the names of whatever they tell of, in six selects however many they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from app.audit.log_filter import LogFilter
from app.audit.log_line import LogLine, Names, log_line
from app.db import Database
from app.events.queries import PAGE, log_page
from app.events.recorded import Place, Recorded
from app.learners.actions.people import names_of
from app.site_content import SiteContent
from app.training.queries import assignment_titles, entry_titles, group_titles, workplace_titles
from app.wall_time import day_begins

AT_ONCE = 500
"""Events that a file takes from the database at a time."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of the log; `older` leads to the next. `names` has whoever and whatever is named on it."""

    lines: Sequence[LogLine]
    names: Names
    older: Place | None


def read_lines(db: Session, wanted: LogFilter, content: SiteContent, *, zone: str, most: int = PAGE) -> Lines:
    """`zone` is that of whoever reads: their days are asked for."""
    day = wanted.day
    found = log_page(
        db.connection(),
        subject=wanted.person,
        group=wanted.group,
        kind=wanted.kind,
        since=day_begins(day, zone) if day else None,
        until=day_begins(day + timedelta(days=1), zone) if day else None,
        before=wanted.before,
        most=most,
    )
    names = _names(db, found.events, wanted, content)
    return Lines([log_line(one, names) for one in found.events], names, found.older)


def all_lines(database: Database, wanted: LogFilter, content: SiteContent, *, zone: str) -> Iterator[LogLine]:
    """Of all pages from the wanted one on. Each is read by itself, so that nobody waits while they are sent.

    Events are never changed, and new ones come before the first: no line is missed or told twice.
    """
    place = wanted.before
    while True:
        with database.read() as db:
            found = read_lines(db, wanted.at(place), content, zone=zone, most=AT_ONCE)
        yield from found.lines
        if found.older is None:
            return
        place = found.older


def _names(db: Session, events: Sequence[Recorded], wanted: LogFilter, content: SiteContent) -> Names:
    connection = db.connection()

    def ids(fact: str) -> set[str]:
        return {one.event.facts[fact] for one in events if one.event and one.event.facts.get(fact)}

    people = {whom for one in events for whom in (one.subject, one.actor)} | {wanted.person}
    groups = {one.group for one in events} | {wanted.group}
    played = content.scenarios.scenarios
    return Names(
        people=names_of(db, people - {""}),
        groups=group_titles(connection, groups - {""}),
        workplaces=workplace_titles(connection, ids("workplace")),
        assignments=assignment_titles(connection, ids("assignment")),
        entries=entry_titles(connection, groups - {""}, ids("entry")),
        lessons={name: one.title for name, one in content.lessons.entries.items()},
        scenarios={name: one.title for name, one in played.items()},
        courses={name: one.title for name, one in content.lessons.courses.items()},
        endings={
            (name, key): end.heading for name, one in played.items() for key, end in one.endings.items()
        },
    )
