"""What the evidence says of one subject, in the few facts that a group’s page asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.assignments.items import ItemKey
from app.training.overview.scaled import Scaled


@dataclass(frozen=True, slots=True)
class RunEnd:
    """A whole run that came to an ending, and where it left the chairs."""

    attempt: str
    scenario_id: str
    chairs: Scaled


@dataclass(frozen=True, slots=True)
class Activity:
    """`begun` are items never finished, with their last touch. `runs`, the latest first, are the last three whole
    ones and the latest of each of the last three scenarios.
    """

    last_active_at: datetime | None = None
    finished: frozenset[ItemKey] = frozenset()
    begun: Mapping[ItemKey, datetime] = field(default_factory=dict)
    runs: tuple[RunEnd, ...] = ()


NOTHING = Activity()
