"""People of a group, as tests invent them: nobody has done anything unless a test says so."""

from datetime import UTC, datetime, timedelta
from typing import Any

from app.assignments.load import OpenObligation
from app.training.overview.activity import RunEnd
from app.training.overview.person import BegunItem, Person
from app.training.overview.scaled import Scaled

NOW = datetime(2026, 3, 19, 9, tzinfo=UTC)  # a Thursday


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def person(name: str = "Filip Novak", **facts: Any) -> Person:
    """Joined 60 days ago, with one of four items done."""
    usual = {"joined_at": ago(days=60), "assigned": 4, "done": 1, "last_active_at": ago(days=1)}
    return Person(**{"key": name.lower().replace(" ", "-"), "name": name, **usual, **facts})


def asked(title: str = "The printer", *, due: datetime, since: datetime | None = None) -> OpenObligation:
    return OpenObligation(title, due, since or ago(days=40))


def begun(title: str = "Saying no", **span: float) -> BegunItem:
    return BegunItem(title, ago(**span))


def run(scenario: str, *chairs: float | None, started_at: datetime = NOW) -> RunEnd:
    return RunEnd(f"run-of-{scenario}", scenario, started_at, Scaled(*chairs))
