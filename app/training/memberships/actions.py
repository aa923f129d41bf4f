"""Joining and leaving: always the learner’s own act."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session, col

from app.errors import NotFound
from app.events.actions import record
from app.events.event import EarlierShown, MemberJoined, MemberLeft
from app.learners.email_addresses import proved_email
from app.learners.models import Learner
from app.roster.queries import entry_by_address, find_link
from app.training.assignments.actions import drop_obligations, owe_from_joining
from app.training.groups.invitation import DEAD, Invitation
from app.training.models import GROUP_CODE, MEMBER_LIST, MEMBERSHIP, TRAINING_GROUP
from app.training.roster.actions.erasing import forget_entry
from app.training.roster.actions.links import take_entry, use_link


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
    group_id = invitation.group_id
    entry = _entry_of(db, subject_id, group_id, now)
    _join(db, subject_id=subject_id, group_id=group_id, entry=entry, shows_earlier=shows_earlier, now=now)
    return group_id


def join_by_link(db: Session, *, subject_id: str, token: str, shows_earlier: bool, now: datetime) -> str:
    """The same by a personal link, which says whom of the list they are: a member who is nobody there yet, too.

    Raises `NotFound` where the link does not work.
    """
    m, link = MEMBERSHIP.c, find_link(db.connection(), token)
    if link is not None and is_member(db, subject_id=subject_id, group_id=link.group_id):
        mine = (m.subject_id == subject_id, m.group_id == link.group_id)
        if link.works(now) and db.scalar(select(m.roster_id).where(*mine)) is None:
            use_link(db, token, now)
            db.execute(update(MEMBERSHIP).where(*mine).values(roster_id=link.roster_id))
        return link.group_id
    used = use_link(db, token, now)
    entry, group_id = used.roster_id, used.group_id
    _join(db, subject_id=subject_id, group_id=group_id, entry=entry, shows_earlier=shows_earlier, now=now)
    return group_id


def _join(
    db: Session, *, subject_id: str, group_id: str, entry: str | None, shows_earlier: bool, now: datetime
) -> None:
    key = {"subject_id": subject_id, "group_id": group_id}
    row = {**key, "joined_at": now, "shows_earlier": shows_earlier, "roster_id": entry}
    db.execute(insert(MEMBERSHIP).values(row))
    db.execute(insert(MEMBER_LIST).values(key))
    owe_from_joining(db, subject_id=subject_id, group_id=group_id, now=now)
    joined = MemberJoined(subject=subject_id, group=group_id, earlier="yes" if shows_earlier else "no")
    record(db.connection(), joined, now=now)


def _entry_of(db: Session, subject_id: str, group_id: str, now: datetime) -> str | None:
    """The one that waits for an address that they have proved; an unproved one is matched with nothing."""
    address = proved_address(db, subject_id)
    entry = entry_by_address(db.connection(), group_id, address) if address else None
    return entry if entry and take_entry(db, group_id=group_id, key=entry, now=now) else None


def proved_address(db: Session, subject_id: str) -> str | None:
    """Of an account; None where it has proved none."""
    account = db.scalars(select(Learner).where(col(Learner.subject_id) == subject_id)).first()
    return proved_email(account) if account else None


def is_member(db: Session, *, subject_id: str, group_id: str) -> bool:
    m = MEMBERSHIP.c
    mine = select(m.group_id).where(m.subject_id == subject_id, m.group_id == group_id)
    return db.execute(mine).first() is not None


def show_earlier(db: Session, *, subject_id: str, group_id: str, shows: bool, now: datetime) -> None:
    """Whether leads see lines and answers from before; nothing where they do not belong to the group."""
    m = MEMBERSHIP.c
    other = (m.subject_id == subject_id, m.group_id == group_id, m.shows_earlier.is_not(shows))
    changed = db.execute(update(MEMBERSHIP).where(*other).values(shows_earlier=shows))
    if changed.rowcount:  # type: ignore[attr-defined]
        before, after = ("no", "yes") if shows else ("yes", "no")
        shown = EarlierShown(subject=subject_id, group=group_id, before=before, after=after)
        record(db.connection(), shown, now=now)


def leave(db: Session, *, subject_id: str, group_id: str, now: datetime) -> bool:
    """All view ends at once, and the list forgets them; what they did stays theirs, and the group keeps a count.

    False for who is no member.
    """
    m, listed, group = MEMBERSHIP.c, MEMBER_LIST.c, TRAINING_GROUP.c
    mine = (m.subject_id == subject_id, m.group_id == group_id)
    gone = db.execute(delete(MEMBERSHIP).where(*mine).returning(m.roster_id)).first()
    if gone is None:
        return False
    if gone.roster_id:
        forget_entry(db, group_id=group_id, key=gone.roster_id)
    drop_obligations(db, subject_id=subject_id, group_id=group_id)
    db.execute(delete(MEMBER_LIST).where(listed.subject_id == subject_id, listed.group_id == group_id))
    db.execute(update(TRAINING_GROUP).where(group.id == group_id).values(left_count=group.left_count + 1))
    record(db.connection(), MemberLeft(subject=subject_id, group=group_id), now=now)
    return True
