"""What each change of an assignment asks for: read from its form, told in a sentence, and how it is done."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from app.assignments import wording
from app.assignments.change import ChangeKind
from app.assignments.condition import RunCondition
from app.assignments.due_date import DueDate
from app.assignments.due_form import Review, read_due_date, review
from app.assignments.items import ItemKey, taken_over
from app.assignments.obligation import Status
from app.assignments.schedule import Schedule
from app.errors import InvalidForm
from app.site_content import SiteContent
from app.training.assignments.actions import change_condition, change_later, move_date, take_over, withdraw
from app.training.assignments.actions.changes import pinned_items
from app.training.assignments.led.pages import takes_over
from app.training.assignments.led.queries import Found, find
from app.training.assignments.owed.queries import Owed, owed_by
from app.training.assignments.pages import questions_of, served_of
from app.training.assignments.queries import AssignmentSeen
from app.training.routes.acting import Acting, Changing
from app.training.routes.conditions import unreachable
from app.training.routes.forms import ChangeForm, ConditionForm, DateForm, LaterForm
from app.web.form_pages import filled_in
from app.web.forms import Form

SAME_DATE = "That is the date it has already. Choose another."
SAME = "That is how it is already."
WITHDRAWN = "This is withdrawn, so nothing about it can be changed. Set it again first."
NOTHING_NEW = "Nothing has come into it since it was set."
NO_CONVERSATION = "There is no conversation in this, so nothing more can be asked of one."
BY_NAME = "This is set for some people by name: nobody owes it by joining."


@dataclass(frozen=True, slots=True)
class Asked:
    """`does` tells it before it is done; `press` is what the button says, `fields` go with it. `do` does it.

    `is_sure`: it is done without being asked about first.
    """

    does: str
    press: str
    notice: str
    fields: Mapping[str, str]
    do: Callable[[Changing, Row[Any]], None]
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a change is asked for: an assignment as it was found, by whom, and the content of the request."""

    found: Found
    actor: Acting
    content: SiteContent

    @property
    def now(self) -> datetime:
        return self.actor.now

    @property
    def seen(self) -> AssignmentSeen:
        return self.found.seen

    @property
    def schedule(self) -> Schedule:
        return self.found.seen.schedule


def read_date(place: Place, form: Form) -> Asked:
    """The date is that of the round under way, and all others move with it."""
    given, found, schedule = filled_in(form, DateForm), place.found, place.schedule
    number = schedule.first_round(place.now)
    moved = schedule.moved_in(number, read_due_date(given.on, given.hour, found.zone))
    if moved == schedule:
        raise InvalidForm({"on": SAME_DATE})
    due, opens = moved.due_in(number), schedule.opens_in(number)
    again_at = schedule.begins(number + 1) if schedule.months else None
    open_for = found.count(Status.OPEN)
    looked = reviewed(review(due, opens=opens, now=place.now, owing=open_for, again_at=again_at))
    own = sum(one.is_own and one.part.is_open for one in found.latest)
    does = wording.moves_date(open_for - own, found.count(Status.MET), own)
    return Asked(
        does=told(does, f"It is due {found.due_words(due.instant)} then.", looked),
        press="Move the date",
        notice="date-moved",
        fields={"on": given.on, "hour": given.hour},
        do=lambda by, row: move_date(by.db, who=by.who, row=row, due=moved.due, now=place.now),
    )


def read_later(place: Place, form: Form) -> Asked:
    given, schedule = filled_in(form, LaterForm), place.schedule
    days = int(given.later) if given.later else None
    if not place.seen.row.everybody:
        raise InvalidForm({"later": BY_NAME})
    if days == schedule.days_from_joining:
        raise InvalidForm({"later": SAME})
    moved = _moved_by(place, replace(schedule, days_from_joining=days))
    return Asked(
        does=wording.changes_later(wording.later_words(days), moved),
        press="Change that",
        notice="later-changed",
        fields={"later": given.later},
        do=lambda by, row: change_later(by.db, who=by.who, row=row, days=days, now=place.now),
    )


def read_condition(place: Place, form: Form) -> Asked:
    condition, found = filled_in(form, ConditionForm).condition, place.found
    if not found.has_scenario:
        raise InvalidForm({"condition": NO_CONVERSATION})
    if condition is found.seen.condition:
        raise InvalidForm({"condition": SAME})
    if reason := unreachable(condition, found.seen.items, place.content):
        raise InvalidForm({"condition": reason})
    already = _met_by(place, condition)

    def do(by: Changing, row: Row[Any]) -> None:
        """What is done until now is read in the transaction that changes what counts from now on."""
        now = find(by.db.connection(), by.who, row.group_id, row.id, content=place.content, now=place.now)
        change_condition(by.db, who=by.who, row=row, condition=condition, owed=now.owed, now=place.now)

    return Asked(
        does=told(
            wording.changes_condition(found.count(Status.OPEN) - already, found.count(Status.MET), already),
            f"A conversation is done then when {condition.choice}.",
        ),
        press="Ask that",
        notice="condition-changed",
        fields={"condition": condition.value},
        do=do,
    )


def read_items(place: Place, form: Form) -> Asked:
    """What has come into the module since: those who owe it then owe that, too."""
    filled_in(form, ChangeForm)
    if not place.seen.changes.new:
        raise InvalidForm({"": NOTHING_NEW})

    def do(by: Changing, row: Row[Any]) -> None:
        items = taken_over(pinned_items(by.db, row), place.seen.target, served_of(place.content))
        take_over(by.db, who=by.who, row=row, items=items, now=place.now)

    return Asked(takes_over(place.found), "Take it over", "items-taken", {}, do)


def read_withdrawal(place: Place, form: Form) -> Asked:
    filled_in(form, ChangeForm)
    found = place.found
    return Asked(
        does=wording.withdraws(found.count(Status.OPEN), found.count(Status.MET)),
        press="Withdraw it",
        notice="withdrawn",
        fields={},
        do=lambda by, row: withdraw(by.db, who=by.who, row=row, now=place.now),
    )


def read_change(kind: ChangeKind, place: Place, form: Form) -> Asked:
    """Raises InvalidForm with what is to be changed in the form, or why it cannot be done at all."""
    if place.seen.is_withdrawn:
        raise InvalidForm({"": WITHDRAWN})
    return FOR_ALL[kind](place, form)


FOR_ALL: Mapping[ChangeKind, Callable[[Place, Form], Asked]] = {
    ChangeKind.DATE: read_date,
    ChangeKind.LATER: read_later,
    ChangeKind.CONDITION: read_condition,
    ChangeKind.ITEMS: read_items,
    ChangeKind.WITHDRAW: read_withdrawal,
}


def reviewed(looked: Review) -> Review:
    """The same, where the date can be. Raises InvalidForm."""
    if looked.refusal:
        raise InvalidForm({"on": looked.refusal})
    return looked


def told(*sentences: str | Review) -> str:
    """What a change does, and what is to be known of its date."""
    parts: list[str] = []
    for one in sentences:
        parts += [one] if isinstance(one, str) else [one.question, *one.remarks]
    return " ".join(part for part in parts if part)


def _moved_by(place: Place, schedule: Schedule) -> int:
    """How many people get another date."""
    found = place.found
    return len(
        {
            one.subject_id
            for one in found.owed
            if not one.is_own and _due(one, schedule, found) != one.part.due
        }
    )


def _due(one: Owed, schedule: Schedule, found: Found) -> datetime:
    since = max(found.members[one.subject_id].joined_at, found.seen.row.set_at)
    due: DueDate = schedule.due_for(one.number, since)
    return due.instant


def _met_by(place: Place, condition: RunCondition) -> int:
    """For how many of those who have it open this condition is met already, with what they have done until now."""
    found, seen = place.found, replace(place.seen, condition=condition)
    with place.actor.database.read() as db:
        then = owed_by(db.connection(), list(found.members), [seen], questions_of(place.content, [seen]))
    done = {(one.subject_id, one.number): _done(one) for one in then}
    still = (one for one in found.latest if one.part.is_open)
    return sum(_needed(one) <= {*_done(one), *done[one.subject_id, one.number]} for one in still)


def _done(one: Owed) -> Iterable[ItemKey]:
    return [item.item.key for item in one.part.items if item.done_at]


def _needed(one: Owed) -> set[ItemKey]:
    return {item.item.key for item in one.part.items if not item.is_vanished}
