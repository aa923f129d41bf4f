"""What trainers set: assignments with their items, and what each member owes of them."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from app.db import Model, UtcDateTime


class Assignment(Model, table=True):
    """Something that is to be done by a group, or by some of it.

    `title` is the target’s from when it was set. `opens_on` and `due_on` (“2027-03-28”) and `due_hour` (“17:00”) are
    what calendar and clock show in `time_zone`; `due_at` is the instant, worked out beside them. `everybody`: whoever
    joins later owes it, too. `sequence` counts changes, for calendars. `moved_from` is the date before
    the last move (“2027-03-28 17:00”), which can be undone for a day.
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
    days_from_joining: int | None = None
    months: int | None = None
    set_at: datetime = Field(sa_type=UtcDateTime)
    set_by: str
    changed_at: datetime = Field(sa_type=UtcDateTime)
    sequence: int = 0
    moved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    moved_from: str | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AssignmentItem(Model, table=True):
    """Pinned when it was set, so that an edit of a module changes nobody’s obligation."""

    __tablename__ = "assignment_item"

    assignment_id: str = Field(foreign_key="assignment.id", primary_key=True)
    place: int = Field(primary_key=True)
    kind: str
    item_id: str
    title: str


class ObligationRow(Model, table=True):
    """What a subject owes in one round. `is_own`: a lead gave them a date of their own, which stays.

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


ASSIGNMENT = Assignment.__table__
ASSIGNMENT_ITEM = AssignmentItem.__table__
OBLIGATION = ObligationRow.__table__
