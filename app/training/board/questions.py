"""What a group may talk about at one decision, from how they took it; no answer is given away."""

from collections.abc import Iterator, Sequence

from app.content.wording import listed
from app.scenarios.scenario import Choice
from app.training.board.served import payers

ASKED = 2
CLOSE = 0.15
"""Two lines are close where their shares differ by no more than this."""
FIRST = "What did each of them want to look after?"
OWN = "What would you have said, in your own words?"


def questions(choices: Sequence[Choice], counts: Sequence[int]) -> tuple[str, ...]:
    """Two of them; the lines come most said first, and are counted from 1."""
    return tuple([*_found(choices, counts), OWN][:ASKED])


def _found(choices: Sequence[Choice], counts: Sequence[int]) -> Iterator[str]:
    people = sum(counts)
    unsaid = [str(number) for number, count in enumerate(counts, 1) if not count]
    if counts[0] == people:
        yield "You all said 1. What would have to be different for another line to be the better one?"
    elif counts[0] - counts[1] <= CLOSE * people:
        yield f"You are split between 1 and 2. {FIRST}"
    elif payers(choices[0]):
        yield "Most of you said 1. Who pays for it, and is it worth that?"
    else:
        yield f"Most of you said 1. What did whoever said {_others(counts)} see that they did not?"
    if unsaid and counts[0] != people:
        yield f"Nobody said {listed(unsaid)}. When might that be right?"
    if counts[0] != people:
        yield f"Say 1 and {_others(counts)} aloud. What does each of the four hear?"


def _others(counts: Sequence[int]) -> str:
    """The next that somebody said."""
    return str(next((number for number, count in enumerate(counts[1:], 2) if count), 2))
