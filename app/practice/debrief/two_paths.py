"""A replay beside the attempt it came from: where they part, and what each chair got."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from app.content.wording import counted, number_word
from app.practice.attempts.attempt import Step
from app.scenarios.scenario import CHAIRS, Chair, Totals


@dataclass(frozen=True)
class Difference:
    """One chair’s total in both."""

    chair: Chair
    before: int
    now: int

    @property
    def by(self) -> int:
        return self.now - self.before


def parting(before: Sequence[Step], now: Sequence[Step]) -> int:
    """How many steps both have in common from the beginning on."""
    pairs = zip(before, now, strict=False)
    return sum(1 for _ in takewhile(lambda pair: _same(*pair), pairs))


def differences(before: Totals, now: Totals) -> tuple[Difference, ...]:
    return tuple(Difference(chair, before.of(chair), now.of(chair)) for chair in CHAIRS)


def difference_words(rows: Sequence[Difference]) -> str:
    """“Two chairs got more this time, one got less.”"""
    more = sum(row.by > 0 for row in rows)
    less = sum(row.by < 0 for row in rows)
    if not more and not less:
        return "All four ended where they did before."
    if not less:
        return f"{counted(more, 'chair')} got more this time.".capitalize()
    if not more:
        return f"{counted(less, 'chair')} got less this time.".capitalize()
    return f"{counted(more, 'chair')} got more this time, {number_word(less)} got less.".capitalize()


def _same(one: Step, other: Step) -> bool:
    return (one.scene, one.choice) == (other.scene, other.choice)
