"""What is kept of lessons that were read: the answers given, and the versions in which they were given."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from app.db import Model, UtcDateTime


class LessonVersion(Model, table=True):
    """The file's bytes when somebody first did something in it; none where an edit had broken it by then.

    `questions` are the ids of what it asks, with spaces between; None where that could not be read.
    """

    __tablename__ = "lesson_version"

    sha: str = Field(primary_key=True)
    lesson_id: str = Field(index=True)
    source: bytes
    questions: str | None = None
    stored_at: datetime = Field(sa_type=UtcDateTime)


class Answer(Model, table=True):
    """Evidence, never changed: an option of a check, or what was decided about the plan (`saved`, `skipped`).

    Checks, recall and plan share one set of ids, so `check_id` names any of them.
    """

    __table_args__ = (Index("ix_answer_subject_lesson", "subject_id", "lesson_id"),)

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    id: str = Field(primary_key=True)
    lesson_id: str
    version: str = Field(foreign_key="lesson_version.sha")
    check_id: str
    option_id: str
    at: datetime = Field(sa_type=UtcDateTime)


LESSON_VERSION = LessonVersion.__table__
ANSWER = Answer.__table__
