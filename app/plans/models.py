"""What is kept of plans, wherever they were made, and of how they went."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from app.db import Model, UtcDateTime


class Plan(Model, table=True):
    """“When …, I will say …”, private to the learner; `skipped` where they passed it by.

    `kind` is `lesson` or `debrief`, `source_id` the lesson's or attempt's id; a debrief has one plan, without an id.
    """

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    kind: str = Field(primary_key=True)
    source_id: str = Field(primary_key=True)
    plan_id: str = Field(default="", primary_key=True)
    when_text: str = ""
    say_text: str = ""
    skipped: bool = False
    at: datetime = Field(sa_type=UtcDateTime)


class PlanReport(Model, table=True):
    """Evidence, never changed: how a plan went. `went` is `used`, `no-chance` or `badly`; `note` is private."""

    __tablename__ = "plan_report"
    __table_args__ = (
        Index("ix_plan_report_subject_at", "subject_id", "at"),
        Index("ix_plan_report_plan", "subject_id", "kind", "source_id", "plan_id", "at"),
    )

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    id: str = Field(primary_key=True)
    kind: str
    source_id: str
    plan_id: str = ""
    went: str
    note: str = ""
    at: datetime = Field(sa_type=UtcDateTime)


PLAN = Plan.__table__
PLAN_REPORT = PlanReport.__table__
