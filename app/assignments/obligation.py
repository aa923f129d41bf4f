"""What an assignment asks of one subject in one round, and how far they are.

Nothing is gated, and nothing closes after a date: whatever was done, before it was set or after it was due, counts.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.assignments.condition import RunCondition
from app.assignments.evidence import Asked, Evidence, done_at
from app.assignments.items import Item, ItemKey

NO_TIME = timedelta()


class Status(StrEnum):
    """MET before all others: what was done stays done. ENDED: its items have all vanished from the files."""

    MET = "met"
    WITHDRAWN = "withdrawn"
    EXCUSED = "excused"
    ENDED = "ended"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Terms:
    """The same for all who owe the round. `since`: when it began, for the second and later; None in the first.

    `vanished`: which of the items are no longer in the files (`Difference.vanished`). `questions`: those of each
    lesson as it is now; they matter in later rounds only.
    """

    items: tuple[Item, ...]
    condition: RunCondition = RunCondition.FINISHED
    since: datetime | None = None
    vanished: Set[ItemKey] = frozenset()
    questions: Asked = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Own:
    """What is kept for this subject. `due`: the instant that holds for them. `is_withdrawn`: the whole assignment is.

    `done` are items that were done by a condition that held before, and when: they stay done. All else is worked
    out again from the evidence.
    """

    due: datetime
    is_excused: bool = False
    is_withdrawn: bool = False
    done: Mapping[ItemKey, datetime] = field(default_factory=dict)


class ItemProgress(NamedTuple):
    """`done_at` is None while it is open; `is_vanished` is said, with the title it had.

    `version`: in which it was last finished, empty where that is not known.
    """

    item: Item
    done_at: datetime | None
    is_vanished: bool = False
    version: str = ""

    @property
    def counts(self) -> bool:
        """What has vanished counts only for those who have done it, so that all of it can always be reached."""
        return self.done_at is not None or not self.is_vanished


class Obligation(NamedTuple):
    """`items` in their order, `met_at` when the last of those that count was first done; None while open."""

    items: tuple[ItemProgress, ...]
    due: datetime
    status: Status
    met_at: datetime | None

    @property
    def done(self) -> int:
        """How many items are done; `of` how many count."""
        return sum(progress.done_at is not None for progress in self.items)

    @property
    def of(self) -> int:
        return sum(progress.counts for progress in self.items)

    @property
    def is_open(self) -> bool:
        return self.status is Status.OPEN

    @property
    def left(self) -> list[Item]:
        """What is not done, of an open obligation, in its order."""
        left = [one.item for one in self.items if one.counts and one.done_at is None]
        return left if self.is_open else []

    @property
    def next_item(self) -> Item | None:
        """The first of what is left."""
        return next(iter(self.left), None)

    def overdue_by(self, now: datetime) -> timedelta:
        """For how long it is past and still open; nothing where it is not."""
        return max(NO_TIME, now - self.due) if self.is_open else NO_TIME

    @property
    def late_by(self) -> timedelta:
        """How long after the date it was met; nothing where it was in time, or is not met."""
        return max(NO_TIME, self.met_at - self.due) if self.met_at else NO_TIME

    def finished_in(self, versions: Mapping[ItemKey, str]) -> "Obligation":
        """The same, where what was judged did not say in which version each item was last finished."""
        items = (one._replace(version=versions.get(one.item.key, "")) for one in self.items)
        return self._replace(items=tuple(items))

    def changed_since(self, versions: Mapping[ItemKey, str]) -> list[Item]:
        """What is done, and has another version by now than the one it was done in: it stays done."""
        done = (one for one in self.items if one.done_at and one.version and not one.is_vanished)
        return [one.item for one in done if versions.get(one.item.key, one.version) != one.version]

    def was_met_before(self, set_at: datetime) -> bool:
        """“Finished before this was set”."""
        return self.met_at is not None and self.met_at < set_at


def obligation(terms: Terms, own: Own, evidence: Evidence) -> Obligation:
    """How far the subject with this evidence is with their part of an assignment."""
    return obligation_of(tuple([_progress(item, terms, own, evidence) for item in terms.items]), own)


def obligation_of(items: tuple[ItemProgress, ...], own: Own) -> Obligation:
    """What their progress with each item comes to."""
    met_at = _met_at(items)
    return Obligation(items, own.due, _status(items, own, met_at), met_at)


def _progress(item: Item, terms: Terms, own: Own, evidence: Evidence) -> ItemProgress:
    at, key = done_at(item, evidence, terms.condition, terms.questions, terms.since), item.key
    before = own.done.get(key) if own.done else None
    if before and (at is None or before < at):
        at = before
    return ItemProgress(item, at, key in terms.vanished, evidence.versions.get(key, ""))


def _met_at(items: tuple[ItemProgress, ...]) -> datetime | None:
    """What has vanished keeps nothing open; where nothing is left, it is met by those who had done it all."""
    left = [one.done_at for one in items if not one.is_vanished] or [one.done_at for one in items]
    return None if not left or None in left else max(one.done_at for one in items if one.done_at)


def _status(items: tuple[ItemProgress, ...], own: Own, met_at: datetime | None) -> Status:
    if met_at:
        return Status.MET
    if own.is_withdrawn:
        return Status.WITHDRAWN
    if own.is_excused:
        return Status.EXCUSED
    return Status.ENDED if all(one.is_vanished for one in items) else Status.OPEN
