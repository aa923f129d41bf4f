"""Who was erased after a backup was made, and would come back with it."""

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlmodel import Session, col

from app.backup.layout import Filled
from app.learners.actions.personal_data import Slices, anonymize_learner, erase_subject
from app.learners.erasure_record import Erased
from app.learners.models import Erasure, Learner, Subject


def revived(filled: Iterable[Filled], known: Collection[Erased]) -> list[Erased]:
    """Those of the known who are somebody in the backup: not yet erased there, nor made one with another."""
    erased = {row.key: row for row in known}
    return [
        erased[key]
        for table, row in filled
        if table.name == "subject" and row is not None and erased
        if not (row["anonymized_at"] or row["merged_into"])
        if (key := (row["id"], row["created_at"])) in erased
    ]


def erase_again(db: Session, known: Collection[Erased], again: Collection[Erased], slices: Slices) -> None:
    """Carry erasures out once more, at their old time, and note all that are known."""
    for row in again:
        _erase(db, row, slices)
    for row in known:
        db.merge(
            Erasure(
                subject_id=row.subject_id,
                created_at=row.created_at,
                erased_at=row.erased_at,
                account=row.account,
            )
        )


def _erase(db: Session, row: Erased, slices: Slices) -> None:
    if db.get(Subject, row.subject_id) is None:
        return
    account = db.scalar(select(col(Learner.role)).where(col(Learner.subject_id) == row.subject_id))
    if account is None:
        erase_subject(db, slices, subject_id=row.subject_id, now=row.erased_at)
    else:
        anonymize_learner(db, slices, subject_id=row.subject_id, now=row.erased_at)
