"""What the makers of the small group have in common: its people, its lead, and days counted back from midnight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from app.assignments.items import Served
from app.demo.accounts import TRIED
from app.demo.people import Person
from app.demo.plan import Place, Plan
from app.learners.who import Role, Who

MORNING = timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class Days:
    """`until` is the midnight at which all histories end, `now` the moment at which the demo is made."""

    db: Session
    plan: Plan
    served: Served
    until: datetime
    now: datetime

    @property
    def people(self) -> Sequence[Person]:
        """By their places; fewer where few were invented."""
        return self.plan.cast

    @property
    def place(self) -> Place:
        return self.plan.places[0]

    @property
    def lead(self) -> Who:
        return Who(subject_id=self.subject(TRIED.index(Role.TRAINER)), role=Role.TRAINER)

    def subject(self, place: int) -> str:
        return self.people[place].subject

    def has(self, place: int) -> bool:
        return place < len(self.people)

    def ago(self, days: float) -> datetime:
        """At nine in the morning that many whole days ago, and that much earlier for a fraction of a day."""
        return self.until - timedelta(days=days) + MORNING

    def day(self, days: int) -> date:
        return (self.until - timedelta(days=days)).date()
