"""How far many are with the same assignment, where nobody asks when: worked out once for all who have done the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from app.assignments.condition import RunCondition
from app.assignments.evidence import Evidence, done_at
from app.assignments.items import Item, ItemKey, ItemKind
from app.assignments.obligation import ItemProgress, Own, Status, Terms, obligation_of

ONCE = datetime.min.replace(tzinfo=UTC)
"""Stands for whenever it was done."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Of an obligation, without moments: `titles` are of the items that count, `left` are those that are not done.

    There is one for all who have done the same, equal to itself alone.
    """

    status: Status
    titles: Mapping[ItemKey, str]
    left: frozenset[ItemKey]

    @property
    def is_open(self) -> bool:
        return self.status is Status.OPEN

    @property
    def is_counted(self) -> bool:
        """Whether it is asked of them, done or not."""
        return self.is_open or self.status is Status.MET


class Standings:
    """Of all whose `terms` and `own` are the same, but for the date."""

    def __init__(self, terms: Terms, own: Own) -> None:
        self._terms, self._own = terms, own
        self._looked_at = tuple(item for item in terms.items if _needs_more_than_a_finish(item, terms))
        keys = frozenset(item.key for item in terms.items)
        self._before = keys.intersection(own.done)
        self._once = keys.difference(item.key for item in self._looked_at)
        self._known: dict[frozenset[ItemKey], Standing] = {}

    def of(self, finished: Iterable[ItemKey], evidence: Evidence) -> Standing:
        """Of one subject. `finished`: what they have ever finished; `evidence`: what is `Wanted` besides."""
        done = self._once.intersection(finished)
        if self._before or self._looked_at:
            done = done.union(self._before, self._done_again(evidence))
        known = self._known.get(done)
        if known is None:
            known = self._known[done] = self._standing(done)
        return known

    def _done_again(self, evidence: Evidence) -> Iterable[ItemKey]:
        asked = (self._terms.condition, self._terms.questions, self._terms.since)
        return [item.key for item in self._looked_at if done_at(item, evidence, *asked)]

    def _standing(self, done: frozenset[ItemKey]) -> Standing:
        items = tuple(
            ItemProgress(item, ONCE if item.key in done else None, item.key in self._terms.vanished)
            for item in self._terms.items
        )
        counted = {one.item.key: one.item.title for one in items if one.counts}
        return Standing(obligation_of(items, self._own).status, counted, frozenset(counted.keys() - done))


def _needs_more_than_a_finish(item: Item, terms: Terms) -> bool:
    is_strict = item.kind is ItemKind.SCENARIO and terms.condition is not RunCondition.FINISHED
    return is_strict or terms.since is not None
