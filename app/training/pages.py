"""The pages of a trainer that show what all rooms of training know: all groups, one group, one person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from app.learners.who import Who
from app.site_content import SiteContent
from app.training.access import GroupJoined, GroupSeen
from app.training.assignments.rounds.pages import AssignmentLine
from app.training.groups.invitation import Invitation
from app.training.groups.queries import own_lines
from app.training.memberships.queries import LedGroup
from app.training.overview.day_words import due
from app.training.overview.group_table import Row, row_of
from app.training.overview.headline import Headline, NextDue, group_facts, headline
from app.training.overview.needs_word import Need
from app.training.overview.pages import Clocks, NeedsView, TableRow, TableView, table_row
from app.training.whole_groups.pages import GroupRead, read_groups
from app.web.context import Context


@dataclass(frozen=True)
class GroupPage(Context):
    """`address` is the link of the invitation, empty where none works."""

    template = "training/group.html"
    group: GroupSeen
    top: Headline
    needs: NeedsView
    table: TableView
    assignments: Sequence[AssignmentLine]
    invitation: Invitation | None
    address: str


def table_rows(read: GroupRead, needs: Iterable[Need], now: datetime) -> list[Row]:
    """Of whoever belongs to it, and of whoever was invited and has not joined; `needs` are theirs."""
    known = {one.subject_id: (one.address, one.number) for one in read.members}
    known |= {one.id: (one.entry.address, one.entry.number) for one in read.expected}
    needing = {need.key for need in needs}
    return [
        row_of(one, now, *known[one.key], needs_word=one.key in needing)
        for one in (*read.people, *read.invited)
    ]


def own_rows(
    connection: Connection, who: Who, joined: Sequence[GroupJoined], content: SiteContent, now: datetime
) -> dict[str, TableRow]:
    """A member’s own line in each of these groups, by group: read and worked out as for those who lead it."""
    lines = own_lines(connection, who.subject_id or "")
    own = [LedGroup(one.group, [lines[one.group.id]]) for one in joined]
    found = {}
    for read in read_groups(connection, own, content, now):
        (row,) = table_rows(read, read.needs(now), now)
        found[read.group.id] = table_row(row, "", Clocks(now, who.time_zone, read.group.workplace.time_zone))
    return found


def top_of(read: GroupRead, who: Who, now: datetime) -> Headline:
    return headline(group_facts(read.people, due_next(read, who, now)))


def due_next(read: GroupRead, who: Who, now: datetime) -> NextDue | None:
    found = read.next_due(now)
    if found is None:
        return None
    when = due(found.at, now, who.time_zone)
    return NextDue(found.assignment.title, when, found.owing, found.done, found.at <= now)
