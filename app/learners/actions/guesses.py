"""Guesses at passwords, counted before any work is done for them, and taken back where they were right."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.db import Database
from app.learners import guessing
from app.learners.actions.personal_data import NO_SLICES, Slices
from app.learners.actions.rate_limits import give_back, spend
from app.learners.known_browsers import known_as
from app.learners.limit import Limit
from app.learners.queries import find
from app.learners.who import Who


@dataclass(frozen=True)
class Caller:
    """A request's part in coming in: who asks, from which browser and network address, and when.

    `keys` are the site's secrets, the newest first; `known_browser` is the cookie of `known_browsers`;
    `time_zone` is the browser's.
    """

    who: Who
    browser: str
    address: str
    now: datetime
    keys: tuple[str, ...]
    slices: Slices = NO_SLICES
    known_browser: str = ""
    time_zone: str = ""

    @property
    def visitor(self) -> str:
        """The subject that goes to the account; empty for a learner, and where nothing was kept yet."""
        return "" if self.who.signed_in else self.who.subject_id or ""

    @property
    def secret(self) -> str:
        return self.keys[0]


class Counted(NamedTuple):
    """What a guess was counted against, and how many seconds its answer takes longer."""

    limits: tuple[Limit, ...] = ()
    pause: float = 0.0


def count_guess(database: Database, caller: Caller, *, email: str) -> Counted:
    """Somebody who is not signed in tries a password for this address. Raises `TooMany`."""
    with database.write() as db:
        learner = find(db, email)
        name = known_as(caller.known_browser, learner.subject_id, caller.keys) if learner else ""
        paces = guessing.guess_from(caller.address, email, known_browser=name, secret=caller.secret)
        counts = spend(db, [pace.limit for pace in paces], caller.now)
    return Counted(tuple(pace.limit for pace in paces), guessing.pause(paces, counts))


def count_confirmation(database: Database, caller: Caller) -> Counted:
    """Somebody who is signed in shows the password again. Raises `TooMany`; no stranger can bring that about."""
    return count(database, caller, guessing.guess_in_session(caller.who.token_hash, caller.secret))


def count(database: Database, caller: Caller, limits: list[Limit]) -> Counted:
    """Raises `TooMany`."""
    with database.write() as db:
        spend(db, limits, caller.now)
    return Counted(tuple(limits))


def take_back(database: Database, caller: Caller, counted: Counted) -> None:
    """The guess was right, so it was none."""
    if counted.limits:
        with database.write() as db:
            give_back(db, counted.limits, caller.now)
