"""What runs out: visitors unseen for a year, closed sessions, used links, old counts of tries.

Every server process ticks. A tick that finds nothing to do changes nothing, and two at once share the work.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlmodel import Session, col

from app import log as log_lines
from app.db import Database
from app.learners.actions.personal_data import Slices, erase_subject
from app.learners.actions.rate_limits import drop_old
from app.learners.actions.sessions import VISITOR_DAYS, end_sessions
from app.learners.erasure_record import Erased, ErasureRecord
from app.learners.models import BrowserSession, Erasure, Learner, ResetLink, Subject

log = logging.getLogger(log_lines.NAME)

FIRST_TICK = timedelta(minutes=1)
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


def tick(database: Database, slices: Slices, now: datetime) -> None:
    with database.write() as db:
        drop_expired(db, now)
    erased = AT_ONCE
    while erased == AT_ONCE:
        with database.write() as db:
            erased = erase_unseen(db, slices, now)


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


async def keep_ticking(
    database: Database, slices: Slices, record: ErasureRecord, clock: Callable[[], datetime]
) -> None:
    """Until cancelled: a minute after the start, then every hour. A tick that fails is tried again at the next."""
    await asyncio.sleep(FIRST_TICK.total_seconds())
    while True:
        try:
            await asyncio.to_thread(tick, database, slices, clock())
            await asyncio.to_thread(finish_erasing, database, record)
        except Exception as error:
            log.error("the hourly clean-up failed and will be tried again: %s", log_lines.where(error))
        await asyncio.sleep(EVERY.total_seconds())
