"""What the pages of assignments show, for whoever sets them and for whoever owes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import Connection
from starlette.requests import Request

from app.assignments.condition import RunCondition
from app.assignments.due_date import DueDate, usual
from app.assignments.due_wording import due_words, late_words
from app.assignments.items import Item, ItemKey, ItemKind, Served, Target, TargetKind, items_of
from app.assignments.obligation import Status
from app.assignments.wording import changed_since, target_gone, vanished
from app.learners.who import Who
from app.lessons.library.placement import course_of, scenario_url
from app.site_content import SiteContent
from app.training.access import GroupSeen, groups_joined
from app.training.assignments.owed.queries import Owed, owed_by
from app.training.assignments.queries import AssignmentSeen, assignments_of
from app.training.groups.queries import MemberLine
from app.wall_time import local_day
from app.web.form_pages import FilledPage
from app.web.site import content_of


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be set: `value` is `module:know-your-role`."""

    value: str
    title: str


class Versioned(Protocol):
    """A lesson or a scenario as it is served."""

    @property
    def version(self) -> str: ...


@dataclass(frozen=True)
class NewAssignmentPage(FilledPage):
    """`choices` by kind. `question` and `remarks` are said of the date that was filled in.

    `group` is the one whose form it is, None where it is for groups alone; `groups` are those that can be ticked,
    `chosen` the people and groups that are. `zones` says whose clock a date is read by.
    """

    template = "training/new_assignment.html"
    group: GroupSeen | None
    groups: Sequence[GroupSeen]
    zones: str
    choices: Mapping[str, Sequence[Choice]]
    conditions: Sequence[RunCondition]
    members: Sequence[MemberLine]
    chosen: frozenset[str]
    question: str = ""
    remarks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class OwedLine:
    """What a learner sees of what they owe: `url` leads to the first thing that is not done, `step` is its title.

    `left` is all that is not done, in its order. `number` is that of the round. `said` are sentences on what has
    vanished or was edited since.
    """

    id: str
    title: str
    group_id: str
    set_by: str
    due: str
    late: str
    demand: str
    number: int
    done: int
    of: int
    url: str
    step: str
    left: Sequence[ItemKey]
    is_open: bool
    is_own: bool
    status: Status
    said: Sequence[str]


def served_of(content: SiteContent) -> Served:
    return Served(content.lessons.catalog, content.scenarios.scenarios)


def questions_of(content: SiteContent, assignments: Sequence[AssignmentSeen]) -> Mapping[str, frozenset[str]]:
    """The ids of the questions of each lesson that is set again and again, as it is now."""
    again = [one for one in assignments if one.schedule.months]
    lessons = {item.id for one in again for item in one.items if item.kind is ItemKind.LESSON}
    found = content.lessons.lessons
    return {
        name: frozenset(question.id for question in found[name].key.questions)
        for name in lessons
        if name in found
    }


def owed_lines(request: Request, connection: Connection, who: Who, now: datetime) -> list[OwedLine]:
    """All that this learner owes, as their trainer has it: what is open first, by due date."""
    joined = groups_joined(connection, who.subject_id or "")
    if not joined:
        return []
    content = content_of(request)
    groups = {one.group.id: one.group for one in joined}
    assignments = assignments_of(connection, list(groups), served_of(content))
    owed = owed_by(connection, [who.subject_id or ""], assignments, questions_of(content, assignments))
    begun = [one for one in owed if one.begins_at <= now]
    lines = [owed_line(one, groups[one.assignment.row.group_id], content, who, now) for one in begun]
    return sorted(lines, key=lambda line: not line.is_open)


def owed_line(
    one: Owed, group: GroupSeen, content: SiteContent, who: Who, now: datetime, *, owing: str = "you"
) -> OwedLine:
    """In the words of whoever reads it; `owing` is whose it is: “you”, or “they” for a lead."""
    seen, part, step = one.assignment, one.part, one.part.next_item
    edited = part.changed_since(versions_of(content, seen.items))
    return OwedLine(
        id=seen.id,
        title=seen.title,
        group_id=group.id,
        set_by=seen.set_by,
        due=due_words(part.due, reader=who.time_zone, workplace=group.workplace.time_zone, now=now),
        late=late_words(part.due, reader=who.time_zone, now=now) if part.is_open else "",
        demand=seen.condition.demand if any(i.kind is ItemKind.SCENARIO for i in seen.items) else "",
        number=one.number,
        done=part.done,
        of=part.of,
        url=item_url(step, content) if step else "",
        step=step.title if step else "",
        left=[item.key for item in part.left],
        is_open=part.is_open,
        is_own=one.is_own,
        status=part.status,
        said=[one for one in (*gone(seen, served_of(content)), changed_since(edited, owing)) if one],
    )


def gone(seen: AssignmentSeen, served: Served) -> list[str]:
    """What has vanished from the files since it was set, in sentences: titles stay."""
    said = [vanished(seen.changes.vanished)]
    if seen.target.kind in {TargetKind.COURSE, TargetKind.MODULE} and served.title(seen.target) is None:
        said.insert(0, target_gone(seen.target.kind))
    return [one for one in said if one]


def versions_of(content: SiteContent, items: Sequence[Item]) -> dict[ItemKey, str]:
    """Those that are served now, of whatever is still there."""
    by_kind: Mapping[ItemKind, Mapping[str, Versioned]] = {
        ItemKind.LESSON: content.lessons.catalog.entries,
        ItemKind.SCENARIO: content.scenarios.scenarios,
    }
    found = ((item.key, by_kind[item.kind].get(item.id)) for item in items)
    return {key: one.version for key, one in found if one}


def item_url(item: Item, content: SiteContent) -> str:
    """Where it can be done; Learn, for a lesson that no course lists."""
    if item.kind is ItemKind.SCENARIO:
        return scenario_url(item.id)
    placed = course_of(content.lessons, item.id)
    return placed.url if placed else "/learn"


def choices_of(served: Served) -> dict[str, list[Choice]]:
    """All that can be set, by kind; what has nothing in it that can be opened is left out."""
    every = {
        "Modules": [Target(TargetKind.MODULE, name) for name in served.lessons.modules],
        "Courses": [Target(TargetKind.COURSE, name) for name in served.lessons.courses],
        "Lessons": [Target(TargetKind.LESSON, name) for name in served.lessons.entries],
        "Conversations": [Target(TargetKind.SCENARIO, name) for name in served.scenarios],
    }
    return {
        kind: [
            Choice(f"{target.kind}:{target.id}", served.title(target) or target.id)
            for target in targets
            if items_of(target, served)
        ]
        for kind, targets in every.items()
    }


def prefilled(
    choices: Mapping[str, Sequence[Choice]], assignments: Sequence[AssignmentSeen], zone: str, now: datetime
) -> dict[str, str]:
    """The next module that the group does not have yet, in two weeks, on a Thursday at 17:00."""
    had = {f"{one.target.kind}:{one.target.id}" for one in assignments if not one.is_withdrawn}
    modules = [choice.value for choice in choices["Modules"]]
    fresh = next((value for value in modules if value not in had), modules[0] if modules else "")
    today: date = local_day(now, zone)
    due: DueDate = usual(today, zone)
    return {
        "target": fresh,
        "condition": RunCondition.FINISHED.value,
        "opens": today.isoformat(),
        "on": due.on.isoformat(),
        "hour": f"{due.hour:%H:%M}",
        "later": "",
        "months": "",
        "whom": "all",
    }
