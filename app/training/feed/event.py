"""What somebody owes as events of a calendar: one for each round that is open, or was called off of late.

What is finished stands there no more, nor what belongs to a group that they have left: nothing is kept of that, and
a calendar drops what its feed no longer has. Of what was withdrawn, or from which they were excused, the feed says
for 30 days that it is canceled, so that calendars which drop nothing hear of it, too.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.assignments.obligation import Status

CALLED_OFF_FOR = timedelta(days=30)
COUNTS = "It counts whenever you do it."
OWN = "The date is one of your own. "


@dataclass(frozen=True, slots=True)
class Asked:
    """A round of what somebody owes. `sequence` counts its changes and those of the whole assignment.

    `called_off_at`: when it was withdrawn, or they were excused. `is_own`: the date is theirs alone.
    """

    subject_id: str
    assignment_id: str
    number: int
    title: str
    group: str
    set_by: str
    due: datetime
    status: Status
    sequence: int
    changed_at: datetime
    called_off_at: datetime | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """`uid` stays the same whatever changes. Instants are in UTC; it takes no time, but is due by then."""

    uid: str
    title: str
    description: str
    at: datetime
    sequence: int
    changed_at: datetime
    is_cancelled: bool


def events(asked: Iterable[Asked], now: datetime) -> Iterator[Event]:
    for one in asked:
        if one.status is Status.OPEN or _is_called_off(one, now):
            yield _event(one)


def _is_called_off(one: Asked, now: datetime) -> bool:
    at = one.called_off_at
    return one.status in {Status.WITHDRAWN, Status.EXCUSED} and at is not None and now - at < CALLED_OFF_FOR


def _event(one: Asked) -> Event:
    by = f" by {one.set_by}" if one.set_by else ""
    return Event(
        uid=uid(one.subject_id, one.assignment_id, one.number),
        title=one.title,
        description=f"Set{by} in “{one.group}”. {OWN if one.is_own else ''}{COUNTS}",
        at=one.due,
        sequence=one.sequence,
        changed_at=one.changed_at,
        is_cancelled=one.status is not Status.OPEN,
    )


def uid(subject_id: str, assignment_id: str, number: int) -> str:
    """One’s own, so that two people who share a calendar both see theirs; it leads back to nobody."""
    named = f"{subject_id}\0{assignment_id}\0{number}".encode()
    return f"{hashlib.sha256(named).hexdigest()[:32]}@fourchairs"
