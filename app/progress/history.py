"""What one learner has read and played so far, as every page of progress sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.content.chair import Chair
from app.scenarios.scenario import Totals
from app.scenarios.scoring import Outcome, outcome

Bars = Mapping[Chair, float | None]


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """`totals` are where the chairs stand, or stood at its end; `number` counts a scenario's attempts from 1."""

    id: str
    scenario_id: str
    version: str
    number: int
    started_at: datetime
    updated_at: datetime
    finished_at: datetime | None
    totals: Totals

    @property
    def outcome(self) -> Outcome:
        return outcome(self.totals)


@dataclass(frozen=True, slots=True)
class LessonView:
    """`percent` is 0–100; `block` is where to go on, in the part called `part`; both empty once it is finished."""

    percent: int
    updated_at: datetime
    finished_at: datetime | None = None
    updated: bool = False
    block: str = ""
    part: str = ""
