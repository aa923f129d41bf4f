"""The changes of an assignment that can be undone, and who made the last of all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, literal, select, union_all

from app.assignments.change import UNDONE_WITHIN, ChangeKind
from app.assignments.change_wording import SOMEBODY
from app.db import one_of
from app.learners.models import LEARNER
from app.learners.who import Who
from app.training.assignments.models import ASSIGNMENT_CHANGE, OWN_CHANGE


@dataclass(frozen=True, slots=True)
class Change:
    """`before` as `ChangeKind` has it; `subject_id` is empty where it is about all; `by` is a name, or “You”."""

    kind: ChangeKind
    subject_id: str
    before: str
    at: datetime
    by: str


def changes_of(
    connection: Connection, assignment_id: str, subjects: Collection[str], who: Who, now: datetime
) -> Sequence[Change]:
    """Those that can be undone, for all and for each of these subjects, the latest first."""
    all_of_it, own, since = ASSIGNMENT_CHANGE.c, OWN_CHANGE.c, now - UNDONE_WITHIN
    for_all = select(
        literal("").label("subject_id"), all_of_it.kind, all_of_it.before, all_of_it.at, all_of_it.by_id
    )
    for_one = select(own.subject_id, own.kind, own.before, own.at, own.by_id)
    changes = union_all(
        for_all.where(all_of_it.assignment_id == assignment_id, all_of_it.at >= since),
        for_one.where(
            own.assignment_id == assignment_id, own.at >= since, one_of(connection, own.subject_id, subjects)
        ),
    ).subquery()
    rows = select(changes, LEARNER.c.name).outerjoin(LEARNER, LEARNER.c.subject_id == changes.c.by_id)
    order = (changes.c.at.desc(), changes.c.kind, changes.c.subject_id)
    return [_change(row, who) for row in connection.execute(rows.order_by(*order))]


def name_of(connection: Connection, subject_id: str, who: Who) -> str:
    """Of whoever changed something; “You” for the reader, who may have done it in another window."""
    if subject_id == who.subject_id:
        return "You"
    name = connection.scalar(select(LEARNER.c.name).where(LEARNER.c.subject_id == subject_id))
    return name or SOMEBODY


def _change(row: Row[Any], who: Who) -> Change:
    by = "You" if row.by_id == who.subject_id else row.name or SOMEBODY
    return Change(ChangeKind(row.kind), row.subject_id, row.before, row.at, by)
