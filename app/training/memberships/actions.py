"""Joining and leaving: always the learner’s own act."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from app.errors import NotFound
from app.events.actions import record
from app.events.event import MemberJoined, MemberLeft
from app.training.assignments.actions import drop_obligations, owe_from_joining
from app.training.groups.invitation import DEAD, Invitation
from app.training.models import GROUP_CODE, MEMBER_LIST, MEMBERSHIP, TRAINING_GROUP


def join(db: Session, *, subject_id: str, code: str, shows_earlier: bool, now: datetime) -> str:
    """The group’s id. Who belongs to it already has used no code. Raises `NotFound` where the code does not work."""
    c = GROUP_CODE.c
    row = db.execute(select(GROUP_CODE).where(c.code == code).with_for_update()).first()
    invitation = Invitation(**row._mapping) if row else None
    if invitation is not None and is_member(db, subject_id=subject_id, group_id=invitation.group_id):
        return invitation.group_id
    if invitation is None or not invitation.works(now):
        raise NotFound(DEAD)
    db.execute(update(GROUP_CODE).where(c.code == code).values(uses=c.uses + 1))
    key = {"subject_id": subject_id, "group_id": invitation.group_id}
    db.execute(insert(MEMBERSHIP).values(**key, joined_at=now, shows_earlier=shows_earlier))
    db.execute(insert(MEMBER_LIST).values(key))
    owe_from_joining(db, subject_id=subject_id, group_id=invitation.group_id, now=now)
    earlier = "yes" if shows_earlier else "no"
    joined = MemberJoined(subject=subject_id, group=invitation.group_id, earlier=earlier)
    record(db.connection(), joined, now=now)
    return invitation.group_id


def is_member(db: Session, *, subject_id: str, group_id: str) -> bool:
    m = MEMBERSHIP.c
    mine = select(m.group_id).where(m.subject_id == subject_id, m.group_id == group_id)
    return db.execute(mine).first() is not None


def show_earlier(db: Session, *, subject_id: str, group_id: str, shows: bool) -> None:
    """Whether leads see lines and answers from before; nothing where they do not belong to the group."""
    m = MEMBERSHIP.c
    mine = (m.subject_id == subject_id, m.group_id == group_id)
    db.execute(update(MEMBERSHIP).where(*mine).values(shows_earlier=shows))


def leave(db: Session, *, subject_id: str, group_id: str, now: datetime) -> bool:
    """All view ends at once; what they did stays theirs, and the group keeps a count. False for who is no member."""
    m, listed, group = MEMBERSHIP.c, MEMBER_LIST.c, TRAINING_GROUP.c
    gone = db.execute(delete(MEMBERSHIP).where(m.subject_id == subject_id, m.group_id == group_id))
    if not gone.rowcount:  # type: ignore[attr-defined]
        return False
    drop_obligations(db, subject_id=subject_id, group_id=group_id)
    db.execute(delete(MEMBER_LIST).where(listed.subject_id == subject_id, listed.group_id == group_id))
    db.execute(update(TRAINING_GROUP).where(group.id == group_id).values(left_count=group.left_count + 1))
    record(db.connection(), MemberLeft(subject=subject_id, group=group_id), now=now)
    return True
