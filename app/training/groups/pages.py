"""What the pages of workplaces and groups show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.training.access import GroupSeen, WorkplaceSeen
from app.training.groups.invitation import Invitation
from app.training.groups.queries import Account, GroupCount, Named, WorkplaceCount
from app.web.form_pages import FilledPage

Zones = Mapping[str, Sequence[str]]
Spoken = Callable[[str], str]


@dataclass(frozen=True)
class WorkplacesPage(FilledPage):
    """`zones` by region; `spoken` says one as a person would. `after` leads to the next page, `later`: back."""

    template = "training/workplaces.html"
    workplaces: Sequence[WorkplaceCount]
    after: str
    later: bool
    zones: Zones
    spoken: Spoken


@dataclass(frozen=True)
class WorkplacePage(FilledPage):
    """`found` are accounts that could be named, for the `search` typed; `led` the groups that the reader leads.

    `after` leads to the next page of groups, `later`: back to the first.
    """

    template = "training/workplace.html"
    workplace: WorkplaceSeen
    trainers: Sequence[Named]
    groups: Sequence[GroupCount]
    after: str
    later: bool
    led: frozenset[str]
    search: str
    found: Sequence[Account]
    zones: Zones
    spoken: Spoken


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group in a trainer’s list, how many of it need a word, and what is due next, in a sentence."""

    group: GroupSeen
    members: int
    needs: int
    due: str = ""


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
