"""What somebody has begun and finished: the only place that says “done”.

A lesson is finished once all it asked was answered. A scenario is finished by a whole run, from its beginning to
any ending; a replay, which begins in the middle of a run, adds nothing to that. What was finished once stays so,
whatever is begun again and however the content changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.scenarios.scenario import Totals


@dataclass(frozen=True, slots=True)
class LessonRecord:
    """`place` is the block where somebody was last, since `place_at`, also once they are finished."""

    lesson_id: str
    begun_at: datetime
    updated_at: datetime
    place: str | None = None
    place_at: datetime | None = None
    finished_at: datetime | None = None
    finished_version: str | None = None


@dataclass(frozen=True, slots=True)
class OpenRun:
    """One under way, whole or a replay."""

    attempt: str
    version: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class WholeRun:
    """One that came to an ending, with the totals it had there."""

    attempt: str
    version: str
    finished_at: datetime
    totals: Totals


@dataclass(frozen=True, slots=True)
class ScenarioRecord:
    """`times` counts whole runs that came to an ending; `first` and `last` are the earliest and latest of those.

    `open` is the run that somebody was in last, None where none is under way.
    """

    scenario_id: str
    begun_at: datetime
    times: int = 0
    first: WholeRun | None = None
    last: WholeRun | None = None
    open: OpenRun | None = None

    @property
    def finished_at(self) -> datetime | None:
        return self.first.finished_at if self.first else None


@dataclass(frozen=True, slots=True)
class Record:
    """Of one subject, by the ids of lessons and scenarios; what was never begun is not in it."""

    lessons: Mapping[str, LessonRecord]
    scenarios: Mapping[str, ScenarioRecord]


NOTHING = Record({}, {})
