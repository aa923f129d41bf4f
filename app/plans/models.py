"""What is kept of plans beyond their words, which lie with the lesson or the debrief they were made in."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from app.db import Model, UtcDateTime


class PlanReport(Model, table=True):
    """Evidence, never changed: how it went. `went` is `used`, `no-chance` or `badly`; `note` is private.

    `kind` is `lesson` or `debrief`, `source_id` the lesson's or attempt's id; a debrief has one plan, without an id.
    """

    __tablename__ = "plan_report"
    __table_args__ = (Index("ix_plan_report_subject_at", "subject_id", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    subject_id: int = Field(foreign_key="subject.id")
    kind: str
    source_id: str
    plan_id: str = ""
    went: str
    note: str = ""
    at: datetime = Field(sa_type=UtcDateTime)


PLAN_REPORT = PlanReport.__table__
