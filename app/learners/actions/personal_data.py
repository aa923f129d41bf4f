"""All that is kept of a subject, in every slice: merged, handed out, erased or made anonymous together.

Slices above this one keep things too. Each has a `personal_data` module with four functions; the
application passes those modules in, so that this slice need not know them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Table, delete, insert, literal, or_, select, update
from sqlmodel import Session, col

from app.db import lock_rows
from app.db.file_wipe import mark_erased
from app.events.actions import record
from app.events.event import AccountDeleted
from app.events.models import EVENT
from app.learners.actions.sessions import close_sessions
from app.learners.actions.subject_lock import lock
from app.learners.models import EMAIL_ADDRESS, LEARNER, BrowserSession, Erasure, Learner, ResetLink, Subject


class PersonalData(Protocol):
    """What a slice does with the things that it keeps for a subject."""

    @property
    def TABLES(self) -> Sequence[Table]:  # noqa: N802
        """Every table of the slice with a column `subject_id`."""

    @property
    def EXPORT_NAME(self) -> str:  # noqa: N802
        """The key under which the slice’s part stands in what a learner takes along."""

    def merge(self, db: Session, *, source: str, target: str) -> None:
        """Everything of `source` now belongs to `target`: furthest state, best score, earliest completion."""

    def export(self, db: Session, *, subject_id: str) -> Any:
        """Everything kept, as JSON can hold it."""

    def erase(self, db: Session, *, subject_id: str) -> None:
        """Nothing remains."""

    def anonymize(self, db: Session, *, subject_id: str) -> None:
        """Own words are gone; what remains can be counted and leads to nobody."""


class Slices(tuple[PersonalData, ...]):
    """Of all slices, sorted by their tables whatever order they are given in: first those that others refer to."""

    __slots__ = ()

    def __new__(cls, slices: Iterable[PersonalData] = ()) -> "Slices":
        return super().__new__(cls, sorted(slices, key=_place_in_schema))

    @property
    def tables(self) -> list[Table]:
        """Those that others refer to before those that refer to them."""
        return sorted((table for slice_ in self for table in slice_.TABLES), key=_place)


def _place_in_schema(slice_: PersonalData) -> int:
    return min(map(_place, slice_.TABLES), default=-1)


def _place(table: Table) -> int:
    return table.metadata.sorted_tables.index(table)


NO_SLICES = Slices()
NONE: Mapping[str, ColumnElement[Any]] = {}


def merge_visitor(db: Session, slices: Slices, *, source: str, target: str) -> bool:
    """Give a visitor's progress to a learner, once. False where it has been given or has an account already."""
    if source == target or not is_free_visitor(db, source):
        return False
    lock(db.connection(), target)
    for slice_ in slices:
        slice_.merge(db, source=source, target=target)
    db.execute(update(Subject).where(col(Subject.id) == source).values(merged_into=target))
    close_sessions(db, subject_id=source)
    return True


def copy_rows(
    db: Session, table: Table, *, source: str, target: str, changed: Mapping[str, ColumnElement[Any]] = NONE
) -> None:
    """Write a subject's rows anew under another; the old ones are locked, and go by `delete_rows`.

    Rows are never changed from one subject to another in place: databases that spread them by subject refuse it.
    `changed` holds what else is to be different, by column.
    """
    mine = table.c.subject_id == source
    db.execute(select(table.c.subject_id).where(mine).with_for_update())
    values = {**dict(table.columns), **changed, "subject_id": literal(target)}
    db.execute(insert(table).from_select(list(values), select(*values.values()).where(mine)))


def delete_rows(db: Session, *tables: Table, subject_id: str) -> None:
    for table in tables:
        db.execute(delete(table).where(table.c.subject_id == subject_id))


def is_free_visitor(db: Session, subject_id: str) -> bool:
    """Whether this subject is still nobody's; it stays so until the transaction ends."""
    rows = select(col(Subject.id)).where(
        col(Subject.id) == subject_id,
        col(Subject.merged_into).is_(None),
        col(Subject.anonymized_at).is_(None),
    )
    if db.execute(rows.with_for_update()).first() is None:
        return False
    return db.execute(select(col(Learner.role)).where(col(Learner.subject_id) == subject_id)).first() is None


def export_all(db: Session, slices: Slices, *, subject_id: str, now: datetime) -> dict[str, Any]:
    """Everything kept about a subject, as JSON can hold it: when they were here, account, browsers, events, slices."""
    kept = {slice_.EXPORT_NAME: slice_.export(db, subject_id=subject_id) for slice_ in slices}
    return {
        "made_at": now.isoformat(),
        "subject": _subject(db, subject_id),
        "account": _account(db, subject_id),
        "browsers": _browsers(db, subject_id),
        "events": _events(db, subject_id),
        **kept,
    }


def erase_subject(db: Session, slices: Slices, *, subject_id: str, now: datetime) -> None:
    """A visitor, gone: progress, browsers, and the subject itself."""
    _note_erasure(db, col(Subject.id) == subject_id, account=False, now=now)
    for table in slices.tables:  # a line said at this moment is there by now, or finds no attempt
        mine = table.c.subject_id == subject_id
        lock_rows(db.connection(), select(table.c.subject_id).where(mine).with_for_update())
    for slice_ in reversed(slices):
        slice_.erase(db, subject_id=subject_id)
    close_sessions(db, subject_id=subject_id)
    db.execute(delete(Subject).where(col(Subject.id) == subject_id))


def anonymize_learner(db: Session, slices: Slices, *, subject_id: str, now: datetime) -> None:
    """An account, gone: who it was is erased, and anonymous counts stay."""
    theirs = or_(col(Subject.id) == subject_id, col(Subject.merged_into) == subject_id)
    _note_erasure(db, theirs, account=True, now=now)
    for slice_ in slices:
        slice_.anonymize(db, subject_id=subject_id)
    close_sessions(db, subject_id=subject_id)
    email = select(LEARNER.c.email).where(LEARNER.c.subject_id == subject_id).scalar_subquery()
    db.execute(delete(EMAIL_ADDRESS).where(EMAIL_ADDRESS.c.email == email))
    db.execute(delete(ResetLink).where(col(ResetLink.subject_id) == subject_id))
    db.execute(delete(Learner).where(col(Learner.subject_id) == subject_id))
    db.execute(update(Subject).where(col(Subject.id) == subject_id).values(anonymized_at=now, time_zone=None))
    record(db.connection(), AccountDeleted(subject=subject_id), now=now)


def _note_erasure(db: Session, which: ColumnElement[bool], *, account: bool, now: datetime) -> None:
    """A visitor merged into an account is noted with it: an older backup knows them as two."""
    mark_erased(db.connection())
    for subject_id, created_at in db.execute(
        select(col(Subject.id), col(Subject.created_at)).where(which)
    ).all():
        db.merge(Erasure(subject_id=subject_id, created_at=created_at, erased_at=now, account=account))


def _subject(db: Session, subject_id: str) -> dict[str, Any]:
    """When they were first and last here, and the time zone of a visitor's browser."""
    columns = (col(Subject.created_at), col(Subject.seen_at), col(Subject.time_zone))
    row = db.execute(select(*columns).where(col(Subject.id) == subject_id)).first()
    return _plain(row._mapping) if row else {}


def _account(db: Session, subject_id: str) -> dict[str, Any] | None:
    learner = db.scalars(select(Learner).where(col(Learner.subject_id) == subject_id)).first()
    if learner is None:
        return None
    links = select(col(ResetLink.created_at), col(ResetLink.expires_at)).where(
        col(ResetLink.subject_id) == subject_id
    )
    account = learner.model_dump(mode="json", exclude={"password_hash", "subject_id"})
    return {**account, "reset_links": [_plain(row._mapping) for row in db.execute(links)]}


def _browsers(db: Session, subject_id: str) -> list[dict[str, Any]]:
    rows = select(
        col(BrowserSession.browser), col(BrowserSession.created_at), col(BrowserSession.expires_at)
    ).where(col(BrowserSession.subject_id) == subject_id)
    return [_plain(row._mapping) for row in db.execute(rows)]


def _events(db: Session, subject_id: str) -> list[dict[str, Any]]:
    """What the log says of this subject; who else was part of it is not told."""
    rows = select(EVENT.c.kind, EVENT.c.at, EVENT.c.facts).where(EVENT.c.subject_id == subject_id)
    return [
        {"what": row.kind, "at": row.at.isoformat(), **json.loads(row.facts)}
        for row in db.execute(rows.order_by(EVENT.c.id))
    ]


def _plain(row: Any) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
