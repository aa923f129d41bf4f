"""What is asked for one person alone, and taking any change back."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Row

from app.assignments import wording
from app.assignments.change import ChangeKind
from app.assignments.change_wording import undo_words
from app.assignments.due_date import DueDate
from app.assignments.due_form import read_due_date, review
from app.assignments.obligation import Status
from app.errors import InvalidForm, NotFound, Refused
from app.training.assignments.actions import excuse, give_own_date, undo
from app.training.assignments.actions.one_person import OWES_NOTHING
from app.training.assignments.actions.undoing import TOO_LATE
from app.training.assignments.led.queries import find
from app.training.assignments.owed.queries import Owed
from app.training.routes.acting import Changing
from app.training.routes.changes import SAME, SAME_DATE, WITHDRAWN, Asked, Place, reviewed, told
from app.training.routes.forms import ChangeForm, ExcuseForm, OwnDateForm
from app.wall_time import local_day
from app.web.form_pages import filled_in
from app.web.forms import Form

HAS_FINISHED = "{name} has finished this: there is no date to move."


def read_own_change(kind: ChangeKind, place: Place, subject_id: str, form: Form) -> Asked:
    """Raises InvalidForm, or NotFound for who does not owe it."""
    owed = place.found.of(subject_id)
    if owed is None:
        raise NotFound(OWES_NOTHING)
    if place.seen.is_withdrawn:
        raise InvalidForm({"": WITHDRAWN})
    return FOR_ONE[kind](place, owed, form)


def read_undo(kind: ChangeKind, place: Place, subject_id: str, form: Form) -> Asked:
    """Of the last change of its kind, for all or for one person. Raises Refused where there is none."""
    filled_in(form, ChangeForm)
    mine = (one for one in place.found.changes if (one.kind, one.subject_id) == (kind, subject_id))
    last = next(mine, None)
    if last is None:
        raise Refused(TOO_LATE)

    def do(by: Changing, row: Row[Any]) -> None:
        now = find(by.db.connection(), by.who, row.group_id, row.id, content=place.content, now=place.now)
        undo(by.db, who=by.who, row=row, kind=kind, now=place.now, subject_id=subject_id, owed=now.owed)

    press = undo_words(kind, last.before, subject_id)
    return Asked("Puts back what was there before that.", press, "undone", {}, do, is_sure=True)


def _own_date(place: Place, owed: Owed, form: Form) -> Asked:
    given, found, name = filled_in(form, OwnDateForm), place.found, _name(place, owed)
    if owed.part.status is Status.MET:
        raise InvalidForm({"on": HAS_FINISHED.format(name=name)})
    if given.own == "0":
        return _date_of_all(place, owed)
    due = read_due_date(given.on, given.hour, found.zone)
    if due == owed.own.due:
        raise InvalidForm({"on": SAME_DATE})
    schedule = place.schedule
    looked = review(
        due,
        opens=local_day(owed.begins_at, found.zone),
        now=place.now,
        owing=1,
        again_at=schedule.begins(owed.number + 1) if schedule.months else None,
    )
    return Asked(
        does=told(wording.moves_own_date(name, found.due_words(due.instant)), reviewed(looked)),
        press="Change the date",
        notice="own-date-given",
        fields={"on": given.on, "hour": given.hour},
        do=_gives(place, owed, due),
    )


def _date_of_all(place: Place, owed: Owed) -> Asked:
    if not owed.is_own:
        raise InvalidForm({"on": SAME})
    schedule, member = place.schedule, place.found.members[owed.subject_id]
    at = schedule.due_for(owed.number, max(member.joined_at, place.seen.row.set_at)).instant
    return Asked(
        does=wording.drops_own_date(_name(place, owed), place.found.due_words(at)),
        press="Give the date of all",
        notice="own-date-dropped",
        fields={"own": "0"},
        do=_gives(place, owed, None),
    )


def _gives(place: Place, owed: Owed, due: DueDate | None) -> Callable[[Changing, Row[Any]], None]:
    whose: dict[str, Any] = {"subject_id": owed.subject_id, "number": owed.number}
    return lambda by, row: give_own_date(by.db, who=by.who, **whose, row=row, due=due, now=place.now)


def _excuse(place: Place, owed: Owed, form: Form) -> Asked:
    excused, part, name = filled_in(form, ExcuseForm).excused == "1", owed.part, _name(place, owed)
    if excused and part.status is Status.MET:
        raise InvalidForm({"": wording.excuses(name, part.of, part.of)})
    if excused == (part.status is Status.EXCUSED):
        raise InvalidForm({"": SAME})
    again = wording.excuses_no_more(name, place.found.due_words(part.due))
    return Asked(
        does=wording.excuses(name, part.done, part.of) if excused else again,
        press="Excuse them" if excused else "Ask it of them again",
        notice="excused" if excused else "owes-again",
        fields={"excused": "1" if excused else "0"},
        do=lambda by, row: excuse(
            by.db, who=by.who, subject_id=owed.subject_id, row=row, excused=excused, now=place.now
        ),
    )


FOR_ONE: Mapping[ChangeKind, Callable[[Place, Owed, Form], Asked]] = {
    ChangeKind.DATE: _own_date,
    ChangeKind.EXCUSE: _excuse,
}


def _name(place: Place, owed: Owed) -> str:
    return place.found.members[owed.subject_id].name
