"""How far somebody is in each lesson they have opened, against the versions that are served now."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from app.lessons.library.library import LessonLibrary
from app.lessons.progress_key import ProgressKey
from app.progress.history import LessonRecord
from app.reading.completion import is_updated, percent
from app.reading.marks import Marks, from_json
from app.reading.models import LESSON_PROGRESS
from app.reading.pages.fragments import PART_NAMES
from app.reading.queries import block_to_resume


def read_lessons(
    connection: Connection, library: LessonLibrary, *, subject_id: str | None
) -> Mapping[str, LessonRecord]:
    """By lesson id; lessons that are no longer on the site are left out."""
    if subject_id is None:
        return {}
    rows = connection.execute(
        select(LESSON_PROGRESS.c.lesson_id, LESSON_PROGRESS.c.marks, LESSON_PROGRESS.c.updated_at).where(
            LESSON_PROGRESS.c.subject_id == subject_id
        )
    ).all()
    keys = {row.lesson_id: lesson.key for row in rows if (lesson := library.lessons.get(row.lesson_id))}
    return {
        row.lesson_id: _read(connection, from_json(row.marks), keys[row.lesson_id], row.updated_at)
        for row in rows
        if row.lesson_id in keys
    }


def _read(connection: Connection, marks: Marks, key: ProgressKey, updated_at: datetime) -> LessonRecord:
    block = block_to_resume(connection, marks, key)
    return LessonRecord(
        percent=percent(marks, key),
        updated_at=updated_at,
        finished_at=marks.completion.at if marks.completion else None,
        updated=is_updated(marks, key),
        block=block,
        part=_part_of(key, block),
    )


def _part_of(key: ProgressKey, block: str) -> str:
    parts = (PART_NAMES[s.part] for s in key.sections if block == s.id or block in s.blocks)
    return next(parts, "")
