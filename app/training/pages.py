"""The pages of a trainer that show what all rooms of training know: all groups, one group, one person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from app.assignments.obligation import Status
from app.content.paused_collector import paused_collector
from app.learners.who import Who
from app.site_content import SiteContent
from app.training.access import GroupJoined, GroupSeen
from app.training.assignments.pages import questions_of, served_of
from app.training.assignments.queries import (
    AssignmentSeen,
    Owed,
    asked_of,
    assignments_of,
    judged,
    owed_rows,
    wanted_of,
)
from app.training.assignments.rounds.pages import AssignmentLine, RoundDue, next_due, rounds_due
from app.training.groups.invitation import Invitation
from app.training.groups.queries import MemberLine, own_lines
from app.training.memberships.queries import Expected, LedGroup
from app.training.overview.activity import Activity, RunEnd
from app.training.overview.day_words import due
from app.training.overview.group_table import Row, row_of
from app.training.overview.headline import Headline, NextDue, group_facts, headline
from app.training.overview.mail_link import mail_link
from app.training.overview.needs_word import Action, Need, Reason, needs_word
from app.training.overview.pages import Clocks, NeedLinks, NeedsView, TableRow, TableView, table_row
from app.training.overview.person import OpenObligation, Person, begun_items
from app.training.overview.queries import read_activities
from app.web.context import Context

AT_ONCE = 1_000


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


@dataclass(frozen=True, slots=True)
class GroupRead:
    """A group with everybody in it, read once. `expected`: who was invited, long enough ago, and has not joined."""

    group: GroupSeen
    members: Sequence[MemberLine]
    assignments: Sequence[AssignmentSeen]
    owed: Sequence[Owed]
    people: Sequence[Person]
    expected: Sequence[Expected] = ()

    @property
    def invited(self) -> list[Person]:
        return [Person(one.id, one.entry.title, invited_at=one.invited_at) for one in self.expected]

    @property
    def url(self) -> str:
        return f"/teach/groups/{self.group.id}"

    def needs(self, now: datetime) -> list[Need]:
        return needs_word([*self.people, *self.invited], now)

    def links(self, need: Need) -> NeedLinks:
        """The evidence lies on the person’s page; whoever has not joined has one on the list."""
        if need.reason is Reason.INVITED:
            return NeedLinks(self.url_of(need.key), self.url_of(need.key), "")
        person = self.url_of(need.key)
        part = {Action.SEE_LINES: "#lines", Action.SEE_WORK: "#work"}.get(need.action)
        return NeedLinks(person, person + part if part else self.letter_to(need.key), f"{person}/talked")

    def url_of(self, key: str) -> str:
        """Of the page of somebody who has joined, or of somebody who has not."""
        waits = any(one.id == key for one in self.expected)
        return f"{self.url}/roster/people/{key}" if waits else f"{self.url}/people/{key}"

    def letter_to(self, subject_id: str) -> str:
        """Begun to a member in the reader’s own mail program; without an address where none is known."""
        member = next(one for one in self.members if one.subject_id == subject_id)
        return mail_link(member.address, name=member.name, group=self.group.title)

    def rounds(self, now: datetime) -> list[RoundDue]:
        """Of all that is set, what is due first coming first."""
        return rounds_due(self.assignments, self.owed, now)

    def next_due(self, now: datetime) -> RoundDue | None:
        return next_due(self.rounds(now), now)


def read_groups(
    connection: Connection, groups: Sequence[LedGroup], content: SiteContent, now: datetime
) -> list[GroupRead]:
    """All of these groups in a fixed number of selects."""
    assignments = assignments_of(connection, [one.group.id for one in groups], served_of(content))
    with paused_collector(sum(len(one.members) for one in groups)):
        evidence = _read_evidence(connection, groups, assignments, content, now)
        return [_read(one, assignments, *evidence) for one in groups]


def read_parts(
    connection: Connection, led: LedGroup, content: SiteContent, now: datetime
) -> Iterator[GroupRead]:
    """A group, `AT_ONCE` of its members at a time, so that a large one takes no more memory than a small one."""
    assignments = assignments_of(connection, [led.group.id], served_of(content))
    for first in range(0, max(1, len(led.members)), AT_ONCE):
        expected = led.expected if first == 0 else ()
        some = LedGroup(led.group, led.members[first : first + AT_ONCE], expected)
        with paused_collector(len(some.members)):
            read = _read(some, assignments, *_read_evidence(connection, [some], assignments, content, now))
        yield read


def _read_evidence(
    connection: Connection,
    groups: Sequence[LedGroup],
    assignments: Sequence[AssignmentSeen],
    content: SiteContent,
    now: datetime,
) -> tuple[Sequence[Owed], Mapping[str, Activity]]:
    """What has begun of all that they owe, and what they have done: the same evidence for both."""
    subjects = sorted({one.subject_id for led in groups for one in led.members})
    rows = [row for row in owed_rows(connection, subjects, assignments) if row.begins_at <= now]
    activities = read_activities(connection, subjects, wanted_of(assignments, rows))
    evidence = {subject: one.evidence for subject, one in activities.items()}
    return judged(rows, assignments, evidence, questions_of(content, assignments)), activities


def _read(
    led: LedGroup,
    assignments: Sequence[AssignmentSeen],
    owed: Sequence[Owed],
    activities: Mapping[str, Activity],
) -> GroupRead:
    group, members = led.group, led.members
    mine = [one for one in assignments if one.row.group_id == group.id]
    names = {one.id for one in mine}
    parts: dict[str, list[Owed]] = {one.subject_id: [] for one in members}
    for one in owed:
        if one.assignment.id in names and one.subject_id in parts:
            parts[one.subject_id].append(one)
    people = [person_of(one, parts[one.subject_id], activities[one.subject_id]) for one in members]
    every = [part for found in parts.values() for part in found]
    return GroupRead(group, members, mine, every, people, led.expected)


def person_of(member: MemberLine, owed: Sequence[Owed], activity: Activity) -> Person:
    """As the overview judges them. An item is done where nothing that asks for it, in any round, still has it open."""
    counted = [one for one in owed if one.part.status in {Status.OPEN, Status.MET}]
    titles = asked_of(counted)
    left = {
        i.item.key
        for one in counted
        if one.part.is_open
        for i in one.part.items
        if i.counts and i.done_at is None
    }
    return Person(
        key=member.subject_id,
        name=member.name,
        joined_at=member.joined_at,
        assigned=len(titles),
        done=len(titles.keys() - left),
        has_tried=not titles.keys().isdisjoint(activity.finished),
        obligations=tuple(_open(one) for one in counted if one.part.is_open),
        begun=begun_items(activity, titles),
        last_active_at=activity.last_active_at,
        runs=shown_runs(member, activity),
        talked_at=member.talked_at,
    )


def shown_runs(member: MemberLine, activity: Activity) -> tuple[RunEnd, ...]:
    """Those begun since they joined, unless they show earlier ones too."""
    return tuple(run for run in activity.runs if member.shows_earlier or run.started_at >= member.joined_at)


def _open(one: Owed) -> OpenObligation:
    since = max(one.begins_at, one.assignment.row.set_at)
    return OpenObligation(one.assignment.title, one.part.due, since, one.is_own)


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
