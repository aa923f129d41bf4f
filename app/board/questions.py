"""What a group may talk about at each decision, from how they took it; no answer is given away.

Every decision has several questions that fit. Two are asked, and none twice on a board as long as others fit.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.board.served import payers
from app.content.wording import listed
from app.scenarios.scenario import Choice

ASKED = 2
CLOSE = 0.15
"""Two lines are close where their shares differ by no more than this."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision as it was taken: its lines, most said first, how many said each, and who asked, if anybody did."""

    choices: Sequence[Choice]
    counts: Sequence[int]
    asked_by: str = ""

    @property
    def is_unanimous(self) -> bool:
        return self.counts[0] == sum(self.counts)

    @property
    def is_split(self) -> bool:
        return self.counts[0] - self.counts[1] <= CLOSE * sum(self.counts)

    @property
    def other(self) -> int:
        """The number of the next line that somebody said."""
        return next((number for number, count in enumerate(self.counts[1:], 2) if count), 2)

    @property
    def unsaid(self) -> list[str]:
        return [str(number) for number, count in enumerate(self.counts, 1) if not count]


def questions(taken: Iterable[Taken]) -> list[tuple[str, ...]]:
    """Two for each decision, in the order of the decisions."""
    used: Counter[str] = Counter()
    asked = []
    for one in taken:
        fitting = dict(_fitting(one))
        kinds = sorted(fitting, key=lambda kind: used[kind])[:ASKED]
        used.update(kinds)
        asked.append(tuple(fitting[kind] for kind in kinds))
    return asked


def _fitting(taken: Taken) -> Iterator[tuple[str, str]]:
    """By kind, the most telling first."""
    if taken.is_unanimous:
        yield "all", "You all said 1. What would have to be different for another line to be the better one?"
    elif taken.is_split:
        yield "split", f"You are split between 1 and {taken.other}. What did each of them want to look after?"
    elif payers(taken.choices[0]):
        yield "pays", "Most of you said 1. Who pays for it, and is it worth that?"
    else:
        yield "most", f"Most of you said 1. What might whoever said {taken.other} have seen?"
    if taken.unsaid and not taken.is_unanimous:
        yield "unsaid", f"Nobody said {listed(taken.unsaid)}. When might that be right?"
    if taken.asked_by:
        who = taken.asked_by
        yield "needs", f"What does {who} ask for here, and what does {who} need?"
    yield "own", "What would you have said, in your own words?"
    if taken.is_split and not taken.is_unanimous:
        yield "decides", f"1 and {taken.other} were said almost as often. What decides between them?"
    yield "aloud", f"Say 1 and {taken.other} aloud. What does each of the four hear?"
    yield "next", "What happens an hour later, after each of these lines?"
    yield "know", "What would you like to know before you answer?"
