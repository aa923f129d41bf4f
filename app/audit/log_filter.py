"""What of the log is asked for, as it stands in an address, and back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from app.events.kinds import KINDS
from app.events.recorded import Place

LONGEST = 64
FIRST_YEAR, LAST_YEAR = 2000, 2999
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NO_PERSON = "That is nobody’s number. Pick somebody from the list, or open the log from their own page."
NO_GROUP = "That is no group’s number. Pick a group from the list, or open the log from its workplace’s page."
NO_KIND = "The log has no kind of that name. Pick one from the list."
NO_DAY = "Write the day as year, month and day, with lines between: 2026-03-05."
NOT_ON_A_CALENDAR = "There is no such day on the calendar."
NO_PLACE = "That is no place in the log. Begin with the newest."


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Whatever is empty is not asked about. `before` is where the page begins."""

    person: str = ""
    group: str = ""
    kind: str = ""
    day: date | None = None
    before: Place | None = None

    @property
    def is_narrow(self) -> bool:
        return self != LogFilter(before=self.before)

    @property
    def query(self) -> str:
        """“?group=…&day=2026-03-05”, ready to stand after a path; empty for the whole log."""
        said = {
            "person": self.person,
            "group": self.group,
            "kind": self.kind,
            "day": self.day.isoformat() if self.day else "",
            "before": str(self.before) if self.before else "",
        }
        query = urlencode({name: value for name, value in said.items() if value})
        return f"?{query}" if query else ""

    def at(self, before: Place | None) -> "LogFilter":
        """The same of another page; None stands for the newest."""
        return replace(self, before=before)


def read_filter(parameters: Mapping[str, str]) -> tuple[LogFilter, dict[str, str]]:
    """What can be asked for, and a sentence for each value that cannot: nobody shall take all for what they asked."""
    given = {name: parameters.get(name, "").strip() for name in ("person", "group", "kind", "day", "before")}
    day, place = _day(given["day"]), Place.read(given["before"])
    faults = {
        "person": "" if _is_id(given["person"]) else NO_PERSON,
        "group": "" if _is_id(given["group"]) else NO_GROUP,
        "kind": "" if given["kind"] in {"", *KINDS} else NO_KIND,
        "day": day if isinstance(day, str) else "",
        "before": NO_PLACE if given["before"] and place is None else "",
    }
    sound = {name: "" if faults[name] else given[name] for name in ("person", "group", "kind")}
    wanted = LogFilter(**sound, day=day if isinstance(day, date) else None, before=place)
    return wanted, {name: words for name, words in faults.items() if words}


def _is_id(text: str) -> bool:
    """It may be one of somebody who is gone, or of nobody: then the log says nothing of them."""
    return len(text) <= LONGEST and text.isprintable()


def _day(text: str) -> date | str | None:
    """None where none is given; a sentence where it is none."""
    if not text:
        return None
    if not _DAY.fullmatch(text):
        return NO_DAY
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return NOT_ON_A_CALENDAR
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else NOT_ON_A_CALENDAR
