"""A trainer with a group of any size. Modules and a conversation are set: some are late, some due in two weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import insert, select

from app.assignments.condition import RunCondition
from app.assignments.due_date import DueDate
from app.assignments.items import Served, Target, TargetKind, items_of
from app.assignments.schedule import Schedule
from app.commands.project import Project
from app.db import Database
from app.learners.actions.sessions import open_session
from app.learners.models import LEARNER
from app.learners.who import Role, Who
from app.settings import Settings
from app.training.assignments.actions import Setting, set_assignment
from app.training.groups.actions.groups import make_group
from app.training.groups.actions.workplaces import make_workplace
from app.training.models import MEMBER_LIST, MEMBERSHIP
from tests.serving import ROOT

ZONE = "Europe/Berlin"
JOINED, LATE, SOON = timedelta(days=60), timedelta(days=-3), timedelta(days=14)


@dataclass(frozen=True)
class Trainer:
    """Signed in by `cookie`, in a workplace."""

    who: Who
    cookie: str
    workplace: str


def sign_in(database: Database) -> Trainer:
    """The trainer that the demo invents."""
    now = datetime.now(UTC)
    with database.write() as db:
        mine = select(LEARNER.c.subject_id).where(LEARNER.c.email == f"{Role.TRAINER}@demo.example")
        who = Who(subject_id=db.scalars(mine).one(), role=Role.TRAINER)
        workplace = make_workplace(db, who=who, title="Harbor IT", time_zone=ZONE, now=now)
        _, token = open_session(db, subject_id=who.subject_id or "", signed_in=True, now=now)
    return Trainer(who, f"session={token}", workplace)


def accounts(database: Database) -> list[str]:
    """The learners of whom each is there once more under every number."""
    with database.read() as db:
        found = db.scalars(select(LEARNER.c.subject_id).where(LEARNER.c.role == Role.LEARNER))
        return sorted(found)


def lead(database: Database, trainer: Trainer, members: Sequence[str]) -> str:
    """The address of a group of these subjects, who joined two months ago; one in three shows what was before."""
    now = datetime.now(UTC)
    began = now - JOINED
    with database.write() as db:
        title = f"Group of {len(members):,}"
        group = make_group(db, who=trainer.who, workplace_id=trainer.workplace, title=title, now=began)
        keys = [{"group_id": group, "subject_id": subject} for subject in members]
        own = [{"joined_at": began, "shows_earlier": n % 3 == 0, "roster_id": None} for n in range(len(keys))]
        db.execute(insert(MEMBERSHIP), [{**key, **one} for key, one in zip(keys, own, strict=True)])
        db.execute(insert(MEMBER_LIST), keys)
        for setting in _settings(now):
            set_assignment(db, who=trainer.who, group_id=group, setting=setting, now=began)
    return f"/teach/groups/{group}"


def _settings(now: datetime) -> list[Setting]:
    """Three modules, and a conversation that is to leave nobody worse off."""
    project = Project(Settings.read(needs_secret=False, content_dir=ROOT))
    served = Served(project.lessons.catalog, project.scenarios.scenarios)
    modules = [Target(TargetKind.MODULE, name) for name in list(served.lessons.modules)[:3]]
    scenario = Target(TargetKind.SCENARIO, next(iter(served.scenarios)))
    found = [(target, RunCondition.FINISHED) for target in modules]
    found.append((scenario, RunCondition.NOBODY_WORSE))
    return [
        Setting(
            target=target,
            title=served.title(target) or "",
            items=items_of(target, served),
            condition=condition,
            schedule=_schedule(now, LATE if number % 2 else SOON),
        )
        for number, (target, condition) in enumerate(found)
    ]


def _schedule(now: datetime, due_in: timedelta) -> Schedule:
    opens = (now - JOINED).date()
    return Schedule(opens, DueDate((now + due_in).date(), time(17), ZONE), now - JOINED)
