"""A feed read by two parsers, neither of which knows the other: whatever both say."""

from dataclasses import dataclass
from datetime import UTC, datetime

import ics
from icalendar import Calendar


@dataclass(frozen=True)
class Seen:
    uid: str
    title: str
    at: datetime
    status: str
    sequence: int
    changed_at: datetime
    description: str


def seen(text: str) -> list[Seen]:
    """By when they are due. Fails where the parsers differ."""
    one, other = by_icalendar(text), by_ics(text)
    assert one == other
    return one


def by_icalendar(text: str) -> list[Seen]:
    found = [
        Seen(
            uid=str(event["UID"]),
            title=str(event["SUMMARY"]),
            at=event["DTSTART"].dt,
            status=str(event["STATUS"]),
            sequence=int(event["SEQUENCE"]),
            changed_at=event["LAST-MODIFIED"].dt,
            description=str(event["DESCRIPTION"]),
        )
        for event in Calendar.from_ical(text).walk("VEVENT")
    ]
    return sorted(found, key=lambda event: (event.at, event.uid))


def by_ics(text: str) -> list[Seen]:
    found = []
    for event in ics.Calendar(text).events:
        extra = {line.name: line.value for line in event.extra}
        assert event.begin
        assert event.last_modified
        found.append(
            Seen(
                uid=event.uid,
                title=event.name or "",
                at=event.begin.datetime.astimezone(UTC),
                status=event.status or "",
                sequence=int(extra["SEQUENCE"]),
                changed_at=event.last_modified.datetime.astimezone(UTC),
                description=event.description or "",
            )
        )
    return sorted(found, key=lambda event: (event.at, event.uid))
