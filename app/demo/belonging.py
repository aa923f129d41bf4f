"""Rows of workplaces and groups, of those who lead them, and of those who join them."""

from datetime import datetime, timedelta
from random import Random

from app.assignments.condition import RunCondition
from app.demo.accounts import place_of, role_of
from app.demo.people import Person, working_hour
from app.demo.plan import Group, Place, Plan, Set, Trainer
from app.demo.rows import Rows
from app.events.assignments import AssignmentSet
from app.events.event import (
    AccountDeleted,
    GroupCodeMade,
    GroupMade,
    LeadNamed,
    MemberJoined,
    MemberLeft,
    RoleChanged,
    TrainerNamed,
    WorkplaceMade,
)
from app.learners.who import Role
from app.training.assignments.actions.setting import due_columns
from app.training.groups.invitation import ends_at

CODE_DAYS = 365
DECIDES_DAYS, STAYS_DAYS = 9, 20
"""How long after they can, people join, and after joining, some leave."""
SHOWS_EARLIER = 1 / 3
HOUR = timedelta(hours=1)


def found(rng: Random, plan: Plan) -> Rows:
    """All that stands before anybody joins: nothing of it is about a person."""
    rows = Rows()
    for place in plan.places:
        _make_place(rng, rows, plan, place)
    for group in plan.groups:
        _make_group(rng, rows, group)
        for one in group.sets:
            _set(rng, rows, group, one)
    return rows


def belong(rng: Random, rows: Rows, plan: Plan, person: Person, *, number: int, until: datetime) -> None:
    """The groups that somebody joins, and the post that they take."""
    place = place_of(number)
    if place is not None:
        join_groups(rng, rows, plan, person, place=place, until=until)
        if (role := role_of(place)) is not Role.LEARNER:
            take_post(rng, rows, plan, person, role)


def take_post(rng: Random, rows: Rows, plan: Plan, person: Person, role: Role) -> None:
    """A trainer or an admin begins as a learner; the first admin is made by a command."""
    by = "" if role is Role.ADMIN else plan.admin.subject
    at = person.began_at + HOUR
    changed = RoleChanged(subject=person.subject, actor=by, before=Role.LEARNER, after=role)
    rows.tell(rng, at, changed)
    for trainer in plan.trainers:
        if trainer.person.subject == person.subject:
            _name(rng, rows, plan, trainer)


def join_groups(rng: Random, rows: Rows, plan: Plan, person: Person, *, place: int, until: datetime) -> None:
    """Of the account at this place, as soon as group and account are there."""
    for group in plan.groups_at(place):
        at = _some_day(rng, max(group.made_at, person.began_at), DECIDES_DAYS, until)
        shows = rng.random() < SHOWS_EARLIER
        joined = MemberJoined(subject=person.subject, group=group.id, earlier="yes" if shows else "no")
        rows.tell(rng, at, joined)
        if group.leaves(place):
            left_at = _some_day(rng, at, STAYS_DAYS, until)
            rows.tell(rng, left_at, MemberLeft(subject=person.subject, group=group.id))
        else:
            _join(rows, group, person.subject, shows=shows, at=at)


def _some_day(rng: Random, earliest: datetime, days: int, until: datetime) -> datetime:
    """In working hours, within so many days and before the end."""
    span = min(timedelta(days=days), until - earliest)
    return max(working_hour(rng, earliest + span * rng.random()), earliest + timedelta(minutes=5))


def delete_account(rng: Random, rows: Rows, person: Person, at: datetime) -> None:
    """Their own words are gone; what remains can be counted."""
    rows.blank("plan", person.subject, "when_text", "say_text")
    gone = {"created_at": person.began_at, "erased_at": at, "account": True}
    rows.add("erasure", subject_id=person.subject, **gone)
    rows.tell(rng, at, AccountDeleted(subject=person.subject))


def _make_place(rng: Random, rows: Rows, plan: Plan, place: Place) -> None:
    at = place.made_at
    rows.add("workplace", id=place.id, title=place.title, time_zone=place.zone, created_at=at)
    rows.tell(rng, at, WorkplaceMade(subject=plan.admin.subject, workplace=place.id))


def _make_group(rng: Random, rows: Rows, group: Group) -> None:
    at, by = group.made_at, group.trainer.person.subject
    key = {"workplace_id": group.trainer.place.id, "title": group.title}
    rows.add("training_group", id=group.id, **key, created_at=at, left_count=group.left)
    code = {"code": group.code, "group_id": group.id, "made_at": at, "expires_at": ends_at(at, CODE_DAYS)}
    rows.add("group_code", **code, most_uses=group.most_uses, uses=group.size, revoked_at=None)
    made = GroupMade(subject=by, group=group.id, workplace=group.trainer.place.id)
    rows.tell(rng, at, made, LeadNamed(subject=by, group=group.id), GroupCodeMade(subject=by, group=group.id))


def _set(rng: Random, rows: Rows, group: Group, one: Set) -> None:
    schedule, by = one.schedule, group.trainer.person.subject
    rows.add(
        "assignment",
        id=one.id,
        group_id=group.id,
        target_kind=one.target.kind.value,
        target_id=one.target.id,
        title=one.title,
        condition=RunCondition.FINISHED.value,
        everybody=True,
        opens_on=schedule.opens.isoformat(),
        **due_columns(schedule.due),
        days_from_joining=schedule.days_from_joining,
        set_at=schedule.set_at,
        set_by=by,
        changed_at=schedule.set_at,
    )
    for place, item in enumerate(one.items):
        pinned = {"kind": item.kind.value, "item_id": item.id, "title": item.title}
        rows.add("assignment_item", assignment_id=one.id, place=place, **pinned)
    rows.tell(rng, schedule.set_at, AssignmentSet(subject=by, group=group.id, assignment=one.id))


def _name(rng: Random, rows: Rows, plan: Plan, trainer: Trainer) -> None:
    subject, place = trainer.person.subject, trainer.place.id
    rows.add("workplace_trainer", subject_id=subject, workplace_id=place, named_at=trainer.named_at)
    rows.add("trainer_list", workplace_id=place, subject_id=subject)
    named = TrainerNamed(subject=subject, actor=plan.admin.subject, workplace=place)
    rows.tell(rng, trainer.named_at, named)
    for group in plan.groups:
        if group.trainer is trainer:
            rows.add("lead", subject_id=subject, group_id=group.id, since=group.made_at)
            rows.add("lead_list", group_id=group.id, subject_id=subject)


def _join(rows: Rows, group: Group, subject: str, *, shows: bool, at: datetime) -> None:
    key = {"subject_id": subject, "group_id": group.id}
    rows.add("membership", **key, joined_at=at, shows_earlier=shows, talked_at=None, roster_id=None)
    rows.add("member_list", **key)
    for one in group.sets:
        since = max(at, one.schedule.set_at)
        rows.add(
            "obligation",
            **key,
            assignment_id=one.id,
            round=1,
            begins_at=one.schedule.begins(1),
            due_at=one.schedule.due_for(1, since).instant,
        )
