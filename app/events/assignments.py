"""What can happen to an assignment, and to what one person owes of it."""

from dataclasses import dataclass
from typing import ClassVar

from app.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentEvent(Event):
    group: str
    assignment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentSet(AssignmentEvent):
    KIND: ClassVar[str] = "assignment-set"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentChange(AssignmentEvent):
    """What is told from before to after. Both may be missing from rows of older releases."""

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
class AssignmentSetAgain(AssignmentEvent):
    """A withdrawal was taken back."""

    KIND: ClassVar[str] = "assignment-set-again"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentWithdrawn(AssignmentEvent):
    KIND: ClassVar[str] = "assignment-withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberExcused(AssignmentEvent):
    """`excused`: yes, or no where they owe it again."""

    KIND: ClassVar[str] = "member-excused"
    excused: str
