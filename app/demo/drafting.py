"""Makes the plan: who is in which group follows from the number of people and the seed alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from app.assignments.due_date import usual
from app.assignments.items import Served, items_of
from app.assignments.schedule import Schedule
from app.demo.accounts import ALONE, CAST, CROWD, TRAINERS_FROM, TRIED, accounts_of, number_of, trainers
from app.demo.people import Person, working_hour
from app.demo.plan import HERE, Group, Place, Plan, Set, Trainer, chance, person_at
from app.demo.rows import id_at
from app.demo.targets import targets_of
from app.demo.titles import group_title
from app.learners.who import Role
from app.spoken_code import GROUPS, LETTERS, LETTERS_EACH
from app.wall_time import local_day

SIXTY, FIVE_HUNDRED, MOST = 60, 500, 500
PEOPLE_A_GROUP = 100
LED_BY_TRAINER = 4
"""Groups with somebody in them that the trainer to try leads, out of all."""
SKEW = 5
"""The higher, the smaller are most of the many groups beside the largest."""
ASSIGNED = 3
DAYS_FROM_JOINING = 14
LATELY = (4, 12)
"""Days ago."""
DAY = timedelta(days=1)
PLACES = (
    ("Harbor IT", HERE),
    ("Mountain Clinic", "Asia/Kathmandu"),
    ("Town Hall", "America/New_York"),
)


def make_plan(served: Served, *, learners: int, seed: int, until: datetime) -> Plan:
    rng, accounts = Random(f"{seed}/groups"), accounts_of(learners)  # noqa: S311
    cast = [person_at(chance(seed, number_of(place)), place, until) for place in range(min(CAST, accounts))]
    admin = cast[TRIED.index(Role.ADMIN)]
    made_at = admin.began_at + DAY
    places = [Place(id_at(rng, made_at), title, zone, made_at) for title, zone in PLACES]
    draft = _Draft(rng, served, until)
    first = _trainer(cast[TRIED.index(Role.TRAINER)], places[0])
    led = list(_led(draft, first, accounts))
    others = [
        _trainer(person_at(chance(seed, number_of(place)), place, until), places[(number + 1) % len(places)])
        for number, place in enumerate(trainers(accounts))
    ]
    many = list(_many(draft, others, accounts, learners)) if others else []
    return Plan(cast, places, [first, *others], led, many)


def _trainer(person: Person, place: Place) -> Trainer:
    return Trainer(person, place, max(person.began_at, place.made_at) + DAY)


def _led(draft: "_Draft", by: Trainer, accounts: int) -> Iterator[Group]:
    """Those of the trainer to try, as large as there are people; nobody leaves, and what is set is not due yet."""
    groups = (
        ("Apprentices, this year", ALONE, 1, 45),
        ("Service desk, all shifts", CROWD, SIXTY, 120),
        ("All of Harbor IT", CROWD + SIXTY, FIVE_HUNDRED, 90),
    )
    for title, first, size, days in groups:
        people = min(size, accounts - first)
        if people > 0:
            group = draft.group(by, title, first, people, days=days, only_lately=True)
            yield replace(group, all_stay=True, most_uses=1 if first == ALONE else group.most_uses)


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

    def group(
        self, by: Trainer, title: str, first: int, size: int, *, days: float, only_lately: bool = False
    ) -> Group:
        made_at = working_hour(self.rng, max(self.until - timedelta(days=days), by.named_at + DAY))
        code = "-".join("".join(self.rng.choice(LETTERS) for _ in range(LETTERS_EACH)) for _ in range(GROUPS))
        sets = list(self._sets(by.place.zone, made_at))[-1 if only_lately else 0 :]
        return Group(id_at(self.rng, made_at), title, by, made_at, code, first, size, sets)

    def _sets(self, zone: str, made_at: datetime) -> Iterator[Set]:
        """The first modules: one soon after the group was made, one lately, and one between."""
        targets = targets_of(self.served)[: self.rng.randint(1, ASSIGNED)]
        lately = max(made_at + DAY, self.until - timedelta(days=self.rng.uniform(*LATELY)))
        for number, target in enumerate(targets):
            part = number / (len(targets) - 1) if len(targets) > 1 else 1
            set_at = made_at + (lately - made_at) * part + timedelta(hours=1)
            opens = local_day(set_at, zone)
            schedule = Schedule(opens, usual(opens, zone), set_at, days_from_joining=DAYS_FROM_JOINING)
            title, items = self.served.title(target) or "", items_of(target, self.served)
            yield Set(id_at(self.rng, set_at), target, title, items, schedule)
