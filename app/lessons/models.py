"""What is kept of a lesson read: the answers given, the marks they add up to, plans and phrases."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.db import UtcDateTime


class LessonVersion(SQLModel, table=True):
    """The file's text as it was when somebody first answered in it."""

    __tablename__ = "lesson_version"

    sha: str = Field(primary_key=True)
    lesson_id: str = Field(index=True)
    source: bytes
    stored_at: datetime = Field(sa_type=UtcDateTime)


class Answer(SQLModel, table=True):
    """Evidence: one answer to one check, never changed."""

    __table_args__ = (Index("ix_answer_subject_lesson", "subject_id", "lesson_id"),)

    id: int | None = Field(default=None, primary_key=True)
    subject_id: int = Field(foreign_key="subject.id")
    lesson_id: str
    version: str = Field(foreign_key="lesson_version.sha")
    check_id: str
    option_id: str
    at: datetime = Field(sa_type=UtcDateTime)


class LessonProgress(SQLModel, table=True):
    """State: how far a subject is in a lesson. `marks` is the JSON of `marking.Marks`."""

    __tablename__ = "lesson_progress"

    subject_id: int = Field(foreign_key="subject.id", primary_key=True)
    lesson_id: str = Field(primary_key=True)
    version: str
    marks: str
    started_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)
    completed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    completed_version: str | None = None


class Plan(SQLModel, table=True):
    """“When …, I will say …”, private to the learner; `skipped` where they passed it by."""

    subject_id: int = Field(foreign_key="subject.id", primary_key=True)
    lesson_id: str = Field(primary_key=True)
    plan_id: str = Field(primary_key=True)
    when_text: str = ""
    say_text: str = ""
    skipped: bool = False
    at: datetime = Field(sa_type=UtcDateTime)


class KeptPhrase(SQLModel, table=True):
    """A line the learner wants to have at hand; `source_kind` is `lesson` or `scenario`."""

    __tablename__ = "kept_phrase"

    subject_id: int = Field(foreign_key="subject.id", primary_key=True)
    source_kind: str = Field(primary_key=True)
    source_id: str = Field(primary_key=True)
    phrase_id: str = Field(primary_key=True)
    text: str
    kept_at: datetime = Field(sa_type=UtcDateTime)
