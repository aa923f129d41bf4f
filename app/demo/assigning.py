"""What is set for the small group: met, late, open, moved for one person, withdrawn, in its second round, and grown."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from app.assignments.condition import RunCondition
from app.assignments.due_date import USUAL_HOUR, DueDate, usual
from app.assignments.items import Item, ItemKind, Target, TargetKind, items_of
from app.assignments.schedule import Schedule, months_after
from app.demo.days import Days
from app.demo.targets import targets_of
from app.training.assignments.actions import (
    Setting,
    begin_rounds,
    excuse,
    give_own_date,
    move_date,
    set_assignment,
    withdraw,
)
from app.training.assignments.queries import assignment_row, repeating

MET_DUE, LATE_DUE = 100, 5
"""Days ago."""
AFTER_JOINING = 21
MONTHS, AGAIN_SINCE, AGAIN_WEEKS = 3, 15, 4
WEEK = 7


@dataclass(frozen=True, slots=True)
class Assigning:
    days: Days
    group: str

    def set_first(self) -> None:
        """What everybody has met, and a conversation that begins again every three months."""
        for target in self._targets[:1]:
            self._set(target, self._due(MET_DUE), ago=116, after_joining=AFTER_JOINING)
            for item in [one for one in self._items(target) if one.kind is ItemKind.SCENARIO][:1]:
                opens = months_after(self.days.day(AGAIN_SINCE), -MONTHS)
                due = DueDate(opens, USUAL_HOUR, self._zone).moved(AGAIN_WEEKS * WEEK)
                schedule = Schedule(opens, due, self.days.ago(110), MONTHS, AFTER_JOINING)
                self._pin(Target(TargetKind.SCENARIO, item.id), [item], schedule)

    def set_by_mistake(self) -> None:
        """A whole course, withdrawn on the next day."""
        courses = [Target(TargetKind.COURSE, name) for name in self.days.served.lessons.courses]
        for target in [one for one in courses if self._items(one)][:1]:
            row = self._set(target, usual(self.days.day(40), self._zone), ago=40)
            withdraw(self.days.db, who=self.days.lead, row=row, now=self.days.ago(39))

    def set_late(self) -> None:
        for target in self._targets[1:2]:
            self._set(target, self._due(LATE_DUE), ago=26)

    def set_open(self, *, moved_for: int) -> None:
        """With a date that was moved for all, and once more for one person."""
        for target in self._targets[2:3]:
            due = usual(self.days.now.date(), self._zone)
            row = self._set(target, due.moved(-WEEK), ago=20)
            move_date(self.days.db, who=self.days.lead, row=row, due=due, now=self.days.ago(12))
            own, subject = due.moved(WEEK), self.days.subject(moved_for)
            give_own_date(
                self.days.db,
                who=self.days.lead,
                subject_id=subject,
                row=row,
                number=1,
                due=own,
                now=self.days.ago(1),
            )

    def begin_again(self) -> None:
        now = self.days.ago(AGAIN_SINCE)
        for row in repeating(self.days.db.connection()):
            begin_rounds(self.days.db, row=row, now=now)

    def set_grown(self, *, excused: int) -> None:
        """Of a module that has one lesson more now; one person is excused."""
        for target in self._targets[3:4]:
            due = usual(self.days.now.date(), self._zone).moved(WEEK)
            row = self._set(target, due, ago=5, has_grown=True)
            if self.days.has(excused):
                subject, now = self.days.subject(excused), self.days.ago(3)
                excuse(self.days.db, who=self.days.lead, subject_id=subject, row=row, excused=True, now=now)

    @property
    def _targets(self) -> list[Target]:
        return targets_of(self.days.served)

    @property
    def _zone(self) -> str:
        return self.days.place.zone

    def _items(self, target: Target) -> list[Item]:
        return list(items_of(target, self.days.served))

    def _due(self, ago: int) -> DueDate:
        return DueDate(self.days.day(ago), USUAL_HOUR, self._zone)

    def _set(
        self,
        target: Target,
        due: DueDate,
        *,
        ago: int,
        after_joining: int | None = None,
        has_grown: bool = False,
    ) -> Row[Any]:
        set_at, items = self.days.ago(ago), self._items(target)
        schedule = Schedule(self.days.day(ago), due, set_at, days_from_joining=after_joining)
        return self._pin(target, _before_it_grew(items) if has_grown else items, schedule)

    def _pin(self, target: Target, items: list[Item], schedule: Schedule) -> Row[Any]:
        setting = Setting(
            target=target,
            title=self.days.served.title(target) or "",
            items=items,
            condition=RunCondition.FINISHED,
            schedule=schedule,
        )
        by, now = self.days.lead, schedule.set_at
        made = set_assignment(self.days.db, who=by, group_id=self.group, setting=setting, now=now)
        return assignment_row(self.days.db.connection(), self.group, made)


def _before_it_grew(items: list[Item]) -> list[Item]:
    """Without its last lesson; one item stays."""
    lessons = [item for item in items if item.kind is ItemKind.LESSON]
    return [item for item in items if item != (lessons or items)[-1]] or items[:1]
