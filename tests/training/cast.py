"""Everybody who may have to do with a group, each with a browser, and the places they have to do with.

Two workplaces; in the first two groups with a lead each, in the second one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from sqlmodel import Session, update
from starlette.testclient import TestClient

from app.assignments.condition import RunCondition
from app.assignments.due_date import DueDate
from app.assignments.items import Item, ItemKind, Target, TargetKind
from app.assignments.schedule import Schedule
from app.db import Database
from app.learners.actions.personal_data import anonymize_learner
from app.learners.actions.sessions import new_subject, open_session
from app.learners.actions.sign_in import make_learner
from app.learners.models import LEARNER, Learner
from app.learners.who import Role, Who
from app.roster.actions.entries import add_entry
from app.roster.actions.imports import keep_import
from app.roster.entry import Entry
from app.slices import SLICES
from app.training.assignments.actions import Setting, set_assignment
from app.training.groups.actions.codes import make_code
from app.training.groups.actions.groups import add_lead, make_group
from app.training.groups.actions.workplaces import make_workplace, name_trainer
from app.training.memberships.actions import join, leave


class Part(StrEnum):
    """What somebody is to the group in question."""

    NOBODY = "nobody"
    VISITOR = "visitor"
    LEARNER = "learner"
    INVITED = "invited, and has not joined"
    MEMBER = "member"
    FORMER_MEMBER = "former member"
    MEMBER_ELSEWHERE = "learner of another group"
    LEAD = "lead"
    LEAD_BESIDE = "lead of another group of the same workplace"
    TRAINER_BESIDE = "trainer of the workplace who leads nothing"
    TRAINER_ELSEWHERE = "trainer of another workplace"
    DEMOTED_LEAD = "demoted lead"
    ADMIN = "admin"
    DELETED = "deleted account"


EXPECTED = "invited@example.org"
ROLES = {
    Part.LEAD: Role.TRAINER,
    Part.LEAD_BESIDE: Role.TRAINER,
    Part.TRAINER_BESIDE: Role.TRAINER,
    Part.TRAINER_ELSEWHERE: Role.TRAINER,
    Part.DEMOTED_LEAD: Role.TRAINER,
    Part.ADMIN: Role.ADMIN,
}


@dataclass(frozen=True)
class Cast:
    browsers: dict[Part, TestClient]
    subjects: dict[Part, str]
    workplace: str
    group: str
    code: str
    group_beside: str
    assignment: str
    entry: str
    sent: str

    @property
    def setting(self) -> dict[str, str]:
        """A form that sets a module for the whole group."""
        return {
            "target": "module:know-your-role",
            "opens": "2026-03-02",
            "on": "2026-03-19",
            "hour": "17:00",
            "whom": "all",
        }


def cast(database: Database, browse: Callable[[], TestClient], now: datetime) -> Cast:
    with database.write() as db:
        subjects = {part: _account(db, part, now) for part in Part if part is not Part.NOBODY}
        admin = Who(subject_id=subjects[Part.ADMIN], role=Role.ADMIN)
        here = make_workplace(db, who=admin, title="Harbor", time_zone="Europe/Berlin", now=now)
        there = make_workplace(db, who=admin, title="Mountain", time_zone="UTC", now=now)
        for part in ROLES.keys() - {Part.ADMIN}:
            place = there if part is Part.TRAINER_ELSEWHERE else here
            name_trainer(db, who=admin, workplace_id=place, subject_id=subjects[part], now=now)
        led = _group(db, subjects[Part.LEAD], here, "Spring", now)
        beside = _group(db, subjects[Part.LEAD_BESIDE], here, "Autumn", now)
        _group(db, subjects[Part.TRAINER_ELSEWHERE], there, "Winter", now)
        demoted = Who(subject_id=subjects[Part.DEMOTED_LEAD], role=Role.TRAINER)
        _lead(db, demoted, led, now)
        code = make_code(db, who=admin, group_id=led, days=30, most_uses=50, now=now)
        other = make_code(db, who=admin, group_id=beside, days=30, most_uses=50, now=now)
        for part in (Part.MEMBER, Part.FORMER_MEMBER, Part.DELETED):
            join(db, subject_id=subjects[part], code=code, shows_earlier=False, now=now)
        join(db, subject_id=subjects[Part.MEMBER_ELSEWHERE], code=other, shows_earlier=False, now=now)
        leave(db, subject_id=subjects[Part.FORMER_MEMBER], group_id=led, now=now)
        tokens = {part: _token(db, part, subjects[part], now) for part in subjects}
        of_demoted = LEARNER.c.subject_id == subjects[Part.DEMOTED_LEAD]
        db.execute(update(LEARNER).where(of_demoted).values(role=Role.LEARNER))
        anonymize_learner(db, SLICES, subject_id=subjects[Part.DELETED], now=now)
        made = set_a_lesson(db, subjects[Part.LEAD], led, now)
        entry, sent = send_a_list(db, subjects[Part.LEAD], led, now)
    browsers = {part: browse() for part in Part}
    for part, token in tokens.items():
        browsers[part].cookies.set("session", token)
    return Cast(browsers, subjects, here, led, code, beside, made, entry, sent)


def _account(db: Session, part: Part, now: datetime) -> str:
    subject = new_subject(db, now)
    if part is not Part.VISITOR:
        learner = Learner(
            subject_id=subject,
            email=f"{part.name.lower()}@example.org",
            email_proved_at=now if part is Part.INVITED else None,
            name=f"Somebody {part.name.title()}",
            password_hash="",
            role=ROLES.get(part, Role.LEARNER),
            created_at=now,
        )
        make_learner(db, learner)
    return subject


def _token(db: Session, part: Part, subject: str, now: datetime) -> str:
    return open_session(db, subject_id=subject, now=now, signed_in=part is not Part.VISITOR)[1]


def _group(db: Session, subject: str, workplace: str, title: str, now: datetime) -> str:
    who = Who(subject_id=subject, role=Role.TRAINER)
    return make_group(db, who=who, workplace_id=workplace, title=title, now=now)


def set_a_lesson(db: Session, subject: str, group: str, now: datetime) -> str:
    item = Item(ItemKind.LESSON, "a-path-not-a-wall", "A path, not a wall")
    due = DueDate(now.date() + timedelta(days=14), time(17), "Europe/Berlin")
    setting = Setting(
        target=Target(TargetKind.LESSON, item.id),
        title=item.title,
        items=[item],
        condition=RunCondition.FINISHED,
        schedule=Schedule(now.date(), due, now),
    )
    who = Who(subject_id=subject, role=Role.TRAINER)
    return set_assignment(db, who=who, group_id=group, setting=setting, now=now)


def send_a_list(db: Session, subject: str, group: str, now: datetime) -> tuple[str, str]:
    """Somebody who is expected, and a file that waits to be reviewed."""
    who = Who(subject_id=subject, role=Role.TRAINER)
    entry = add_entry(db, who=who, group_id=group, entry=Entry("Ines Invited", EXPECTED, "7"), now=now)
    text = "name,number\nInes Invited,7\nBo,18"
    groups = {group: "Spring"}
    sent = keep_import(db, who=who, group_id=group, groups=groups, name="list.csv", text=text, now=now)
    return entry, sent


def _lead(db: Session, who: Who, group: str, now: datetime) -> None:
    add_lead(db, who=who, group_id=group, subject_id=who.subject_id or "", now=now)
