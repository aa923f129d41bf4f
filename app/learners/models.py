"""Who progress belongs to, who has an account, and which browser speaks for whom."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from app.db import Model, UtcDateTime
from app.learners.who import Role


class Subject(Model, table=True):
    """Whoever progress belongs to: a visitor, or a learner once there is an account.

    `merged_into` where a visitor's progress went to an account; `anonymized_at` where the account was
    deleted, and only counts that lead to nobody stay. `time_zone` is a guess of the browser's or a visitor's choice;
    a learner's own is with the account.
    """

    id: str = Field(primary_key=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime, index=True)
    merged_into: str | None = None
    anonymized_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    time_zone: str | None = None


class Learner(Model, table=True):
    """An account. `email` is kept lower-cased; it is unproved until `email_proved_at` is set."""

    __table_args__ = (Index("ix_learner_created_at", "created_at", "subject_id"),)

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    email: str
    email_proved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    name: str
    password_hash: str
    role: str = Field(default=Role.LEARNER)
    time_zone: str = "UTC"
    created_at: datetime = Field(sa_type=UtcDateTime)


class EmailAddress(Model, table=True):
    """A directory: whose account an address opens, so that no two have the same. It repeats `Learner.email`."""

    __tablename__ = "email_address"

    email: str = Field(primary_key=True)
    subject_id: str


class BrowserSession(Model, table=True):
    """A cookie's other half. Only the token's SHA-256 is kept."""

    __tablename__ = "browser_session"

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    token_hash: str = Field(primary_key=True)
    browser: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)


class SessionToken(Model, table=True):
    """A directory: whose session a cookie opens. Every page finds its subject here and stays with it."""

    __tablename__ = "session_token"

    token_hash: str = Field(primary_key=True)
    subject_id: str


class ResetLink(Model, table=True):
    """A one-time link to set a new password, there until it is used; only the token's SHA-256 is kept."""

    __tablename__ = "reset_link"

    subject_id: str = Field(foreign_key="learner.subject_id", primary_key=True)
    token_hash: str = Field(primary_key=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)


class Erasure(Model, table=True):
    """A subject that was erased, or whose account was deleted: an id and times, and nothing else.

    A restored backup is held against it. `created_at` is the subject's own, and tells it from one of another
    site: ids made before migration 0005 are the numbers of a sequence, which every site had.
    """

    subject_id: str = Field(primary_key=True)
    created_at: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    erased_at: datetime = Field(sa_type=UtcDateTime, index=True)
    account: bool


class RateLimit(Model, table=True):
    """How often something was tried in a window of time.

    Each kind of key has windows of its own length, and `window` counts them since 1970.
    """

    __tablename__ = "rate_limit"

    key: str = Field(primary_key=True)
    window: int = Field(primary_key=True)
    count: int
    ends_at: datetime = Field(sa_type=UtcDateTime, index=True)


SUBJECT = Subject.__table__
LEARNER = Learner.__table__
EMAIL_ADDRESS = EmailAddress.__table__
SESSION_TOKEN = SessionToken.__table__
RATE_LIMIT = RateLimit.__table__
