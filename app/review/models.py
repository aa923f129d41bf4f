"""What is kept of recall: what happened to each thing learned, and when it comes back."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from app.db import Model, UtcDateTime


class ReviewCard(Model, table=True):
    """State of one thing learned, once it was recalled; it follows from its `Review` rows. `state` is fsrs's JSON.

    `kind` is `check` or `phrase`, `source_kind` is `lesson` or `scenario`, `item_id` the check's or phrase's id.
    """

    __tablename__ = "review_card"

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    kind: str = Field(primary_key=True)
    source_kind: str = Field(primary_key=True)
    source_id: str = Field(primary_key=True)
    item_id: str = Field(primary_key=True)
    state: str
    due: datetime = Field(sa_type=UtcDateTime)


class Review(Model, table=True):
    """Evidence, never changed: one recall, with `rating` as fsrs counts it (1 again, 2 hard, 3 good).

    The row that `begins` a card is the first answer in the lesson, or the keeping of the phrase, as of then.
    `option_id` is what was answered to a check.
    """

    __table_args__ = (Index("ix_review_subject_at", "subject_id", "at"),)

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    id: str = Field(primary_key=True)
    kind: str
    source_kind: str
    source_id: str
    item_id: str
    rating: int
    option_id: str | None = None
    begins: bool = False
    at: datetime = Field(sa_type=UtcDateTime)


REVIEW_CARD = ReviewCard.__table__
REVIEW = Review.__table__
