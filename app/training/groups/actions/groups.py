"""Groups: made, renamed, and given leads."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from app.db import lock_rows, upsert
from app.errors import Refused
from app.events.actions import record
from app.events.event import GroupMade, LeadNamed, LeadRemoved
from app.learners.who import Who
from app.training.groups.queries import leads_of, trainers_of
from app.training.models import LEAD, LEAD_LIST, TRAINING_GROUP
from app.ulid import new_id

LAST_LEAD = "A group needs somebody who leads it. Name another lead first."
NO_TRAINER_HERE = "Only trainers of this workplace can lead its groups."


def make_group(db: Session, *, who: Who, workplace_id: str, title: str, now: datetime) -> str:
    """Its id. Whoever makes a group leads it."""
    group_id = new_id(now)
    row = {"id": group_id, "workplace_id": workplace_id, "title": title, "created_at": now, "left_count": 0}
    db.execute(insert(TRAINING_GROUP).values(row))
    made = GroupMade(subject=who.subject_id or "", group=group_id, workplace=workplace_id)
    record(db.connection(), made, now=now)
    add_lead(db, who=who, group_id=group_id, subject_id=who.subject_id or "", now=now)
    return group_id


def rename_group(db: Session, *, group_id: str, title: str) -> None:
    db.execute(update(TRAINING_GROUP).where(TRAINING_GROUP.c.id == group_id).values(title=title))


def name_lead(
    db: Session, *, who: Who, workplace_id: str, group_id: str, subject_id: str, now: datetime
) -> None:
    """Raises `Refused` for whoever is no trainer of the workplace, or no trainer any more."""
    trainers = {one.subject_id for one in trainers_of(db.connection(), workplace_id) if one.is_trainer}
    if subject_id not in trainers:
        raise Refused(NO_TRAINER_HERE)
    add_lead(db, who=who, group_id=group_id, subject_id=subject_id, now=now)


def add_lead(db: Session, *, who: Who, group_id: str, subject_id: str, now: datetime) -> None:
    """An admin who wants to see a group’s lines becomes its lead, which its page and the log say."""
    key = {"subject_id": subject_id, "group_id": group_id}
    if upsert(db, LEAD, {**key, "since": now}, key=["subject_id", "group_id"]):
        upsert(db, LEAD_LIST, key, key=["group_id", "subject_id"])
        actor = who.subject_id or ""
        named = LeadNamed(subject=subject_id, actor="" if actor == subject_id else actor, group=group_id)
        record(db.connection(), named, now=now)


def remove_lead(db: Session, *, who: Who, group_id: str, subject_id: str, now: datetime) -> None:
    """Raises `Refused` where nobody would be left whose role allows it."""
    group = TRAINING_GROUP.c
    lock_rows(db.connection(), select(group.id).where(group.id == group_id).with_for_update())
    lead, listed = LEAD.c, LEAD_LIST.c
    leads = leads_of(db.connection(), [group_id])[group_id]
    if all(one.subject_id != subject_id for one in leads):
        return
    if not any(one.is_trainer for one in leads if one.subject_id != subject_id):
        raise Refused(LAST_LEAD)
    db.execute(delete(LEAD).where(lead.subject_id == subject_id, lead.group_id == group_id))
    db.execute(delete(LEAD_LIST).where(listed.subject_id == subject_id, listed.group_id == group_id))
    actor = who.subject_id or ""
    removed = LeadRemoved(subject=subject_id, actor="" if actor == subject_id else actor, group=group_id)
    record(db.connection(), removed, now=now)
