"""Who needs a word from whoever leads a group, and why: one line a person, the gravest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.assignments.load import OpenObligation
from app.content.chair import CHAIRS, of_others
from app.content.wording import counted, listed
from app.training.overview.activity import RunEnd
from app.training.overview.person import Person

SHOWN = 10
OVERDUE, QUIET, STUCK = timedelta(days=1), timedelta(days=14), timedelta(days=7)
UNANSWERED = timedelta(days=7)
TALKED = timedelta(days=14)
LATER_DAY = timedelta(days=1)
IN_A_ROW = 3


class Reason(StrEnum):
    """The gravest first."""

    OVERDUE = "overdue"
    QUIET = "quiet"
    STUCK = "stuck"
    ONE_CHAIR = "one chair"
    INVITED = "invited"


class Action(StrEnum):
    """What a lead can do about it; each reason has one."""

    WRITE = "write"
    SEE_WORK = "see work"
    SEE_LINES = "see lines"
    INVITE_AGAIN = "invite again"


@dataclass(frozen=True, slots=True)
class Need:
    """`evidence` is one or two sentences. `degree` orders people with the same reason, the gravest highest."""

    key: str
    name: str
    reason: Reason
    evidence: str
    degree: float

    @property
    def action(self) -> Action:
        return _ACTIONS[self.reason]

    @property
    def action_label(self) -> str:
        """“Write to Filip”, as its button says it."""
        return _LABELS[self.action].format(name=first_name(self.name))


_REASONS = tuple(Reason)
_ACTIONS = {
    Reason.OVERDUE: Action.WRITE,
    Reason.QUIET: Action.WRITE,
    Reason.STUCK: Action.SEE_WORK,
    Reason.ONE_CHAIR: Action.SEE_LINES,
    Reason.INVITED: Action.INVITE_AGAIN,
}
_LABELS = {
    Action.WRITE: "Write to {name}",
    Action.SEE_WORK: "See where {name} is",
    Action.SEE_LINES: "See {name}’s lines",
    Action.INVITE_AGAIN: "Invite {name} again",
}


def needs_word(people: Iterable[Person], now: datetime) -> list[Need]:
    """All who need one; a page shows the first `SHOWN`."""
    needs = (need for person in people if (need := need_of(person, now)))
    return sorted(
        needs, key=lambda need: (_REASONS.index(need.reason), -need.degree, need.name.casefold(), need.key)
    )


def need_of(person: Person, now: datetime) -> Need | None:
    """The gravest reason; None for whoever has finished everything, or was talked with in the last 14 days."""
    if person.has_finished or (person.talked_at is not None and now - person.talked_at < TALKED):
        return None
    return next(_reasons(person, now), None)


def first_name(name: str) -> str:
    """The first word, unless it is a title or a family name set before the others."""
    first = name.split(maxsplit=1)[0] if name.split() else name
    return name if first.endswith((".", ",")) else first


def _reasons(person: Person, now: datetime) -> Iterator[Need]:
    if person.joined_at is None:
        yield from _invited(person, now)
        return
    yield from _overdue(person, now)
    yield from _quiet(person, person.joined_at, now)
    yield from _stuck(person, now)
    yield from _one_chair(person)


def _overdue(person: Person, now: datetime) -> Iterator[Need]:
    late = sorted((one for one in person.obligations if now - one.due_at >= OVERDUE), key=_due)
    if not late:
        return
    first = late[0]
    age = now - first.due_at
    words = f"“{first.title}” was due {_days(age)} ago."
    if len(late) > 1:
        words += f" {counted(len(late) - 1, 'more is', many='more are').capitalize()} overdue."
    yield Need(person.key, person.name, Reason.OVERDUE, words, age.total_seconds())


def _quiet(person: Person, joined_at: datetime, now: datetime) -> Iterator[Need]:
    """Counted from the last thing done, or from when there first was something to do, whichever is later."""
    opened = [one.open_since for one in person.obligations if one.open_since <= now]
    opened += [item.touched_at for item in person.begun]
    if not opened:
        return
    here = person.last_active_at
    since = max(min(opened), here or joined_at, joined_at)
    if now - since < QUIET:
        return
    words = _silence(person, since, now)
    yield Need(person.key, person.name, Reason.QUIET, words, (now - since).total_seconds())


def _silence(person: Person, since: datetime, now: datetime) -> str:
    days = _days(now - since)
    opened = [one.title for one in person.obligations if one.open_since == since]
    if since not in {person.last_active_at, person.joined_at} and opened:
        return f"Nothing since “{opened[0]}” was opened, {days} ago."
    if person.last_active_at is None and since == person.joined_at:
        return f"Joined {days} ago, and nothing since."
    where = f" Stopped in “{person.begun[-1].title}”." if person.begun else ""
    return f"Nothing for {days}.{where}"


def _stuck(person: Person, now: datetime) -> Iterator[Need]:
    """What they did after it came at least a day later, so that one evening’s second lesson is no sign of it."""
    here = person.last_active_at
    left = [
        item
        for item in person.begun
        if now - item.touched_at >= STUCK and here is not None and here - item.touched_at >= LATER_DAY
    ]
    if left:
        item = min(left, key=lambda one: (one.touched_at, one.title))
        age = now - item.touched_at
        words = f"Left “{item.title}” {_days(age)} ago, and has done other things since."
        yield Need(person.key, person.name, Reason.STUCK, words, age.total_seconds())


def _one_chair(person: Person) -> Iterator[Need]:
    last = latest_of_scenarios(person.runs)
    if len(last) < IN_A_ROW:
        return
    away = [chair for chair in CHAIRS if all((run.chairs.of(chair) or 0) < 0 for run in last)]
    if away:
        moved = f"Moved {listed([of_others(chair) for chair in away])} further from the table"
        words = f"{moved} in three conversations running."
        degree = -sum(run.chairs.of(chair) or 0 for run in last for chair in away)
        yield Need(person.key, person.name, Reason.ONE_CHAIR, words, degree)


def latest_of_scenarios(runs: Sequence[RunEnd]) -> list[RunEnd]:
    """The latest run of each of the last three scenarios; `runs` has the latest first."""
    latest: dict[str, RunEnd] = {}
    for run in runs:
        latest.setdefault(run.scenario_id, run)
    return list(latest.values())[:IN_A_ROW]


def _invited(person: Person, now: datetime) -> Iterator[Need]:
    if person.invited_at is not None and now - person.invited_at >= UNANSWERED:
        age = now - person.invited_at
        words = f"Invited {_days(age)} ago, and has not joined."
        yield Need(person.key, person.name, Reason.INVITED, words, age.total_seconds())


def _due(obligation: OpenObligation) -> datetime:
    return obligation.due_at


def _days(span: timedelta) -> str:
    return counted(span.days, "day")
