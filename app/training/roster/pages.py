"""What the pages of a list show: its people, one of them, and a file with all that it would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.roster.parts import Pages, Parts
from app.roster.queries import EntryLine, Waiting
from app.training.access import GroupSeen
from app.web.context import Context
from app.web.form_pages import FilledPage

EXAMPLE = "name,address,number\nDana Ørsted,dana@example.org,1017\nLeila Haddad,leila@example.org,1018"


@dataclass(frozen=True, kw_only=True)
class RosterPage(FilledPage):
    """`entries` are one page of all."""

    template = "training/roster/roster.html"
    group: GroupSeen
    entries: Sequence[EntryLine]
    pages: Pages
    joined: int
    invited: int
    imports: Sequence[Waiting]
    example: str = EXAMPLE


@dataclass(frozen=True, kw_only=True)
class EntryPage(FilledPage):
    """`link` is shown once, right after it was made. `is_over`: whether the latest one no longer works."""

    template = "training/roster/entry.html"
    group: GroupSeen
    line: EntryLine
    link: str = ""
    is_over: bool = False


@dataclass(frozen=True)
class RemovalPage(Context):
    """Asks once more before somebody is taken off the list."""

    template = "training/roster/removal.html"
    group: GroupSeen
    line: EntryLine


@dataclass(frozen=True)
class ImportPage(Context):
    """`news`: what has become of the group since the file was sent.

    `shown` are the missing on this page, `following` the number of the next one, and `ticked` counts those on all.
    """

    template = "training/roster/import.html"
    group: GroupSeen
    sent: Waiting
    counts: Sequence[str]
    news: str
    unread: Sequence[str]
    parts: Parts
    pages: dict[str, Pages]
    shown: str
    following: str
    ticked: int
    kept_until: datetime
    changes_nothing: bool
