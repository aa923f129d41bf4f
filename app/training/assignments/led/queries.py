"""An assignment as it stands, for whoever leads the group: everybody who owes it, and what was changed of late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection

from app.assignments.due_wording import due_words
from app.assignments.items import ItemKind
from app.assignments.obligation import Status
from app.learners.who import Who
from app.site_content import SiteContent
from app.training.access import GroupSeen, group_led
from app.training.assignments.changed.queries import Change, changes_of
from app.training.assignments.owed.queries import Owed, owed_by
from app.training.assignments.pages import questions_of, served_of
from app.training.assignments.queries import AssignmentSeen, assignment
from app.training.groups.queries import MemberLine, member_lines


@dataclass(frozen=True)
class Found:
    """An assignment as it stands, everybody who owes it, and what was changed of late."""

    group: GroupSeen
    seen: AssignmentSeen
    members: Mapping[str, MemberLine]
    owed: Sequence[Owed]
    changes: Sequence[Change]
    reader: Who
    now: datetime

    @property
    def zone(self) -> str:
        return self.group.workplace.time_zone

    @property
    def has_scenario(self) -> bool:
        return any(item.kind is ItemKind.SCENARIO for item in self.seen.items)

    @cached_property
    def latest(self) -> list[Owed]:
        """Of each person the last round they owe."""
        return list({one.subject_id: one for one in sorted(self.owed, key=lambda one: one.number)}.values())

    def count(self, status: Status) -> int:
        return sum(one.part.status is status for one in self.latest)

    def of(self, subject_id: str) -> Owed | None:
        return next((one for one in self.latest if one.subject_id == subject_id), None)

    def due_words(self, at: datetime) -> str:
        return due_words(at, reader=self.reader.time_zone, workplace=self.zone, now=self.now)


def find(
    connection: Connection,
    who: Who,
    group_id: str,
    assignment_id: str,
    *,
    content: SiteContent,
    now: datetime,
) -> Found:
    """Raises NotFound."""
    group = group_led(connection, who, group_id)
    seen = assignment(connection, group.id, assignment_id, served_of(content))
    members = {one.subject_id: one for one in member_lines(connection, group.id)}
    owed = owed_by(connection, list(members), [seen], questions_of(content, [seen]))
    changes = changes_of(connection, seen.id, list(members), who, now)
    return Found(group, seen, members, owed, changes, who, now)
