"""What runs out: visitors unseen for a year, sessions, links for passwords, counts of tries."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlmodel import Session, col

from app.db import Database
from app.learners.actions.personal_data import Slices, erase_subject
from app.learners.actions.rate_limits import drop_old
from app.learners.actions.sessions import VISITOR_DAYS, end_sessions
from app.learners.erasure_record import Erased, ErasureRecord
from app.learners.models import BrowserSession, Erasure, Learner, ResetLink, Subject

EVERY = timedelta(hours=1)
AT_ONCE = 50


def erase_unseen(db: Session, slices: Slices, now: datetime) -> int:
    """Erase visitors who have done nothing for twelve months, some at a time; how many there were."""
    visitors = (
        select(col(Subject.id))
        .outerjoin(Learner, col(Learner.subject_id) == col(Subject.id))
        .where(
            col(Subject.seen_at) < now - timedelta(days=VISITOR_DAYS),
            col(Subject.merged_into).is_(None),
            col(Subject.anonymized_at).is_(None),
            col(Learner.subject_id).is_(None),
        )
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True, of=Subject)
    )
    found = list(db.scalars(visitors))
    for subject_id in found:
        erase_subject(db, slices, subject_id=subject_id, now=now)
    return len(found)


def drop_expired(db: Session, now: datetime) -> None:
    end_sessions(db, col(BrowserSession.expires_at) <= now)
    db.execute(delete(ResetLink).where(col(ResetLink.expires_at) <= now))
    drop_old(db, now)


def clean_up(slices: Slices, database: Database, now: datetime) -> bool:
    """All that has run out, but of the visitors some; whether there are more."""
    with database.write() as db:
        drop_expired(db, now)
    with database.write() as db:
        return erase_unseen(db, slices, now) == AT_ONCE


def erasures(db: Session, *, since: datetime | None = None) -> list[Erased]:
    """Who was erased, or only who was from that moment on."""
    rows = select(Erasure.__table__)
    if since is not None:
        rows = rows.where(col(Erasure.erased_at) >= since)
    return [Erased(row.subject_id, row.created_at, row.erased_at, row.account) for row in db.execute(rows)]


def finish_erasing(database: Database, record: ErasureRecord, *, since: datetime | None = None) -> None:
    """After the commit: the record beside the database knows of it, and the database's files forget."""
    with database.read() as db:
        record.add(erasures(db, since=since))
    if database.wipe.is_owed():
        database.wipe.ask()
