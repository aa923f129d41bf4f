"""What a trainer’s first page shows: everybody in all groups, read once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection

from app.learners.who import Who
from app.site_content import SiteContent
from app.training.access import WorkplaceSeen
from app.training.groups.pages import GroupLine
from app.training.memberships.queries import LedGroup
from app.training.overview.headline import due_words
from app.training.overview.needs_word import Need, needs_word
from app.training.overview.pages import NeedLinks, NeedsView, needs_view
from app.training.pages import due_next
from app.training.teach.group_list import FEW, by_next_due, is_found
from app.training.whole_groups.pages import GroupRead, read_groups
from app.web.context import Context
from app.web.form_pages import FilledPage


@dataclass(frozen=True)
class TeachPage(FilledPage):
    """`groups` are those that are shown of `total`; `needs` are over all. `search` is what was looked for.

    `workplaces` are those in which the reader may make groups. `first_url` and `following_url` lead to other groups.
    """

    template = "training/teach.html"
    groups: Sequence[GroupLine]
    total: int
    search: str
    first_url: str
    following_url: str
    workplaces: Sequence[WorkplaceSeen]
    needs: NeedsView
    few: int = FEW


@dataclass(frozen=True)
class NeedsPage(Context):
    """All who need a word, in all groups, a page at a time."""

    template = "training/needs.html"
    needs: NeedsView
    first_url: str
    following_url: str


@dataclass(frozen=True)
class Everybody:
    """All groups that somebody leads. Whoever is in two is judged in each by itself, and their key says in which."""

    reads: Mapping[str, GroupRead]
    who: Who
    now: datetime

    @classmethod
    def read(
        cls, connection: Connection, led: Sequence[LedGroup], content: SiteContent, who: Who, now: datetime
    ) -> "Everybody":
        reads = {one.group.id: one for one in read_groups(connection, led, content, now)}
        return cls(reads, who, now)

    @cached_property
    def needs(self) -> list[Need]:
        people = (
            replace(person, key=f"{group}/{person.key}")
            for group, read in self.reads.items()
            for person in (*read.people, *read.invited)
        )
        return needs_word(people, self.now)

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(_group_of(need) for need in self.needs)

    def needs_view(self, needs: Sequence[Need], *, rest_url: str = "", most: int) -> NeedsView:
        """Each with the group, where there are several."""
        several = len(self.reads) > 1

        def group(need: Need) -> str:
            return self.reads[_group_of(need)].group.title if several else ""

        view = needs_view(needs, links=self._links, rest_url=rest_url, group=group, most=most)
        return replace(view, total=len(self.needs))

    def groups_found(self, search: str) -> list[GroupRead]:
        """By name, of the group or of its workplace; what is due next comes first."""
        found = [
            one for one in self.reads.values() if is_found(search, one.group.title, one.group.workplace.title)
        ]
        return sorted(found, key=self._place)

    def line(self, read: GroupRead) -> GroupLine:
        words = due_words(due_next(read, self.who, self.now))
        return GroupLine(read.group, len(read.members), self._counts[read.group.id], words)

    def _place(self, read: GroupRead) -> tuple[int, float, str, str]:
        found = read.next_due(self.now)
        return (
            *by_next_due(found.at if found else None, self.now),
            read.group.title.casefold(),
            read.group.id,
        )

    def _links(self, need: Need) -> NeedLinks:
        group, _, key = need.key.partition("/")
        return self.reads[group].links(replace(need, key=key))


def _group_of(need: Need) -> str:
    return need.key.partition("/")[0]
