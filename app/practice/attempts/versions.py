"""Every version that somebody has begun, kept as bytes: an attempt goes on and is reviewed as it was written."""

from collections import OrderedDict
from datetime import datetime
from hashlib import sha256
from threading import Lock

from sqlalchemy import Connection, select
from sqlmodel import Session

from app.db import upsert
from app.errors import Refused
from app.event_loop import takes_long
from app.events.actions import record
from app.events.event import ContentServed
from app.practice.attempts.models import LIMIT_COLUMNS, SCENARIO_VERSION
from app.scenarios.analysis.cache import limits_of
from app.scenarios.format.scenario_file import read_stored
from app.scenarios.library import ScenarioLibrary
from app.scenarios.scenario import CHAIRS, Scenario

AT_HAND = 256
UNREADABLE = "This conversation was written for another release of the site and cannot be read any more."
JUST_CHANGED = "This conversation has changed this very moment. Go back and begin again."


def limit_columns(scenario: Scenario) -> dict[str, int | None]:
    """The lowest and highest total of each chair, as `ScenarioVersion` keeps them; None past the budget."""
    limits = limits_of(scenario)
    ends = [limits.ranges[chair] if limits else (None, None) for chair in CHAIRS]
    return {
        name: end
        for names, span in zip(LIMIT_COLUMNS, ends, strict=True)
        for name, end in zip(names, span, strict=True)
    }


class Versions:
    """Scenarios by the SHA-256 of their bytes: from the library, or else as they were stored."""

    def __init__(self, library: ScenarioLibrary) -> None:
        self._library = library
        self._read: OrderedDict[str, Scenario] = OrderedDict()
        self._lock = Lock()

    def current(self, scenario_id: str) -> Scenario | None:
        return self._library.scenarios.get(scenario_id)

    def find(self, connection: Connection, scenario_id: str, sha: str) -> Scenario | None:
        """That version of the scenario; None where it was never stored and is not the current one.

        Raises Refused where it is stored and cannot be read.
        """
        current = self._library.scenarios.get(scenario_id)
        if current is not None and current.version == sha:
            return current
        return self._read.get(sha) or self._stored(connection, sha)

    def work_out(self, scenario: Scenario) -> None:
        """The limits that `store` keeps, before a transaction has to wait for them."""
        limits_of(scenario)

    def store(self, db: Session, scenario: Scenario, now: datetime) -> None:
        """Keep the bytes of the library’s version, once. Raises Refused where they are no longer this version’s."""
        if db.execute(
            select(SCENARIO_VERSION.c.sha).where(SCENARIO_VERSION.c.sha == scenario.version)
        ).first():
            return
        source = self._library.source(scenario.id)
        if sha256(source).hexdigest() != scenario.version:
            raise Refused(JUST_CHANGED)
        row = {"sha": scenario.version, "scenario_id": scenario.id, "source": source, "stored_at": now}
        if upsert(db, SCENARIO_VERSION, {**row, **limit_columns(scenario)}, key=["sha"]):
            served = ContentServed(content="scenario", id=scenario.id, version=scenario.version)
            record(db.connection(), served, now=now)

    def _stored(self, connection: Connection, sha: str) -> Scenario | None:
        rows = select(SCENARIO_VERSION.c.scenario_id, SCENARIO_VERSION.c.source).where(
            SCENARIO_VERSION.c.sha == sha
        )
        row = connection.execute(rows).first()
        if row is None:
            return None
        takes_long()
        scenario = read_stored(row.scenario_id, row.source)
        if scenario is None:
            raise Refused(UNREADABLE)
        with self._lock:
            self._read[sha] = scenario
            while len(self._read) > AT_HAND:
                self._read.popitem(last=False)
        return scenario
