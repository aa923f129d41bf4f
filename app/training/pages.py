"""A group’s own page, which shows what all rooms of training know of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.training.access import GroupSeen
from app.training.assignments.pages import AssignmentLine
from app.training.groups.invitation import Invitation
from app.training.groups.queries import MemberLine
from app.web.context import Context


@dataclass(frozen=True)
class GroupPage(Context):
    """`address` is the link of the invitation, empty where none works."""

    template = "training/group.html"
    group: GroupSeen
    members: Sequence[MemberLine]
    assignments: Sequence[AssignmentLine]
    invitation: Invitation | None
    address: str
