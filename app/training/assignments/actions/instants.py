"""The instants beside what calendar and clock show: worked out again where a date moves, or the rules of a zone do."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, select, update
from sqlmodel import Session

from app.assignments.due_date import due_date_of
from app.assignments.schedule import Schedule
from app.db import Database, one_of
from app.training.assignments.models import ASSIGNMENT, OBLIGATION
from app.training.assignments.queries import outdated, schedule_of
from app.training.models import MEMBERSHIP
from app.wall_time import rules_of

AT_ONCE = 100
A, OWED = ASSIGNMENT.c, OBLIGATION.c


class Instants(NamedTuple):
    """When a round begins and is due; `is_own`: by a date of somebody’s own."""

    number: int
    begins_at: datetime
    due_at: datetime
    is_own: bool


def follow_zones(database: Database, now: datetime) -> bool:
    """The job: what was worked out by other rules than those of now. Whether there may be more to do."""
    with database.look() as connection:
        found = outdated(connection, most=AT_ONCE)
    for assignment_id in found:
        with database.write() as db:
            _work_out(db, assignment_id, now)
    return len(found) == AT_ONCE


def _work_out(db: Session, assignment_id: str, now: datetime) -> None:
    """Of one assignment; those instants that are past stay. What moves is counted, so that calendars move it, too."""
    row = db.execute(select(ASSIGNMENT).where(A.id == assignment_id).with_for_update()).first()
    if row is None:
        return
    schedule = schedule_of(row)
    due_at = _later(row.due_at, schedule.due.instant, now)
    moved = refit(db, row, schedule, now=now, only_ahead=True)
    own = [subjects for instants, subjects in moved.items() if instants.is_own]
    of_all = due_at != row.due_at or len(own) < len(moved)
    counted = {"sequence": A.sequence + 1, "changed_at": now} if of_all else {}
    values = {"due_at": due_at, "zone_rules": rules_of(row.time_zone), **counted}
    db.execute(update(ASSIGNMENT).where(A.id == row.id).values(values))


def refit(
    db: Session, row: Row[Any], schedule: Schedule, *, now: datetime, only_ahead: bool = False
) -> dict[Instants, Sequence[str]]:
    """What members owe of it by this schedule: one update for all who have the same. Those that differed, and whose.

    A date of somebody’s own stays what it is on the wall. With `only_ahead` instants that are past stay as well.
    """
    of_members = (MEMBERSHIP.c.subject_id == OWED.subject_id) & (MEMBERSHIP.c.group_id == OWED.group_id)
    rows = select(OBLIGATION, MEMBERSHIP.c.joined_at).join(MEMBERSHIP, of_members)
    moved: dict[Instants, list[str]] = defaultdict(list)
    for owed in db.execute(rows.where(OWED.assignment_id == row.id)):
        had = Instants(owed.round, owed.begins_at, owed.due_at, owed.is_own)
        has = _instants(owed, schedule, max(owed.joined_at, row.set_at), now if only_ahead else None)
        if has != had:
            moved[has].append(owed.subject_id)
    for instants, subjects in moved.items():
        _write(db, row.id, instants, subjects, now)
    return dict(moved)


def _instants(owed: Row[Any], schedule: Schedule, since: datetime, now: datetime | None) -> Instants:
    due_at: datetime = owed.due_at
    if not owed.is_own:
        due_at = schedule.due_for(owed.round, since).instant
    elif owed.own_date:
        due_at = due_date_of(owed.own_date).instant
    begins_at = _later(owed.begins_at, schedule.begins(owed.round), now)
    return Instants(owed.round, begins_at, _later(owed.due_at, due_at, now), owed.is_own)


def _later(kept: datetime, worked_out: datetime, now: datetime | None) -> datetime:
    """What holds from now on: what is kept, where both are past."""
    return kept if now and max(kept, worked_out) <= now else worked_out


def _write(
    db: Session, assignment_id: str, instants: Instants, subjects: Sequence[str], now: datetime
) -> None:
    """What moves for all is counted by the assignment."""
    theirs = one_of(db.connection(), OWED.subject_id, subjects)
    these = update(OBLIGATION).where(
        theirs, OWED.assignment_id == assignment_id, OWED.round == instants.number
    )
    counted = {"sequence": OWED.sequence + 1, "changed_at": now} if instants.is_own else {}
    db.execute(these.values(begins_at=instants.begins_at, due_at=instants.due_at, **counted))
