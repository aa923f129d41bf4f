"""What the pages of workplaces and groups show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.training.access import GroupJoined, GroupSeen, WorkplaceSeen
from app.training.assignments.pages import AssignmentLine, OwedLine
from app.training.groups.invitation import Invitation
from app.training.groups.queries import Account, GroupCount, MemberLine, Named, WorkplaceCount
from app.web.context import Context
from app.web.form_pages import FilledPage

Zones = Mapping[str, Sequence[str]]
Spoken = Callable[[str], str]


@dataclass(frozen=True)
class WorkplacesPage(FilledPage):
    """`zones` by region; `spoken` says one as a person would."""

    template = "training/workplaces.html"
    workplaces: Sequence[WorkplaceCount]
    zones: Zones
    spoken: Spoken


@dataclass(frozen=True)
class WorkplacePage(FilledPage):
    """`found` are accounts that could be named, for the `search` typed; `led` the groups that the reader leads."""

    template = "training/workplace.html"
    workplace: WorkplaceSeen
    trainers: Sequence[Named]
    groups: Sequence[GroupCount]
    led: frozenset[str]
    search: str
    found: Sequence[Account]
    zones: Zones
    spoken: Spoken


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group in a trainer’s list."""

    group: GroupSeen
    members: int


@dataclass(frozen=True)
class TeachPage(FilledPage):
    """`workplaces` are those in which the reader may make groups."""

    template = "training/teach.html"
    groups: Sequence[GroupLine]
    workplaces: Sequence[WorkplaceSeen]


@dataclass(frozen=True)
class GroupPage(Context):
    """`address` is the link of the invitation, empty where none works."""

    template = "training/group.html"
    group: GroupSeen
    members: Sequence[MemberLine]
    assignments: Sequence[AssignmentLine]
    invitation: Invitation | None
    address: str


@dataclass(frozen=True)
class GroupSettingsPage(FilledPage):
    """`trainers` of the workplace who do not lead the group yet. `works`: whether its code still does."""

    template = "training/group_settings.html"
    group: GroupSeen
    leads: Sequence[Named]
    trainers: Sequence[Named]
    invitation: Invitation | None
    works: bool
    address: str
    days: Sequence[int]


@dataclass(frozen=True)
class JoinPage(Context):
    """`joined`: since when the reader belongs to it already."""

    template = "training/join.html"
    code: str
    group: GroupSeen
    leads: Sequence[Named]
    joined: datetime | None
    seen: Sequence[str]
    unseen: Sequence[str]


@dataclass(frozen=True)
class TypeCodePage(Context):
    template = "training/type_code.html"


@dataclass(frozen=True, slots=True)
class JoinedLine:
    """A group that the reader belongs to, and what they owe there."""

    joined: GroupJoined
    leads: Sequence[Named]
    owed: Sequence[OwedLine] = ()


@dataclass(frozen=True)
class GroupsPage(Context):
    template = "training/groups.html"
    groups: Sequence[JoinedLine]


@dataclass(frozen=True)
class WhoSeesWhatPage(Context):
    """For whoever reads it: their groups, and what leads of those see of them."""

    template = "training/who_sees_what.html"
    groups: Sequence[JoinedLine]
    seen: Sequence[str]
    unseen: Sequence[str]
