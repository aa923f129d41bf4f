"""What a learner does with a plan: makes it, says how it went, changes its words, or drops it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlmodel import Session

from app.db import upsert
from app.errors import NotFound
from app.plans.models import PLAN, PLAN_REPORT
from app.plans.plan import Kind, PlanKey, Went
from app.ulid import new_id

A_SECOND_PRESS = timedelta(minutes=1)
GONE = "This plan is no longer here. Your plans are all on their page."


class Dropping(Protocol):
    """What lessons and debriefs do when a plan that was made there is dropped, so that this slice need not know."""

    def drop(self, db: Session, key: PlanKey, *, subject_id: str, now: datetime) -> None: ...


def put_plan(
    db: Session,
    key: PlanKey,
    *,
    subject_id: str,
    now: datetime,
    when: str = "",
    say: str = "",
    skipped: bool = False,
) -> None:
    """In place of what was there before."""
    words = {"when_text": when, "say_text": say, "skipped": skipped, "at": now}
    named = {"subject_id": subject_id, **key._asdict()}
    upsert(db, PLAN, {**named, **words}, key=list(named), update=list(words))


def remove_plan(db: Session, key: PlanKey, *, subject_id: str) -> None:
    db.execute(delete(PLAN).where(*_named(key, subject_id)))


def report(db: Session, key: PlanKey, went: Went, note: str, *, subject_id: str, now: datetime) -> None:
    """Keep how it went. The same again within a minute is a second press. Raises NotFound."""
    _require(db, key, subject_id)
    row = {"subject_id": subject_id, **key._asdict(), "went": went.value, "note": note}
    same = [PLAN_REPORT.c[name] == value for name, value in row.items()]
    recent = select(PLAN_REPORT.c.id).where(*same, PLAN_REPORT.c.at > now - A_SECOND_PRESS)
    if db.execute(recent).first() is None:
        db.execute(insert(PLAN_REPORT).values(**row, id=new_id(now), at=now))


def adjust(db: Session, key: PlanKey, *, when: str, say: str, subject_id: str, now: datetime) -> None:
    """Put other words in place of the plan's; how they go is asked anew. Raises NotFound."""
    _require(db, key, subject_id)
    words = {"when_text": when, "say_text": say, "at": now}
    db.execute(update(PLAN).where(*_named(key, subject_id)).values(words))


def drop(
    db: Session, books: Mapping[Kind, Dropping], key: PlanKey, *, subject_id: str, now: datetime
) -> None:
    """The words are gone, and where the plan was made they know. Raises NotFound."""
    _require(db, key, subject_id)
    books[key.kind].drop(db, key, subject_id=subject_id, now=now)


def rename_source(db: Session, kind: Kind, old: str, new: str, *, subject_id: str) -> None:
    """What plans of this kind were made in has another id now."""
    for table in (PLAN, PLAN_REPORT):
        t = table.c
        of_it = (t.subject_id == subject_id, t.kind == kind, t.source_id == old)
        db.execute(update(table).where(*of_it).values(source_id=new))


def _require(db: Session, key: PlanKey, subject_id: str) -> None:
    there = select(PLAN.c.at).where(*_named(key, subject_id), PLAN.c.skipped.is_(False))
    if db.execute(there).first() is None:
        raise NotFound(GONE)


def _named(key: PlanKey, subject_id: str) -> list[ColumnElement[bool]]:
    return [
        PLAN.c.subject_id == subject_id,
        *(PLAN.c[name] == value for name, value in key._asdict().items()),
    ]
