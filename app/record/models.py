"""How far each subject is: a row for each lesson they have begun, and one for each run of a scenario."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from app.db import Model, UtcDateTime
from app.scenarios.scenario import Totals


class Attempt(Model, table=True):
    """One run of a scenario. From `turn` on, the columns follow from the evidence and can be rebuilt.

    `turn` counts all that has happened: every step, taken-back ones too, and the taking back itself. So no page
    that was shown before can pass for the one shown now. `flags` and `used` are space-separated. A run that began
    in the middle of another (`Replay`) `is_replay`; any other is a whole one.
    """

    __table_args__ = (
        Index("ix_attempt_subject_scenario", "subject_id", "scenario_id"),
        Index("ix_attempt_scenario_finished", "scenario_id", "finished_at", "id"),
    )

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    id: str = Field(primary_key=True)
    scenario_id: str
    version: str = Field(foreign_key="scenario_version.sha")
    is_replay: bool = False
    started_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    turn: int = 0
    scene: str
    flags: str = ""
    used: str = ""
    customer: int = 0
    organization: int = 0
    colleagues: int = 0
    self_: int = 0
    ending: str | None = None


ATTEMPT = Attempt.__table__


class LessonProgress(Model, table=True):
    """State: how far a subject is in a lesson. `marks` is the JSON that `reading.marks` makes.

    `place` is the block where they were last, `place_at` since when; both follow from the marks.
    """

    __tablename__ = "lesson_progress"

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    lesson_id: str = Field(primary_key=True)
    version: str
    marks: str
    started_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)
    completed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    completed_version: str | None = None
    place: str | None = None
    place_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


LESSON_PROGRESS = LessonProgress.__table__


CHAIR_COLUMNS = Totals._fields
"""Whatever is kept for each chair has a column of the chair’s name."""


TOTALS_COLUMNS = tuple(ATTEMPT.c[name] for name in CHAIR_COLUMNS)
