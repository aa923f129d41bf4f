"""Somebody about to change something: who they are is read again in the transaction that does it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session
from starlette.requests import Request

from app.db import Database
from app.learners.access import Visitor, act_as
from app.learners.permissions import Act, require
from app.learners.who import Who
from app.training.access import GroupSeen, WorkplaceSeen, group_led, workplace
from app.web.request import Db, Now


@dataclass(frozen=True, slots=True)
class Changing:
    """A transaction, and who does something in it."""

    db: Session
    who: Who

    @property
    def subject_id(self) -> str:
        return self.who.subject_id or ""

    def group(self, group_id: str) -> GroupSeen:
        """One that they lead. Raises NotFound."""
        return group_led(self.db.connection(), self.who, group_id)

    def workplace(self, workplace_id: str) -> WorkplaceSeen:
        """One in which they may make groups. Raises NotFound."""
        return workplace(self.db.connection(), self.who, workplace_id)


@dataclass(frozen=True, slots=True)
class Acting:
    request: Request
    database: Database
    who: Who
    now: datetime

    @contextmanager
    def may(self, act: Act) -> Iterator[Changing]:
        """Raises `SignInNeeded` or `NotAllowed` where they may not any more."""
        with self.database.write() as db:
            actor, _ = act_as(self.request, db, self.who, self.now)
            yield Changing(db, require(actor, act))


def acting(request: Request, database: Db, who: Visitor, now: Now) -> Acting:
    return Acting(request, database, who, now)


Actor = Annotated[Acting, Depends(acting)]
