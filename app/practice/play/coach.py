"""A hint for the scene that does not say the answer: which chair nobody has thought of yet.

The rule. A chair is at stake where the lines on offer would leave it in different places, and at least one of
them would bring it closer. Of the chairs at stake the coach names the one that stands furthest away so far; of
several, the one that the fewest lines on offer bring closer; of several still, those who are not in the room
come before the learner, and the customer, whom nobody forgets, comes last. Where no chair is at stake there is
nothing to hint at.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.scenarios.scenario import CHAIRS, Chair, Choice, Totals

ABSENT = tuple(chair for chair in reversed(CHAIRS) if chair not in (Chair.SELF, Chair.CUSTOMER))
EASILY_FORGOTTEN = (*ABSENT, Chair.SELF, Chair.CUSTOMER)


@dataclass(frozen=True)
class Hint:
    """`total` is where the chair stands so far."""

    chair: Chair
    total: int


def hint(offered: Sequence[Choice], totals: Totals) -> Hint | None:
    at_stake = [chair for chair in EASILY_FORGOTTEN if _at_stake(chair, offered)]
    if not at_stake:
        return None
    chair = min(at_stake, key=lambda one: (totals.of(one), _closer(one, offered)))
    return Hint(chair, totals.of(chair))


def _at_stake(chair: Chair, offered: Sequence[Choice]) -> bool:
    numbers = {choice.numbers.of(chair) for choice in offered}
    return len(numbers) > 1 and max(numbers) > 0


def _closer(chair: Chair, offered: Sequence[Choice]) -> int:
    return sum(choice.numbers.of(chair) > 0 for choice in offered)
