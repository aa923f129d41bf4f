"""Who is asking: read from the cookie with one select, and made a subject at the first thing worth keeping."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import Depends
from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update
from sqlmodel import Session, col
from starlette.requests import Request
from starlette.responses import Response

from app.db import UtcDateTime
from app.errors import NotAllowed, SignInNeeded
from app.learners.models import BrowserSession, Learner, Role, Subject
from app.settings import Settings

VISITOR_DAYS = 365
LEARNER_DAYS = 30
SEEN_EVERY = timedelta(hours=12)
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Who:
    """The person behind a request. Without `subject_id` nothing has been kept of them yet."""

    subject_id: int | None = None
    learner_id: int | None = None
    name: str = ""
    email: str = ""
    role: str = ""
    time_zone: str = "UTC"
    token_hash: str = ""
    seen_at: datetime | None = None

    @property
    def signed_in(self) -> bool:
        return self.learner_id is not None

    @property
    def is_admin(self) -> bool:
        return self.role == Role.ADMIN

    @property
    def is_trainer(self) -> bool:
        return self.role in {Role.TRAINER, Role.ADMIN}


NOBODY = Who()

WHO_COLUMNS = (
    col(Subject.id),
    col(Learner.id),
    col(Learner.name),
    col(Learner.email),
    col(Learner.role),
    col(Learner.time_zone),
    col(BrowserSession.token_hash),
    col(Subject.seen_at),
)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def cookie_name(settings: Settings) -> str:
    return "__Host-session" if settings.is_https else "session"


def token_of(request: Request) -> str:
    return request.cookies.get(cookie_name(request.app.state.settings), "")


def read_who(db: Session, token: str, now: datetime) -> Who:
    """Whoever holds this cookie, or `NOBODY` where the cookie is unknown or has run out."""
    if not token:
        return NOBODY
    row = db.connection().execute(_WHO, {"token_hash": hashed(token), "now": now}).first()
    return NOBODY if row is None else who_of(row)


def who_of(row: Sequence[Any]) -> Who:
    """The person in a row that begins with `WHO_COLUMNS`."""
    subject_id, learner_id, name, email, role, time_zone, token_hash, seen_at = row[:8]
    return Who(
        subject_id, learner_id, name or "", email or "", role or "", time_zone or "UTC", token_hash, seen_at
    )


def select_who(*more: Any) -> Select[Any]:
    """Whoever holds the cookie `token_hash` at the time `now`, and `more` columns, for pages that read all at once."""
    return (
        select(*WHO_COLUMNS, *more)
        .select_from(BrowserSession)
        .join(Subject, col(Subject.id) == col(BrowserSession.subject_id))
        .outerjoin(Learner, col(Learner.id) == col(BrowserSession.learner_id))
        .where(
            col(BrowserSession.token_hash) == bindparam("token_hash"),
            col(BrowserSession.expires_at) > bindparam("now", type_=UtcDateTime),
        )
    )


def keep(db: Session, who: Who, *, now: datetime, browser: str = "") -> tuple[Who, str]:
    """The same person with a subject to keep things for, and the cookie's new token, empty where it stands.

    The first action worth keeping makes a visitor; later ones say, at most twice a day, that they were here.
    """
    if who.subject_id is None:
        return open_session(db, subject_id=new_subject(db, now), now=now, browser=browser)
    if who.seen_at is None or now - who.seen_at >= SEEN_EVERY:
        still_here(db.connection(), who, now)
    return who, ""


def still_here(connection: Connection, who: Who, now: datetime) -> None:
    """Somebody known has done something: they count as seen, and their session goes on for its full time."""
    connection.execute(update(Subject).where(col(Subject.id) == who.subject_id).values(seen_at=now))
    connection.execute(
        update(BrowserSession)
        .where(col(BrowserSession.token_hash) == who.token_hash)
        .values(expires_at=now + _lifetime(who.learner_id))
    )


def new_subject(db: Session, now: datetime) -> int:
    made = db.execute(insert(Subject).values(created_at=now, seen_at=now).returning(col(Subject.id)))
    return int(made.scalar_one())


def open_session(
    db: Session,
    *,
    subject_id: int,
    now: datetime,
    learner_id: int | None = None,
    browser: str = "",
    token: str = "",
) -> tuple[Who, str]:
    """A new row and the token for its cookie; `token` where the page had to choose it before (the home page)."""
    token = token or secrets.token_urlsafe(TOKEN_BYTES)
    row = {
        "token_hash": hashed(token),
        "subject_id": subject_id,
        "learner_id": learner_id,
        "browser": browser[:200],
        "created_at": now,
        "expires_at": now + _lifetime(learner_id),
    }
    db.execute(insert(BrowserSession).values(row))
    return read_who(db, token, now), token


def close_sessions(db: Session, *, subject_id: int, except_hash: str = "") -> None:
    db.execute(
        delete(BrowserSession).where(
            col(BrowserSession.subject_id) == subject_id, col(BrowserSession.token_hash) != except_hash
        )
    )


def remember(request: Request, response: Response, token: str) -> None:
    """Put a new token into the cookie; an empty one leaves the cookie as it is."""
    if not token:
        return
    settings: Settings = request.app.state.settings
    response.set_cookie(
        cookie_name(settings),
        token,
        max_age=VISITOR_DAYS * 86400,
        httponly=True,
        secure=settings.is_https,
        samesite="lax",
        path="/",
    )


def forget_cookie(request: Request, response: Response) -> None:
    settings: Settings = request.app.state.settings
    response.delete_cookie(
        cookie_name(settings), path="/", secure=settings.is_https, httponly=True, samesite="lax"
    )


def current(request: Request) -> Who:
    """FastAPI dependency: whoever is asking, visitor or learner."""
    token = token_of(request)
    if not token:
        who = NOBODY
    else:
        with request.app.state.database.read() as db:
            who = read_who(db, token, request.app.state.clock())
    request.state.who = who
    return who


Visitor = Annotated[Who, Depends(current)]


def account(who: Visitor) -> Who:
    """FastAPI dependency: somebody with an account."""
    if not who.signed_in:
        raise SignInNeeded("This page belongs to your account. Sign in to see it.")
    return who


SignedIn = Annotated[Who, Depends(account)]


def admin(who: SignedIn) -> Who:
    if not who.is_admin:
        raise NotAllowed("This page is for admins. If you need it, ask one of yours.")
    return who


Admin = Annotated[Who, Depends(admin)]


def _lifetime(learner_id: int | None) -> timedelta:
    return timedelta(days=VISITOR_DAYS if learner_id is None else LEARNER_DAYS)


_WHO = select_who()
