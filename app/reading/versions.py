"""Every version of a lesson that somebody has done something in, so that what they did can be read after an edit."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select
from sqlmodel import Session

from app.content.memo import once
from app.db import upsert
from app.events.actions import record
from app.events.event import ContentServed
from app.lessons.format.lesson_file import parse_lesson
from app.lessons.lesson import Lesson
from app.lessons.progress_key import ProgressKey
from app.reading.models import LESSON_VERSION

AT_HAND = 256


def store_version(db: Session, lesson: Lesson, file: Path, now: datetime) -> None:
    """Keep the file's bytes, once per version.

    While a broken edit lies in the file, its last good version is served and has no bytes: none are kept.
    """
    if db.execute(select(LESSON_VERSION.c.sha).where(LESSON_VERSION.c.sha == lesson.version)).first() is None:
        row = {
            "sha": lesson.version,
            "lesson_id": lesson.id,
            "source": _bytes(lesson, file),
            "questions": asked_in(lesson),
            "stored_at": now,
        }
        if upsert(db, LESSON_VERSION, row, key=["sha"]):
            served = ContentServed(content="lesson", id=lesson.id, version=lesson.version)
            record(db.connection(), served, now=now)


def asked_in(lesson: Lesson) -> str:
    """The ids of its questions, as `LessonVersion.questions` has them."""
    return " ".join(question.id for question in lesson.key.questions)


def stored_key(connection: Connection, sha: str) -> ProgressKey | None:
    """What could be answered in that version; None where it is not stored, or no longer reads as a lesson."""
    row = connection.execute(
        select(LESSON_VERSION.c.lesson_id, LESSON_VERSION.c.source).where(LESSON_VERSION.c.sha == sha)
    ).first()
    return _parsed(row.lesson_id, row.source) if row else None


def stored_keys(connection: Connection, shas: Collection[str]) -> Mapping[str, ProgressKey]:
    """By version; those that are not stored, or no longer read as lessons, are left out."""
    if not shas:
        return {}
    v = LESSON_VERSION.c
    rows = connection.execute(select(v.sha, v.lesson_id, v.source).where(v.sha.in_(shas))).all()
    return {row.sha: key for row in rows if (key := _parsed(row.lesson_id, row.source))}


def _bytes(lesson: Lesson, file: Path) -> bytes:
    try:
        data = file.read_bytes()
    except OSError:
        return b""
    return data if hashlib.sha256(data).hexdigest() == lesson.version else b""


@once(AT_HAND)
def _parsed(lesson_id: str, source: bytes) -> ProgressKey | None:
    lesson = parse_lesson(f"stored/{lesson_id}.md", source).value
    return lesson.key if lesson else None
