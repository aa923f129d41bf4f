"""What becomes of kept phrases when two subjects turn out to be one, ask for their data, or leave."""

from typing import Any

from sqlalchemy import delete
from sqlmodel import Session

from app.db import upsert
from app.phrases.actions import PhraseKey, kept_phrases
from app.phrases.models import KEPT_PHRASE

EXPORT_NAME = "phrases"
TABLES = (KEPT_PHRASE,)


def merge(db: Session, *, source: str, target: str) -> None:
    """Both people's phrases; one that both kept stays as the target kept it."""
    for row in kept_phrases(db, subject_id=source):
        upsert(db, KEPT_PHRASE, {**row._mapping, "subject_id": target}, key=PhraseKey._fields)
    erase(db, subject_id=source)


def export(db: Session, *, subject_id: str) -> list[dict[str, Any]]:
    return [
        {"from": row.source_kind, "id": row.source_id, "phrase": row.text, "kept_at": row.kept_at.isoformat()}
        for row in kept_phrases(db, subject_id=subject_id)
    ]


def erase(db: Session, *, subject_id: str) -> None:
    db.execute(delete(KEPT_PHRASE).where(KEPT_PHRASE.c.subject_id == subject_id))


def anonymize(db: Session, *, subject_id: str) -> None:
    """A phrase is the site's own words: that somebody kept it may be counted once nobody knows who."""
