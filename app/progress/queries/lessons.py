"""How far somebody is in each lesson they have opened, against the versions that are served now."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from app.lessons.library.lessons import Lessons
from app.lessons.part import PART_NAMES
from app.lessons.progress_key import ProgressKey
from app.progress.history import LessonView
from app.reading.completion import block_to_resume, gone_place, is_updated, percent
from app.reading.marks import Marks, from_json
from app.reading.versions import stored_keys
from app.record.models import LESSON_PROGRESS


def read_lessons(
    connection: Connection, library: Lessons, *, subject_id: str | None
) -> Mapping[str, LessonView]:
    """By lesson id; lessons that are no longer on the site are left out."""
    if subject_id is None:
        return {}
    rows = connection.execute(
        select(LESSON_PROGRESS.c.lesson_id, LESSON_PROGRESS.c.marks, LESSON_PROGRESS.c.updated_at).where(
            LESSON_PROGRESS.c.subject_id == subject_id
        )
    ).all()
    keys = {row.lesson_id: lesson.key for row in rows if (lesson := library.lessons.get(row.lesson_id))}
    found = [(row, from_json(row.marks), keys[row.lesson_id]) for row in rows if row.lesson_id in keys]
    before = stored_keys(
        connection, {version for _, marks, key in found if (version := gone_place(marks, key))}
    )
    return {row.lesson_id: _read(marks, key, before, row.updated_at) for row, marks, key in found}


def _read(
    marks: Marks, key: ProgressKey, before: Mapping[str, ProgressKey], updated_at: datetime
) -> LessonView:
    block = block_to_resume(marks, key, before)
    return LessonView(
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
