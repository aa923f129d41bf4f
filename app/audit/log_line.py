"""An event with the names of whatever it tells of: whom it concerns, what happened, where, and who did it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.events.event import (
    ContentServed,
    LimitReached,
    ResetLinkMade,
    RoleChanged,
    RosterChanged,
    SignInFailed,
)
from app.events.recorded import Recorded
from app.events.sentences import KIND_NAMES, UNKNOWN, sentence

NO_ACCOUNT = "No account"
THE_SITE = "The site"
THE_COMMAND_LINE = "The command line"
NOT_KNOWN = "Not known"
INVITED = "Whoever was invited"
NO_MORE_THERE = "A group that is not there"
WITHOUT_ACTOR = {
    RoleChanged.KIND: THE_COMMAND_LINE,
    ResetLinkMade.KIND: THE_COMMAND_LINE,
    SignInFailed.KIND: NOT_KNOWN,
    LimitReached.KIND: NOT_KNOWN,
    ContentServed.KIND: THE_SITE,
}
"""Who did it, where nobody with an account did; of every other kind, whoever it is about."""

Named = Mapping[str, str]
"""What things are called, by id; whatever is not there any more is not in it."""


@dataclass(frozen=True, slots=True)
class Names:
    people: Named = field(default_factory=dict)
    groups: Named = field(default_factory=dict)
    workplaces: Named = field(default_factory=dict)
    assignments: Named = field(default_factory=dict)
    entries: Named = field(default_factory=dict)
    lessons: Named = field(default_factory=dict)
    scenarios: Named = field(default_factory=dict)
    courses: Named = field(default_factory=dict)
    endings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By scenario and ending."""

    def of_facts(self, facts: Mapping[str, str]) -> dict[str, str]:
        """By fact, of those that are ids of something with a name."""
        known = {
            "group": self.groups,
            "workplace": self.workplaces,
            "assignment": self.assignments,
            "entry": self.entries,
            "lesson": self.lessons,
            "scenario": self.scenarios,
            "course": self.courses,
            "id": self.scenarios if facts.get("content") == "scenario" else self.lessons,
        }
        ending = self.endings.get((facts.get("scenario", ""), facts.get("ending", "")))
        return {
            **{fact: found[facts[fact]] for fact, found in known.items() if facts.get(fact) in found},
            **({"ending": ending} if ending else {}),
        }


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or something that an event names. `id` is empty where there is nobody to ask about."""

    name: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class LogLine:
    """As page and file show it. `workplace`, `before` and `after` are empty where nothing of them is told."""

    at: datetime
    kind: str
    who: Party
    what: str
    group: Party | None
    by: Party
    workplace: str
    assignment: str
    before: str
    after: str


def log_line(found: Recorded, names: Names) -> LogLine:
    facts = found.event.facts if found.event else {}
    named = names.of_facts(facts)
    return LogLine(
        at=found.at,
        kind=KIND_NAMES.get(found.kind, UNKNOWN),
        who=_person(found.subject, names.people) if found.subject else Party(THE_SITE),
        what=sentence(found.event, named),
        group=Party(names.groups.get(found.group, NO_MORE_THERE), found.group) if found.group else None,
        by=_doer(found, facts, names.people),
        workplace=named.get("workplace", ""),
        assignment=named.get("assignment", ""),
        before=facts.get("before", ""),
        after=facts.get("after", ""),
    )


def _doer(found: Recorded, facts: Mapping[str, str], people: Named) -> Party:
    if found.actor:
        return _person(found.actor, people)
    if found.kind in WITHOUT_ACTOR:
        return Party(WITHOUT_ACTOR[found.kind])
    if found.subject:
        return _person(found.subject, people)
    by_invitation = found.kind == RosterChanged.KIND and facts.get("how") == "by an invitation"
    return Party(INVITED if by_invitation else THE_SITE)


def _person(subject: str, people: Named) -> Party:
    return Party(people.get(subject, NO_ACCOUNT), subject)
