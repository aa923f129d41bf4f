"""Workplaces and groups as they are to be: who is in which follows from the number of people and the seed alone."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from app.assignments.due_date import usual
from app.assignments.items import Item, ItemKey, Served, Target, TargetKind, items_of
from app.assignments.schedule import Schedule
from app.demo.accounts import (
    ALONE,
    CAST,
    CROWD,
    TRAINERS_FROM,
    TRIED,
    accounts_of,
    number_of,
    role_of,
    trainers,
)
from app.demo.people import Person, invent, working_hour
from app.demo.rows import id_at
from app.demo.titles import group_title
from app.learners.who import Role
from app.spoken_code import GROUPS, LETTERS, LETTERS_EACH
from app.wall_time import local_day

SIXTY, FIVE_HUNDRED, MOST = 60, 500, 500
PEOPLE_A_GROUP = 100
LED_BY_TRAINER = 4
"""Groups with somebody in them that the trainer to try leads, out of all."""
LEAVES_EVERY, LEAVES = 37, 5
SKEW = 5
"""The higher, the smaller are most of the many groups beside the largest."""
ASSIGNED = 3
DAYS_FROM_JOINING = 14
DAY = timedelta(days=1)
PLACES = (
    ("Harbor IT", "Europe/Berlin"),
    ("Mountain Clinic", "Asia/Kathmandu"),
    ("Town Hall", "America/New_York"),
)


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

    def leaves(self, place: int) -> bool:
        return not self.all_stay and self.size > 1 and place % LEAVES_EVERY == LEAVES

    @property
    def left(self) -> int:
        return sum(self.leaves(place) for place in range(self.first, self.first + self.size))


@dataclass(frozen=True)
class Plan:
    """`cast` are the people of the small group, for which others plan. `led` are the further groups of the trainer
    to try, which may share people; nobody is in two of `many`.
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


def make_plan(served: Served, *, learners: int, seed: int, until: datetime) -> Plan:
    rng, accounts = Random(f"{seed}/groups"), accounts_of(learners)  # noqa: S311
    cast = [person_at(chance(seed, number_of(place)), place, until) for place in range(min(CAST, accounts))]
    admin = cast[TRIED.index(Role.ADMIN)]
    made_at = admin.began_at + DAY
    places = [Place(id_at(rng, made_at), title, zone, made_at) for title, zone in PLACES]
    draft = _Draft(rng, served, until)
    first = _trainer(cast[TRIED.index(Role.TRAINER)], places[0])
    led = [
        draft.group(first, "Apprentices, this year", ALONE, min(1, accounts - ALONE), days=45),
        draft.group(first, "Service desk, all shifts", CROWD, min(SIXTY, accounts - CROWD), days=120),
        draft.group(first, "All of Harbor IT", CROWD, min(FIVE_HUNDRED, accounts - CROWD), days=90),
    ]
    others = [
        _trainer(person_at(chance(seed, number_of(place)), place, until), places[(number + 1) % len(places)])
        for number, place in enumerate(trainers(accounts))
    ]
    many = list(_many(draft, others, accounts, learners)) if others else []
    staying = [replace(one, all_stay=True) for one in led if one.size > 0]
    return Plan(cast, places, [first, *others], staying, many)


def person_at(rng: Random, place: int, until: datetime) -> Person:
    """Who has the account at this place. Trainers, admins and the small group were here before all others."""
    role = role_of(place)
    is_early = place < CAST or role is not Role.LEARNER
    person = invent(rng, number_of(place), until, is_early=is_early)
    return replace(person, email=f"{role}@demo.example") if place < len(TRIED) else person


def chance(seed: int, number: int) -> Random:
    """One for each person, so that who they are does not hang on who comes before."""
    return Random(f"{seed}/{number}")  # noqa: S311


def _trainer(person: Person, place: Place) -> Trainer:
    return Trainer(person, place, max(person.began_at, place.made_at) + DAY)


def _many(draft: "_Draft", by: Sequence[Trainer], accounts: int, learners: int) -> Iterator[Group]:
    count = max(len(by), learners // PEOPLE_A_GROUP - LED_BY_TRAINER)
    first = TRAINERS_FROM
    for number, size in enumerate(_sizes(draft.rng, count, accounts - first)):
        days = draft.rng.triangular(15, 150, 60)
        yield draft.group(by[number % len(by)], group_title(number), first, size, days=days)
        first += size


def _sizes(rng: Random, count: int, people: int) -> list[int]:
    """Of most groups small, of a few large; together no more than there are `people`."""
    count = min(count, people)
    weights = [rng.random() ** SKEW for _ in range(count)]
    share = (people - count) / (sum(weights) or 1)
    return [min(MOST, 1 + int(weight * share)) for weight in weights]


@dataclass(frozen=True, slots=True)
class _Draft:
    rng: Random
    served: Served
    until: datetime

    def group(self, by: Trainer, title: str, first: int, size: int, *, days: float) -> Group:
        made_at = working_hour(self.rng, max(self.until - timedelta(days=days), by.named_at + DAY))
        code = "-".join("".join(self.rng.choice(LETTERS) for _ in range(LETTERS_EACH)) for _ in range(GROUPS))
        sets = list(self._sets(by.place.zone, made_at))
        return Group(id_at(self.rng, made_at), title, by, made_at, code, first, size, sets)

    def _sets(self, zone: str, made_at: datetime) -> Iterator[Set]:
        """The first modules: one soon after the group was made, one lately, and one between."""
        targets = targets_of(self.served)[: self.rng.randint(1, ASSIGNED)]
        lately = max(made_at + DAY, self.until - timedelta(days=self.rng.uniform(1, 20)))
        for number, target in enumerate(targets):
            part = number / (len(targets) - 1) if len(targets) > 1 else 1
            set_at = made_at + (lately - made_at) * part + timedelta(hours=1)
            opens = local_day(set_at, zone)
            schedule = Schedule(opens, usual(opens, zone), set_at, days_from_joining=DAYS_FROM_JOINING)
            title, items = self.served.title(target) or "", items_of(target, self.served)
            yield Set(id_at(self.rng, set_at), target, title, items, schedule)


def targets_of(served: Served) -> list[Target]:
    """What can be set: modules in which there is something, else each conversation."""
    modules = [Target(TargetKind.MODULE, name) for name in served.lessons.modules]
    found = [target for target in modules if items_of(target, served)]
    return found or [Target(TargetKind.SCENARIO, name) for name in served.scenarios]


def parts_of(served: Served) -> list[list[ItemKey]]:
    """What each of them consists of."""
    return [[item.key for item in items_of(target, served)] for target in targets_of(served)]
