"""What is set for a group, each by the round that is under way: when it is due, and how many have met it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.assignments.due_wording import due_in_short
from app.training.assignments.queries import AssignmentSeen


class Tally(NamedTuple):
    """Of an assignment in a round: for how many it is open, and how many have met it."""

    assignment_id: str
    number: int
    open: int
    met: int


class RoundDue(NamedTuple):
    """`at` is the date of all; `done` of `owing` people have met it."""

    assignment: AssignmentSeen
    at: datetime
    done: int
    owing: int


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """One in a list."""

    id: str
    title: str
    due: str
    done: int
    owing: int
    is_withdrawn: bool


def rounds_due(
    assignments: Sequence[AssignmentSeen], tallies: Sequence[Tally], now: datetime
) -> list[RoundDue]:
    """What is due first comes first; of each round there is one tally, if any."""
    tallied = {(one.assignment_id, one.number): one for one in tallies}
    found = []
    for one in assignments:
        number = one.schedule.first_round(now)
        of = tallied.get((one.id, number), Tally(one.id, number, 0, 0))
        found.append(RoundDue(one, one.schedule.due_in(number).instant, of.met, of.met + of.open))
    return sorted(found, key=lambda one: one.at)


def next_due(rounds: Sequence[RoundDue], now: datetime) -> RoundDue | None:
    """Of those that are open for somebody, what is due first from now on; else what was due first."""
    left = [one for one in rounds if one.done < one.owing]
    return next((one for one in left if one.at > now), left[0] if left else None)


def assignment_lines(rounds: Sequence[RoundDue], reader: str, now: datetime) -> list[AssignmentLine]:
    """In the order given."""
    return [
        AssignmentLine(
            id=one.assignment.id,
            title=one.assignment.title,
            due=due_in_short(one.at, reader=reader, now=now),
            done=one.done,
            owing=one.owing,
            is_withdrawn=one.assignment.is_withdrawn,
        )
        for one in rounds
    ]
