"""The pages of one assignment for whoever leads the group: who has met it, what was changed, and what can be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.assignments import wording
from app.assignments.change import ChangeKind, own_date_of
from app.assignments.change_wording import ago, done_so, undo_words
from app.assignments.condition import RunCondition
from app.assignments.due_date import DueDate, due_date_of
from app.assignments.obligation import Status
from app.site_content import SiteContent
from app.training.access import GroupSeen
from app.training.assignments.changed.queries import Change
from app.training.assignments.led.queries import Found
from app.training.assignments.owed.queries import Owed
from app.training.assignments.pages import gone, served_of, versions_of
from app.training.assignments.queries import AssignmentSeen
from app.web.context import Context
from app.web.form_pages import FilledPage
from app.web.pages import day

AT_ONCE = 50
MOST_UNDOS = 10
"""Shown on one page; each person’s own page has theirs, too."""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """`own` is a date of their own, `met` the day they met it, each empty where there is none; `late` is in days."""

    subject_id: str
    name: str
    done: int
    of: int
    status: Status
    due: str
    own: str
    met: str
    late: int
    number: int
    edited: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change that is not done yet: what it does, and the form that does it; `action` ends the form’s address."""

    does: str
    action: str
    fields: Mapping[str, str]
    press: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else was first. `yours` is None where it cannot be done as it stands."""

    words: str
    yours: ChangeView | None = None


@dataclass(frozen=True, slots=True)
class UndoLine:
    words: str
    action: str
    press: str


@dataclass(frozen=True, kw_only=True)
class LedPage(FilledPage):
    """`edits`: how many changes there were when this page was made."""

    group: GroupSeen
    assignment: AssignmentSeen
    edits: int
    due: str
    undos: Sequence[UndoLine]
    conflict: Conflict | None = None


@dataclass(frozen=True, kw_only=True)
class AssignmentPage(LedPage):
    """`said` are sentences on what has changed since it was set. `pages` of `people`, of which this is `number`."""

    template = "training/assignment.html"
    said: Sequence[str]
    people: Sequence[PersonLine]
    number: int
    pages: int
    takes_over: str
    demand: str
    later: str
    conditions: Sequence[RunCondition]


@dataclass(frozen=True, kw_only=True)
class OnePersonPage(LedPage):
    """What one person owes of it."""

    template = "training/assignment_person.html"
    person: PersonLine


@dataclass(frozen=True)
class ConfirmPage(Context):
    """What a change does, before it is done. `edits` is that of the page on which it was asked for."""

    template = "training/confirm.html"
    group: GroupSeen
    assignment: AssignmentSeen
    edits: str
    change: ChangeView


def assignment_page(found: Found, content: SiteContent, number: int = 1) -> AssignmentPage:
    """`number` is the page of people that is asked for."""
    seen, row, due = found.seen, found.seen.row, found.seen.schedule.due_now(found.now)
    everybody = sorted(
        found.latest, key=lambda one: (not one.part.is_open, found.members[one.subject_id].name)
    )
    pages = max(1, -(-len(everybody) // AT_ONCE))
    shown = min(max(1, number), pages)
    some = everybody[(shown - 1) * AT_ONCE : shown * AT_ONCE]
    is_there = served_of(content).title(seen.target) is not None
    elsewhere = wording.elsewhere(seen.changes.elsewhere if is_there else (), f"this {seen.target.kind}")
    vanished = gone(seen, served_of(content))
    return AssignmentPage(
        group=found.group,
        assignment=seen,
        edits=row.edits,
        due=found.due_words(due.instant),
        undos=undo_lines(found)[:MOST_UNDOS],
        said=[*vanished, *filter(None, [elsewhere])],
        people=[person_line(one, found, content) for one in some],
        number=shown,
        pages=pages,
        takes_over=takes_over(found) if not seen.is_withdrawn else "",
        demand=seen.condition.demand if found.has_scenario else "",
        later=wording.later_words(row.days_from_joining) if row.everybody else "",
        conditions=list(RunCondition) if found.has_scenario else [],
        filled={
            **_date(due),
            "condition": row.condition,
            "later": "" if row.days_from_joining is None else str(row.days_from_joining),
        },
    )


def one_person_page(found: Found, owed: Owed, content: SiteContent) -> OnePersonPage:
    shown = owed.own.due or found.seen.schedule.due_in(owed.number)
    return OnePersonPage(
        group=found.group,
        assignment=found.seen,
        edits=found.seen.row.edits,
        due=found.due_words(found.seen.schedule.due_in(owed.number).instant),
        undos=undo_lines(found, owed.subject_id),
        person=person_line(owed, found, content),
        filled=_date(shown),
    )


def person_line(one: Owed, found: Found, content: SiteContent) -> PersonLine:
    part, overdue = one.part, one.part.overdue_by(found.now).days
    edited = part.changed_since(versions_of(content, found.seen.items))
    due = found.due_words(part.due)
    return PersonLine(
        subject_id=one.subject_id,
        name=found.members[one.subject_id].name,
        done=part.done,
        of=part.of,
        status=part.status,
        due=due,
        own=due if one.is_own else "",
        met=day(part.met_at, found.reader.time_zone) if part.met_at else "",
        late=overdue if overdue > 0 else 0,
        number=one.number,
        edited=wording.changed_since(edited, "they"),
    )


def undo_lines(found: Found, subject_id: str = "") -> list[UndoLine]:
    """All of them, or those of one person."""
    asked = [one for one in found.changes if not subject_id or one.subject_id == subject_id]
    if found.seen.is_withdrawn:
        asked = [one for one in asked if one.kind is ChangeKind.WITHDRAW]
    return [_undo_line(one, found) for one in asked]


def takes_over(found: Found) -> str:
    """Empty where there is nothing new."""
    owing = [one for one in found.latest if one.part.status in {Status.OPEN, Status.MET}]
    met = sum(one.part.status is Status.MET for one in owing)
    return wording.takes_over(found.seen.changes.new, len(owing), met) if found.seen.changes.new else ""


def _undo_line(one: Change, found: Found) -> UndoLine:
    name = found.members[one.subject_id].name if one.subject_id else ""
    when = ago(one.at, found.now)
    words = done_so(one.kind, one.before, name=one.by, of=name, when=when, due=_due_before(one, found))
    path = f"people/{one.subject_id}/" if one.subject_id else ""
    return UndoLine(words, f"{path}{one.kind}/undo", undo_words(one.kind, one.before, name))


def _due_before(one: Change, found: Found) -> str:
    if one.kind is not ChangeKind.DATE:
        return ""
    if one.subject_id:
        text = own_date_of(one.before)[1]
        return found.due_words(due_date_of(text).instant) if text else ""
    before = replace(found.seen.schedule, due=due_date_of(one.before))
    return found.due_words(before.due_now(found.now).instant)


def _date(due: DueDate) -> dict[str, str]:
    return {"on": due.on.isoformat(), "hour": f"{due.hour:%H:%M}"}
