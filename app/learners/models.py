"""Who progress belongs to, who has an account, and which browser speaks for whom."""

from datetime import datetime

from sqlmodel import Field

from app.db import Model, UtcDateTime
from app.learners.who import Role


class Subject(Model, table=True):
    """Whoever progress belongs to: a visitor, or a learner once there is an account.

    `merged_into` where a visitor's progress went to an account; `anonymized_at` where the account was
    deleted, and only counts that lead to nobody stay.
    """

    id: int | None = Field(default=None, primary_key=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime, index=True)
    merged_into: int | None = Field(default=None, foreign_key="subject.id")
    anonymized_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Learner(Model, table=True):
    """An account. `email` is kept lower-cased; it is unproved until `email_proved_at` is set."""

    id: int | None = Field(default=None, primary_key=True)
    subject_id: int = Field(foreign_key="subject.id", unique=True)
    email: str = Field(unique=True)
    email_proved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    name: str
    password_hash: str
    role: str = Field(default=Role.LEARNER)
    time_zone: str = "UTC"
    created_at: datetime = Field(sa_type=UtcDateTime)


class BrowserSession(Model, table=True):
    """A cookie's other half. Only the token's SHA-256 is kept; without `learner_id` it is a visitor's."""

    __tablename__ = "browser_session"

    token_hash: str = Field(primary_key=True)
    subject_id: int = Field(foreign_key="subject.id", index=True)
    learner_id: int | None = Field(default=None, foreign_key="learner.id", index=True)
    browser: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)


class ResetLink(Model, table=True):
    """A one-time link to set a new password; only the token's SHA-256 is kept."""

    __tablename__ = "reset_link"

    token_hash: str = Field(primary_key=True)
    learner_id: int = Field(foreign_key="learner.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RateLimit(Model, table=True):
    """How often something was tried in a window of time; `window` counts windows since 1970."""

    __tablename__ = "rate_limit"

    key: str = Field(primary_key=True)
    window: int = Field(primary_key=True)
    count: int


SUBJECT = Subject.__table__
LEARNER = Learner.__table__
BROWSER_SESSION = BrowserSession.__table__
RESET_LINK = ResetLink.__table__
RATE_LIMIT = RateLimit.__table__
