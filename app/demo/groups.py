"""Workplaces and groups for the invented people: somebody to look after, for whoever tries the site as a trainer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlmodel import Session

from app.assignments.condition import RunCondition
from app.assignments.due_date import DueDate, usual
from app.assignments.items import Served, Target, TargetKind, items_of
from app.assignments.schedule import Schedule
from app.learners.models import LEARNER
from app.learners.who import Role, Who
from app.training.assignments.actions import Setting, set_assignment, withdraw
from app.training.assignments.queries import assignment_row
from app.training.groups.actions.codes import make_code
from app.training.groups.actions.groups import make_group
from app.training.memberships.actions import join, leave
from app.training.models import WORKPLACE_TRAINER

ZONE = "Europe/Berlin"
EIGHT = 8
JOINED_DAYS, LATE_DAYS = 60, 3


def make_groups(db: Session, served: Served, *, now: datetime) -> None:
    """One of eight, which one more has left, and an empty one, led by the trainer to try."""
    trainer = _account(db, Role.TRAINER)
    learners = _learners(db)
    if trainer is None or not learners:
        return
    began = now - timedelta(days=JOINED_DAYS)
    here = db.scalars(select(WORKPLACE_TRAINER.c.workplace_id)).first() or ""
    lead = _Lead(db, trainer, here, served, began, now)
    few = lead.group("Service desk, spring", learners[: EIGHT + 1])
    if len(learners) > EIGHT:
        leave(db, subject_id=learners[EIGHT], group_id=few, now=began + timedelta(days=20))
    make_group(db, who=trainer, workplace_id=here, title="Night shift", now=now)
    lead.assignments(few)


@dataclass(frozen=True)
class _Lead:
    """What the trainer has done since the groups `began`."""

    db: Session
    trainer: Who
    workplace: str
    served: Served
    began: datetime
    now: datetime

    def group(self, title: str, members: Sequence[str]) -> str:
        db, trainer, began = self.db, self.trainer, self.began
        group = make_group(db, who=trainer, workplace_id=self.workplace, title=title, now=began)
        code = make_code(db, who=trainer, group_id=group, days=90, most_uses=500, now=began)
        for number, subject in enumerate(members):
            at = began + timedelta(hours=number)
            join(db, subject_id=subject, code=code, shows_earlier=number % 3 == 0, now=at)
        return group

    def assignments(self, group: str) -> None:
        """One that is late for some, one for the next weeks, one that was withdrawn."""
        today = self.now.date()
        late = DueDate(today - timedelta(days=LATE_DAYS), time(17), ZONE)
        dates = (late, usual(today, ZONE), usual(today, ZONE))
        made = [
            self._set(group, Target(TargetKind.MODULE, module), due)
            for module, due in zip(self.served.lessons.modules, dates, strict=False)
        ]
        if len(made) == len(dates):
            row = assignment_row(self.db.connection(), group, made[-1])
            withdraw(self.db, who=self.trainer, row=row, now=self.now)

    def _set(self, group: str, target: Target, due: DueDate) -> str:
        set_at = min(self.now, due.instant) - timedelta(days=21)
        setting = Setting(
            target=target,
            title=self.served.title(target) or "",
            items=items_of(target, self.served),
            condition=RunCondition.FINISHED,
            schedule=Schedule(set_at.date(), due, set_at),
        )
        return set_assignment(self.db, who=self.trainer, group_id=group, setting=setting, now=set_at)


def _account(db: Session, role: Role) -> Who | None:
    row = db.execute(select(LEARNER.c.subject_id).where(LEARNER.c.email == f"{role}@demo.example")).first()
    return Who(subject_id=row.subject_id, role=role) if row else None


def _learners(db: Session) -> Sequence[str]:
    """Those with an account, the one to try first."""
    c = LEARNER.c
    first = c.email != f"{Role.LEARNER}@demo.example"
    rows = select(c.subject_id).where(c.role == Role.LEARNER).order_by(first, c.created_at, c.subject_id)
    return db.scalars(rows.limit(EIGHT + 1)).all()
