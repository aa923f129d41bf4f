"""What trainers set: assignments with their items, and what each member owes of them."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from app.db import Model, UtcDateTime


class Assignment(Model, table=True):
    """Something that is to be done by a group, or by some of it.

    `title` is the target’s from when it was set. `opens_on` and `due_on` (“2027-03-28”) and `due_hour` (“17:00”) are
    what calendar and clock show in `time_zone`; `due_at` is the instant, worked out beside them, and `zone_rules` are
    the rules (`rules_of`) by which it and the instants of all obligations were, None before any. `everybody`: whoever
    joins later owes it, too. `sequence` counts what changed for all, for calendars. `edits` counts every change, also
    those for one person, and `edited_by` is who made the last one: so two leads do not change the same unseen.
    """

    id: str = Field(primary_key=True)
    group_id: str = Field(foreign_key="training_group.id", index=True)
    target_kind: str
    target_id: str
    title: str
    condition: str
    everybody: bool
    opens_on: str
    due_on: str
    due_hour: str
    time_zone: str
    due_at: datetime = Field(sa_type=UtcDateTime)
    zone_rules: str | None = None
    days_from_joining: int | None = None
    months: int | None = None
    set_at: datetime = Field(sa_type=UtcDateTime)
    set_by: str
    changed_at: datetime = Field(sa_type=UtcDateTime)
    sequence: int = 0
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    edits: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    edited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    edited_by: str | None = None


class AssignmentItem(Model, table=True):
    """Pinned when it was set, so that an edit of a module changes nobody’s obligation."""

    __tablename__ = "assignment_item"

    assignment_id: str = Field(foreign_key="assignment.id", primary_key=True)
    place: int = Field(primary_key=True)
    kind: str
    item_id: str
    title: str


class ObligationRow(Model, table=True):
    """What a subject owes in one round. `is_own`: a lead gave them a date of their own, `own_date`, which stays.

    `done_before`: the items they had done by a condition that was changed since, which stay done (`done_of`).
    `sequence` counts what was changed for them alone, and `changed_at` is when that was last; what changes for all
    is counted by the assignment.
    """

    __tablename__ = "obligation"
    __table_args__ = (Index("ix_obligation_group", "subject_id", "group_id"),)

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    assignment_id: str = Field(foreign_key="assignment.id", primary_key=True)
    round: int = Field(primary_key=True)
    group_id: str
    begins_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime)
    is_own: bool = False
    excused_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sequence: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    own_date: str | None = None
    done_before: str | None = None


class AssignmentChange(Model, table=True):
    """The last change of its kind for all: what was there before (`ChangeKind` has its form), when, and who made it.

    It can be undone for a day, by which it is forgotten.
    """

    __tablename__ = "assignment_change"

    assignment_id: str = Field(foreign_key="assignment.id", primary_key=True)
    kind: str = Field(primary_key=True)
    before: str
    at: datetime = Field(sa_type=UtcDateTime)
    by_id: str


class OwnChange(Model, table=True):
    """The same of what was changed for one subject alone."""

    __tablename__ = "own_change"

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    assignment_id: str = Field(foreign_key="assignment.id", primary_key=True)
    kind: str = Field(primary_key=True)
    before: str
    at: datetime = Field(sa_type=UtcDateTime)
    by_id: str


ASSIGNMENT = Assignment.__table__
ASSIGNMENT_ITEM = AssignmentItem.__table__
OBLIGATION = ObligationRow.__table__
ASSIGNMENT_CHANGE = AssignmentChange.__table__
OWN_CHANGE = OwnChange.__table__
