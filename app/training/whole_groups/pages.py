"""Whole groups, with everybody in them: what is asked of each, what they have done, and who needs a word."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection

from app.assignments.evidence import Asked
from app.assignments.load import Load, OpenObligation, Part, load_of
from app.assignments.obligation import Status
from app.assignments.standing import Standing
from app.content.paused_collector import paused_collector
from app.site_content import SiteContent
from app.training.access import GroupSeen
from app.training.assignments.owed.queries import (
    Owed,
    Owing,
    judged,
    read_owing,
    wanted_of,
    with_standings,
)
from app.training.assignments.pages import questions_of, served_of
from app.training.assignments.queries import AssignmentSeen, assignments_of
from app.training.assignments.rounds.pages import RoundDue, Tally, next_due, rounds_due
from app.training.groups.queries import MemberLine
from app.training.memberships.queries import Expected, LedGroup
from app.training.overview.activity import Activity, RunEnd
from app.training.overview.mail_link import mail_link
from app.training.overview.needs_word import Action, Need, Reason, needs_word
from app.training.overview.pages import NeedLinks
from app.training.overview.person import Person, begun_items
from app.training.overview.queries import read_activities

AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class GroupRead:
    """A group with everybody in it, read once. `expected`: who was invited, long enough ago, and has not joined.

    `tallies`: of each round of what is set, how many are how far.
    """

    group: GroupSeen
    members: Sequence[MemberLine]
    assignments: Sequence[AssignmentSeen]
    tallies: Sequence[Tally]
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
        return rounds_due(self.assignments, self.tallies, now)

    def next_due(self, now: datetime) -> RoundDue | None:
        return next_due(self.rounds(now), now)


class Found(NamedTuple):
    """What is set, what has begun of all that is owed of it, and what everybody has done: the same for all groups."""

    assignments: Sequence[AssignmentSeen]
    owing: Sequence[Owing]
    activities: Mapping[str, Activity]
    questions: Asked


def read_groups(
    connection: Connection, groups: Sequence[LedGroup], content: SiteContent, now: datetime
) -> list[GroupRead]:
    """All of these groups in a fixed number of selects."""
    assignments = assignments_of(connection, [one.group.id for one in groups], served_of(content))
    with paused_collector(sum(len(one.members) for one in groups)):
        found = _find(connection, groups, assignments, content, now)
        return [_read(one, found) for one in groups]


def read_parts(
    connection: Connection, led: LedGroup, content: SiteContent, now: datetime
) -> Iterator[GroupRead]:
    """A group, `AT_ONCE` of its members at a time, so that a large one takes no more memory than a small one."""
    assignments = assignments_of(connection, [led.group.id], served_of(content))
    for first in range(0, max(1, len(led.members)), AT_ONCE):
        expected = led.expected if first == 0 else ()
        some = LedGroup(led.group, led.members[first : first + AT_ONCE], expected)
        with paused_collector(len(some.members)):
            read = _read(some, _find(connection, [some], assignments, content, now))
        yield read


def read_person(
    connection: Connection, led: LedGroup, content: SiteContent, now: datetime
) -> tuple[GroupRead, Sequence[Owed]]:
    """A group with one member, and all that they owe there, with its moments."""
    assignments = assignments_of(connection, [led.group.id], served_of(content))
    found = _find(connection, [led], assignments, content, now)
    evidence = {subject: one.evidence for subject, one in found.activities.items()}
    return _read(led, found), judged(found.owing, evidence, found.questions)


def _find(
    connection: Connection,
    groups: Sequence[LedGroup],
    assignments: Sequence[AssignmentSeen],
    content: SiteContent,
    now: datetime,
) -> Found:
    subjects = sorted({one.subject_id for led in groups for one in led.members})
    owing = [one for one in read_owing(connection, subjects, assignments) if one.row.begins_at <= now]
    activities = read_activities(connection, subjects, wanted_of(assignments, owing))
    return Found(assignments, owing, activities, questions_of(content, assignments))


def _read(led: LedGroup, found: Found) -> GroupRead:
    group, activities = led.group, found.activities
    mine = [one for one in found.assignments if one.row.group_id == group.id]
    owing = [one for one in found.owing if one.assignment.row.group_id == group.id]
    parts: dict[str, list[Part]] = {one.subject_id: [] for one in led.members}
    tallied: dict[tuple[str, int], Counter[Status]] = {}
    for one, standings in with_standings(owing, found.questions):
        asked, alike = _asked(one), dict[Standing, Part]()
        statuses = tallied.setdefault((one.assignment.id, one.row.round), Counter())
        for subject in filter(parts.__contains__, one.subjects):
            did = activities[subject]
            standing = standings.of(did.finished, did.besides)
            statuses[standing.status] += 1
            part = alike.get(standing) or alike.setdefault(standing, Part(asked, standing))
            parts[subject].append(part)
    load = cache(load_of)
    people = [
        person_of(one, load(tuple(parts[one.subject_id])), activities[one.subject_id]) for one in led.members
    ]
    tallies = [Tally(*key, of[Status.OPEN], of[Status.MET]) for key, of in tallied.items()]
    return GroupRead(group, led.members, mine, tallies, people, led.expected)


def person_of(member: MemberLine, load: Load, activity: Activity) -> Person:
    """As the overview judges them."""
    return Person(
        key=member.subject_id,
        name=member.name,
        joined_at=member.joined_at,
        assigned=len(load.titles),
        done=load.done,
        has_tried=not load.titles.keys().isdisjoint(activity.finished),
        obligations=load.obligations,
        begun=begun_items(activity, load.titles) if activity.begun else (),
        last_active_at=activity.last_active_at,
        runs=shown_runs(member, activity),
        talked_at=member.talked_at,
    )


def shown_runs(member: MemberLine, activity: Activity) -> tuple[RunEnd, ...]:
    """Those begun since they joined, unless they show earlier ones too."""
    if member.shows_earlier:
        return activity.runs
    return tuple([run for run in activity.runs if run.started_at >= member.joined_at])


def _asked(one: Owing) -> OpenObligation:
    since = max(one.row.begins_at, one.assignment.row.set_at)
    return OpenObligation(one.assignment.title, one.row.due_at, since, one.row.is_own)
