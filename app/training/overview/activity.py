"""What the evidence says of one subject, in the few facts that a group’s page asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from app.assignments.evidence import Evidence
from app.assignments.items import ItemKey, ItemKind
from app.record.record import WholeRun
from app.scenarios.scenario import Totals
from app.training.overview.scaled import Scaled

NO_MORE = Evidence()


class RunEnd(NamedTuple):
    """A whole run that came to an ending, and where it left the chairs."""

    attempt: str
    scenario_id: str
    started_at: datetime
    chairs: Scaled


@dataclass(frozen=True, slots=True)
class Activity:
    """`finished` says when each item was first finished; `begun` are items never finished, with their last touch.

    `runs`, the latest first, are the last three whole ones and the latest of each of the last three scenarios.
    `besides` is what was `Wanted` besides: each whole run, answers, and what was asked where they were given.
    """

    last_active_at: datetime | None = None
    finished: Mapping[ItemKey, datetime] = field(default_factory=dict)
    begun: Mapping[ItemKey, datetime] = field(default_factory=dict)
    runs: tuple[RunEnd, ...] = ()
    besides: Evidence = NO_MORE

    @property
    def evidence(self) -> Evidence:
        """What assignments ask. Where only a first finish counts, it stands for the run, whatever its totals were."""
        by_kind: dict[ItemKind, dict[str, datetime]] = {kind: {} for kind in ItemKind}
        for key, at in self.finished.items():
            by_kind[key.kind][key.id] = at
        first = {name: (_first(at),) for name, at in by_kind[ItemKind.SCENARIO].items()}
        return replace(self.besides, lessons=by_kind[ItemKind.LESSON], runs={**first, **self.besides.runs})


def _first(at: datetime) -> WholeRun:
    return WholeRun("", "", at, Totals(0, 0, 0, 0))


NOTHING = Activity()
