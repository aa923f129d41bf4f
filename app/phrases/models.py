"""What is kept when somebody keeps a phrase."""

from datetime import datetime

from sqlmodel import Field

from app.db import Model, UtcDateTime


class KeptPhrase(Model, table=True):
    """A line the learner wants to have at hand; `source_kind` is `lesson` or `scenario`."""

    __tablename__ = "kept_phrase"

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    source_kind: str = Field(primary_key=True)
    source_id: str = Field(primary_key=True)
    phrase_id: str = Field(primary_key=True)
    text: str
    kept_at: datetime = Field(sa_type=UtcDateTime)


KEPT_PHRASE = KeptPhrase.__table__
