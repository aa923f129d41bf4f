"""The page of somebody’s calendar address, and what stands in the calendar."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from app.site_content import SiteContent
from app.training.access import groups_joined
from app.training.assignments.owed.queries import Owed, owed_by
from app.training.assignments.pages import questions_of, served_of
from app.training.assignments.queries import assignments_of
from app.training.feed.event import Asked
from app.web.context import Context


@dataclass(frozen=True)
class CalendarPage(Context):
    """`made_at` is None for whoever has no address; `address` is empty but in the reply that makes it.

    `replaced`: whether there was another before.
    """

    template = "training/calendar.html"
    made_at: datetime | None
    address: str = ""
    replaced: bool = False


def asked_of(connection: Connection, subject_id: str, content: SiteContent, now: datetime) -> list[Asked]:
    """What has begun of all that they owe, as Today and their groups have it."""
    groups = {one.group.id: one.group.title for one in groups_joined(connection, subject_id)}
    assignments = assignments_of(connection, list(groups), served_of(content))
    owed = owed_by(connection, [subject_id], assignments, questions_of(content, assignments))
    return [_asked(one, groups[one.assignment.row.group_id]) for one in owed if one.begins_at <= now]


def _asked(one: Owed, group: str) -> Asked:
    seen = one.assignment
    times = [at for at in (seen.row.withdrawn_at, one.own.excused_at) if at]
    return Asked(
        subject_id=one.subject_id,
        assignment_id=seen.id,
        number=one.number,
        title=seen.title,
        group=group,
        set_by=seen.set_by,
        due=one.part.due,
        status=one.part.status,
        sequence=seen.row.sequence + one.own.sequence,
        changed_at=max(seen.row.changed_at, one.own.changed_at or seen.row.changed_at),
        called_off_at=max(times, default=None),
        is_own=one.is_own,
    )
