"""Workplaces and groups as they are to be, and who is in which: the shape of what `drafting` makes."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from app.assignments.items import Item, Target
from app.assignments.schedule import Schedule
from app.demo.accounts import CAST, TRIED, number_of, role_of
from app.demo.people import Person, invent
from app.learners.who import Role
from app.training.groups.invitation import MOST_USES

LEAVES_EVERY, LEAVES = 37, 5
HERE, ELSEWHERE = "Europe/Berlin", "Europe/Lisbon"
"""The zone of the small group’s workplace, and that of the learner to try, who sees both."""


@dataclass(frozen=True, slots=True)
class Place:
    """A workplace."""

    id: str
    title: str
    zone: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Trainer:
    """Who has led groups in a workplace since they were `named_at`."""

    person: Person
    place: Place
    named_at: datetime


@dataclass(frozen=True, slots=True)
class Set:
    """An assignment."""

    id: str
    target: Target
    title: str
    items: Sequence[Item]
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class Group:
    """Its people are `size` accounts from the one at `first` on; where they do not all stay, some leave again."""

    id: str
    title: str
    trainer: Trainer
    made_at: datetime
    code: str
    first: int
    size: int
    sets: Sequence[Set]
    all_stay: bool = False
    most_uses: int = MOST_USES

    def leaves(self, place: int) -> bool:
        return not self.all_stay and self.size > 1 and place % LEAVES_EVERY == LEAVES

    @property
    def left(self) -> int:
        return sum(self.leaves(place) for place in range(self.first, self.first + self.size))


@dataclass(frozen=True)
class Plan:
    """`cast` are the people of the small group, for which others plan. `led` are the further groups of the trainer
    to try; nobody is in two of them, or in two of `many`.
    """

    cast: Sequence[Person]
    places: Sequence[Place]
    trainers: Sequence[Trainer]
    led: Sequence[Group]
    many: Sequence[Group]

    @property
    def admin(self) -> Person:
        return self.cast[TRIED.index(Role.ADMIN)]

    @property
    def groups(self) -> Sequence[Group]:
        return [*self.led, *self.many]

    def groups_at(self, place: int) -> Iterator[Group]:
        """Those of the account at this place."""
        found = bisect_right(self.many, place, key=lambda group: group.first)
        near = [*self.led, *self.many[max(0, found - 1) : found]]
        return (group for group in near if group.first <= place < group.first + group.size)


def person_at(rng: Random, place: int, until: datetime) -> Person:
    """Who has the account at this place. Trainers, admins and the small group were here before all others."""
    role = role_of(place)
    is_early = place < CAST or role is not Role.LEARNER
    person = invent(rng, number_of(place), until, is_early=is_early)
    if place < CAST:
        person = replace(person, time_zone=ELSEWHERE if place == 0 else HERE)
    return replace(person, email=f"{role}@demo.example") if place < len(TRIED) else person


def chance(seed: int, number: int) -> Random:
    """One for each person, so that who they are does not hang on who comes before."""
    return Random(f"{seed}/{number}")  # noqa: S311
