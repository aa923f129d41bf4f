"""Every version that somebody has begun, kept as bytes: an attempt goes on and is reviewed as it was written."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlmodel import Session

from app.content.memo import Memo
from app.db import upsert
from app.errors import Refused
from app.events.actions import record
from app.events.event import ContentServed
from app.practice.attempts.models import LIMIT_COLUMNS, SCENARIO_VERSION
from app.scenarios.analysis.cache import limits_of
from app.scenarios.analysis.ranges import Range
from app.scenarios.format.scenario_file import read_stored
from app.scenarios.library import Scenarios
from app.scenarios.scenario import CHAIRS, Chair, Scenario

AT_HAND = 256
UNREADABLE = "This conversation was written for another release of the site and cannot be read any more."


def limit_columns(scenario: Scenario) -> dict[str, int | None]:
    """The lowest and highest total of each chair, as `ScenarioVersion` keeps them; None past the budget."""
    limits = limits_of(scenario)
    ends = [limits.ranges[chair] if limits else (None, None) for chair in CHAIRS]
    return {
        name: end
        for names, span in zip(LIMIT_COLUMNS, ends, strict=True)
        for name, end in zip(names, span, strict=True)
    }


_LIMITS = [SCENARIO_VERSION.c[name] for pair in LIMIT_COLUMNS for name in pair]


def stored_limits(connection: Connection, shas: Collection[str]) -> Mapping[str, Mapping[Chair, Range]]:
    """By version, the lowest and highest total of each chair; those of which they are not known are left out."""
    if not shas:
        return {}
    sha = SCENARIO_VERSION.c.sha
    rows = connection.execute(select(sha, *_LIMITS).where(sha.in_(sorted(shas)), _LIMITS[0].is_not(None)))
    return {
        version: dict(zip(CHAIRS, map(Range, ends[::2], ends[1::2]), strict=True)) for version, *ends in rows
    }


class StoredVersions:
    """What was stored, by the SHA-256 of its bytes; those asked for last are kept parsed, once in a process."""

    def __init__(self) -> None:
        self._read: Memo[Scenario] = Memo(AT_HAND)

    def find(self, connection: Connection, scenario_id: str, sha: str) -> Scenario | None:
        """None where it was never stored. Raises Refused where it is stored and cannot be read."""
        try:
            return self._read.get((scenario_id, sha), lambda: _stored(connection, scenario_id, sha))
        except KeyError:
            return None


@dataclass(frozen=True, slots=True)
class Versions:
    """Scenarios as a request finds them: those that are served now, or else as they were stored."""

    served: Scenarios
    stored: StoredVersions

    def current(self, scenario_id: str) -> Scenario | None:
        return self.served.scenarios.get(scenario_id)

    def find(self, connection: Connection, scenario_id: str, sha: str) -> Scenario | None:
        """That version of the scenario; None where it was never stored and is not the current one.

        Raises Refused where it is stored and cannot be read.
        """
        current = self.current(scenario_id)
        if current is not None and current.version == sha:
            return current
        return self.stored.find(connection, scenario_id, sha)

    def work_out(self, scenario: Scenario) -> None:
        """The limits that `store` keeps, before a transaction has to wait for them."""
        limits_of(scenario)

    def store(self, db: Session, scenario: Scenario, now: datetime) -> None:
        """Keep the bytes of a scenario that is served now, once."""
        known = select(SCENARIO_VERSION.c.sha).where(SCENARIO_VERSION.c.sha == scenario.version)
        if db.execute(known).first() is not None:
            return
        source = self.served.source(scenario.id)
        row = {"sha": scenario.version, "scenario_id": scenario.id, "source": source, "stored_at": now}
        if upsert(db, SCENARIO_VERSION, {**row, **limit_columns(scenario)}, key=["sha"]):
            served = ContentServed(content="scenario", id=scenario.id, version=scenario.version)
            record(db.connection(), served, now=now)


def _stored(connection: Connection, scenario_id: str, sha: str) -> Scenario:
    """Raises KeyError where it was never stored, and Refused where it cannot be read."""
    source = connection.scalar(select(SCENARIO_VERSION.c.source).where(SCENARIO_VERSION.c.sha == sha))
    if source is None:
        raise KeyError(sha)
    scenario = read_stored(scenario_id, source)
    if scenario is None:
        raise Refused(UNREADABLE)
    return scenario
