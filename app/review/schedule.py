"""When something learned comes back: the scheduler of `fsrs`, with our settings.

Learning steps are off, since nobody sits here for ten minutes; fuzzing is off, so that state can be rebuilt from
evidence. Nothing is ever further away than half a year.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import IntEnum

from fsrs import Card, Scheduler
from fsrs import Rating as FsrsRating

Memory = Card
"""What `fsrs` knows of one thing learned. Treated as a value: nothing here changes one."""

_SCHEDULER = Scheduler(
    desired_retention=0.9, learning_steps=(), relearning_steps=(), maximum_interval=180, enable_fuzzing=False
)


class Rating(IntEnum):
    """How it went; the numbers are those of `fsrs`."""

    AGAIN = 1
    HARD = 2
    GOOD = 3


def rating_of(*, right: bool, had_to_think: bool) -> Rating:
    if not right:
        return Rating.AGAIN
    return Rating.HARD if had_to_think else Rating.GOOD


def recalled(before: Memory | None, rating: Rating, at: datetime) -> Memory:
    """What is known after it was recalled, or learned, at `at` in UTC; `before` is None at the first time."""
    card = before or Card(card_id=1, due=at)  # its own id would be the time, and cost a millisecond
    return _SCHEDULER.review_card(card, FsrsRating(rating), at)[0]


def rebuilt(events: Iterable[tuple[Rating, datetime]]) -> Memory | None:
    """The same from all that happened, in order of time; None where nothing did."""
    memory = None
    for rating, at in events:
        memory = recalled(memory, rating, at)
    return memory


def to_json(memory: Memory) -> str:
    return memory.to_json()


def from_json(text: str) -> Memory | None:
    """None where it cannot be read, so that a damaged row only loses its place in time."""
    try:
        return Memory.from_json(text)
    except (ValueError, TypeError, LookupError):
        return None
