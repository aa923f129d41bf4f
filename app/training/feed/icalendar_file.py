"""Events as a file that calendars read (RFC 5545): instants in UTC, each with its own history of changes."""

from collections.abc import Iterable

from icalendar import Calendar
from icalendar import Event as Written

from app.training.feed.event import Event

NAME = "Four Chairs"
ASK_AGAIN = "PT1H"
"""How often calendars are asked to look: RFC 7986, and the older name that Outlook reads."""


def icalendar_file(events: Iterable[Event], *, url: str) -> bytes:
    """`url` is where what is due can be done."""
    calendar = Calendar()
    calendar.add("prodid", "-//Four Chairs//Due//EN")
    calendar.add("version", "2.0")
    calendar.add("name", NAME)
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval;value=duration", ASK_AGAIN)
    calendar.add("x-published-ttl", ASK_AGAIN)
    for event in events:
        calendar.add_component(_written(event, url))
    written: bytes = calendar.to_ical()
    return written


def _written(event: Event, url: str) -> Written:
    """Without a method, the stamp says when the event was last changed (RFC 5545, 3.8.7.2)."""
    written = Written()
    written.add("uid", event.uid)
    written.add("dtstamp", event.changed_at)
    written.add("last-modified", event.changed_at)
    written.add("sequence", event.sequence)
    written.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    written.add("transp", "TRANSPARENT")  # it takes no time of anybody’s day
    written.add("dtstart", event.at)
    written.add("summary", event.title)
    written.add("description", event.description)
    written.add("url", url)
    return written
