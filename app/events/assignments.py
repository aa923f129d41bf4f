"""What can happen to an assignment, and to what one person owes of it."""

from dataclasses import dataclass
from typing import ClassVar

from app.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentSet(Event):
    KIND: ClassVar[str] = "assignment-set"
    group: str
    assignment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentChange(Event):
    """What all changes of an assignment tell. `before` and `after` may be missing from rows of older releases."""

    group: str
    assignment: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentMoved(AssignmentChange):
    """From one date to the other, as the workplace’s calendar and clock show them."""

    KIND: ClassVar[str] = "assignment-moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDateChanged(AssignmentChange):
    """The date of the subject alone."""

    KIND: ClassVar[str] = "own-date-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterDatesChanged(AssignmentChange):
    """For those who join later: days from joining, or the same date."""

    KIND: ClassVar[str] = "later-dates-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionChanged(AssignmentChange):
    KIND: ClassVar[str] = "condition-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsChanged(AssignmentChange):
    """How much it consists of."""

    KIND: ClassVar[str] = "assignment-items-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentSetAgain(Event):
    """A withdrawal was taken back."""

    KIND: ClassVar[str] = "assignment-set-again"
    group: str
    assignment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentWithdrawn(Event):
    KIND: ClassVar[str] = "assignment-withdrawn"
    group: str
    assignment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberExcused(Event):
    """`excused`: yes, or no where they owe it again."""

    KIND: ClassVar[str] = "member-excused"
    group: str
    assignment: str
    excused: str
