"""What learners are shown of groups: before they join, and while they belong to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.training.access import GroupJoined, GroupSeen
from app.training.assignments.pages import OwedLine
from app.training.groups.queries import Named
from app.training.overview.pages import TableRow
from app.web.context import Context


@dataclass(frozen=True)
class JoinPage(Context):
    """`joined`: since when the reader belongs to it already. `works`: whether one can still join by it.

    `is_personal`: by a link for one person; `is_for_another`: nothing says that this is whoever is signed in.
    """

    template = "training/join.html"
    code: str
    group: GroupSeen
    leads: Sequence[Named]
    joined: datetime | None
    seen: Sequence[str]
    unseen: Sequence[str]
    is_personal: bool
    is_for_another: bool
    works: bool


@dataclass(frozen=True)
class TypeCodePage(Context):
    template = "training/type_code.html"


@dataclass(frozen=True, slots=True)
class JoinedLine:
    """A group that the reader belongs to, what they owe there, and their line as its leads have it."""

    joined: GroupJoined
    leads: Sequence[Named]
    owed: Sequence[OwedLine] = ()
    row: TableRow | None = None


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
