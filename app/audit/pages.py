"""What the page of the log shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.audit.log_filter import LogFilter
from app.audit.log_line import LogLine
from app.web.form_pages import FilledPage, Values


@dataclass(frozen=True)
class LogPage(FilledPage):
    """`people` and `groups` are those to pick from: whoever is named on this page, by id, and what is asked for.

    `older_url` leads to the next page, empty at the end; `newest_url` is empty on the first. `filled` holds what was
    asked for as it was given, `faults` what of it is no such thing.
    """

    template = "audit/log.html"
    lines: Sequence[LogLine]
    wanted: LogFilter
    people: Values
    groups: Values
    kinds: Values
    newest_url: str
    older_url: str
    csv_url: str


def to_pick(names: Mapping[str, str], asked: str, otherwise: str) -> Mapping[str, str]:
    """In the order of their names; what is asked for may have no name any more."""
    about = {asked: otherwise} if asked else {}
    return dict(sorted({**about, **names}.items(), key=lambda one: one[1].casefold()))
