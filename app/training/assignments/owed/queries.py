"""Who owes what of what is set, and how far they are: worked out from the evidence, for a group or for one person."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, literal_column, select

from app.assignments.change import done_of
from app.assignments.condition import RunCondition
from app.assignments.due_date import DueDate, due_date_of, shown_at
from app.assignments.evidence import Asked, Evidence, Wanted
from app.assignments.items import ItemKind
from app.assignments.obligation import Obligation, Own, Terms, obligation
from app.assignments.standing import Standings
from app.db import one_of
from app.training.assignments.done.queries import read_evidence
from app.training.assignments.models import OBLIGATION
from app.training.assignments.queries import AssignmentSeen

OWED = OBLIGATION.c
BETWEEN = "|"
SEPARATOR: Any = literal_column(f"'{BETWEEN}'")
ALIKE = [column for column in OBLIGATION.c if column.name not in {"subject_id", "group_id"}]
"""What those who owe the same have in common: in a group of thousands there are a few rows of it."""


class OwnChanges(NamedTuple):
    """What was changed for one subject alone: how often, and when last. `due`: the date of their own, if any."""

    sequence: int
    changed_at: datetime | None
    excused_at: datetime | None
    due: DueDate | None


class Owing(NamedTuple):
    """All who owe the same of an assignment in a round: `row` has what is kept of each of them."""

    row: Row[Any]
    assignment: AssignmentSeen
    subjects: Sequence[str]


class Owed(NamedTuple):
    """One subject’s part of an assignment in one round."""

    subject_id: str
    assignment: AssignmentSeen
    number: int
    begins_at: datetime
    is_own: bool
    part: Obligation
    own: OwnChanges


def owed_by(
    connection: Connection,
    subjects: Collection[str],
    assignments: Sequence[AssignmentSeen],
    questions: Asked,
) -> Sequence[Owed]:
    """All that these subjects owe of these assignments, by due date. `questions`: those of each lesson now."""
    owing = read_owing(connection, subjects, assignments)
    asked = {subject for one in owing for subject in one.subjects}
    return judged(owing, read_evidence(connection, asked, wanted_of(assignments, owing)), questions)


def read_owing(
    connection: Connection, subjects: Collection[str], assignments: Sequence[AssignmentSeen]
) -> Sequence[Owing]:
    """What these subjects owe of these assignments, by due date."""
    if not subjects or not assignments:
        return []
    seen = {one.id: one for one in assignments}
    whose = func.aggregate_strings(OWED.subject_id, SEPARATOR).label("whose")
    rows = (
        select(whose, *ALIKE)
        .where(one_of(connection, OWED.subject_id, subjects), one_of(connection, OWED.assignment_id, seen))
        .group_by(*ALIKE)
        .order_by(OWED.due_at, OWED.assignment_id, OWED.round)
    )
    found = connection.execute(rows).all()
    return [Owing(row, seen[row.assignment_id], sorted(row.whose.split(BETWEEN))) for row in found]


def judged(owing: Sequence[Owing], evidence: Mapping[str, Evidence], questions: Asked) -> Sequence[Owed]:
    """Each part by itself, with when and in which version each item was done."""
    return [part for one in owing for part in _owed(one, evidence, questions)]


def with_standings(owing: Sequence[Owing], questions: Asked) -> Iterator[tuple[Owing, Standings]]:
    """Each with what works out how far its subjects are; those that differ in their dates alone have the same."""
    known: dict[object, Standings] = {}
    for one in owing:
        row = one.row
        done = frozenset(done_of(row.done_before))
        alike = (row.assignment_id, row.round, row.begins_at, row.excused_at is None, done)
        if alike not in known:
            known[alike] = Standings(_terms(one, questions), _own(one))
        yield one, known[alike]


def wanted_of(assignments: Sequence[AssignmentSeen], owing: Sequence[Owing]) -> Wanted:
    """What has to be read beside when each item was first finished."""
    later = [one.row for one in owing if one.row.round > 1]
    again = {row.assignment_id for row in later}
    strict = [one for one in assignments if one.id in again or one.condition is not RunCondition.FINISHED]
    return Wanted(
        scenarios=_ids(ItemKind.SCENARIO, strict),
        lessons=_ids(ItemKind.LESSON, [one for one in assignments if one.id in again]),
        since=min((row.begins_at for row in later), default=None),
    )


def _ids(kind: ItemKind, assignments: Sequence[AssignmentSeen]) -> frozenset[str]:
    return frozenset(item.id for one in assignments for item in one.items if item.kind is kind)


def own_date(row: Row[Any], zone: str) -> DueDate | None:
    """Of what one subject owes in a round; None where it is the date of all."""
    if not row.is_own:
        return None
    return due_date_of(row.own_date) if row.own_date else shown_at(row.due_at, zone)


def _terms(owing: Owing, questions: Asked) -> Terms:
    row, seen = owing.row, owing.assignment
    since = row.begins_at if row.round > 1 else None
    return Terms(seen.items, seen.condition, since, {item.key for item in seen.changes.vanished}, questions)


def _own(owing: Owing) -> Own:
    row = owing.row
    withdrawn = owing.assignment.is_withdrawn
    return Own(row.due_at, row.excused_at is not None, withdrawn, done_of(row.done_before))


def _owed(owing: Owing, evidence: Mapping[str, Evidence], questions: Asked) -> Iterator[Owed]:
    row, seen = owing.row, owing.assignment
    terms, own = _terms(owing, questions), _own(owing)
    changes = OwnChanges(row.sequence, row.changed_at, row.excused_at, own_date(row, seen.schedule.due.zone))
    for subject in owing.subjects:
        part = obligation(terms, own, evidence[subject])
        yield Owed(subject, seen, row.round, row.begins_at, row.is_own, part, changes)
