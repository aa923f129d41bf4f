"""Keep a phrase, let go of it, and list what is kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, delete, select
from sqlmodel import Session

from app.db import upsert
from app.phrases import models  # noqa: F401
from app.phrases.book import Kind
from app.phrases.models import KEPT_PHRASE


class PhraseKey(NamedTuple):
    """Whose phrase, out of which lesson or scenario, and which one of its phrases."""

    subject_id: str
    source_kind: Kind
    source_id: str
    phrase_id: str

    @property
    def rows(self) -> list[ColumnElement[bool]]:
        return [KEPT_PHRASE.c[name] == value for name, value in self._asdict().items()]


def keep_phrase(db: Session, key: PhraseKey, *, words: str, now: datetime) -> None:
    """Keep it with the words it has now; kept before, it stays as it was."""
    upsert(db, KEPT_PHRASE, {**key._asdict(), "text": words, "kept_at": now}, key=PhraseKey._fields)


def drop_phrase(db: Session, key: PhraseKey) -> None:
    db.execute(delete(KEPT_PHRASE).where(*key.rows))


def is_kept(db: Session, key: PhraseKey) -> bool:
    return db.execute(select(KEPT_PHRASE.c.phrase_id).where(*key.rows)).first() is not None


def kept_phrases(db: Session, *, subject_id: str) -> Sequence[Row[Any]]:
    """Everything kept, the latest first, as rows of `KeptPhrase`."""
    return db.execute(
        select(KEPT_PHRASE)
        .where(KEPT_PHRASE.c.subject_id == subject_id)
        .order_by(KEPT_PHRASE.c.kept_at.desc(), KEPT_PHRASE.c.source_id, KEPT_PHRASE.c.phrase_id)
    ).all()
