"""One person of a group, as the overview sees them: what is asked of them, what they have done, when they were here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from app.assignments.items import ItemKey
from app.assignments.load import OpenObligation
from app.training.overview.activity import Activity, RunEnd
from app.training.overview.scaled import Scaled, mean_of_last


class BegunItem(NamedTuple):
    """A lesson or scenario that was begun and never finished."""

    title: str
    touched_at: datetime


@dataclass(frozen=True)
class Person:
    """`key` is the subject, or the roster entry of somebody who has not joined (`joined_at` is None).

    `obligations` are the open ones. `done` of `assigned` items are done as they were asked for; `has_tried`: some were
    finished at all, by a run that is not enough, or before this round. `begun` are items of theirs that count here
    and were never finished; `runs` the ends of their last whole runs, the latest first. `talked_at` is when a lead
    last said so.
    """

    key: str
    name: str
    joined_at: datetime | None = None
    invited_at: datetime | None = None
    assigned: int = 0
    done: int = 0
    has_tried: bool = False
    obligations: tuple[OpenObligation, ...] = ()
    begun: tuple[BegunItem, ...] = ()
    last_active_at: datetime | None = None
    runs: tuple[RunEnd, ...] = ()
    talked_at: datetime | None = None

    @property
    def has_finished(self) -> bool:
        """Everything that was asked, and something was."""
        return self.done >= self.assigned > 0 and not self.obligations

    @property
    def has_begun(self) -> bool:
        """Something of what is asked; where nothing is, anything at all."""
        if self.assigned:
            return self.done > 0 or self.has_tried or bool(self.begun)
        return self.last_active_at is not None

    @cached_property
    def chairs(self) -> Scaled:
        return mean_of_last([run.chairs for run in self.runs])


def begun_items(activity: Activity, titles: Mapping[ItemKey, str]) -> tuple[BegunItem, ...]:
    """What was begun and never finished, of the items that have a title here; the longest untouched first."""
    found = [BegunItem(titles[key], at) for key, at in activity.begun.items() if key in titles]
    return tuple(sorted(found, key=lambda item: (item.touched_at, item.title)))
