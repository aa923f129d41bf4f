"""From invented people to rows: everybody's history drawn from one seed, inserted many rows at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from app.backup.tables import is_empty
from app.db import Database
from app.demo.accounts import TRIED
from app.demo.belonging import belong, found
from app.demo.days import Days
from app.demo.drafting import make_plan
from app.demo.living import Content, live
from app.demo.people import LONGEST_AGO_DAYS
from app.demo.plan import Plan, chance
from app.demo.rows import Rows
from app.demo.small_group import SMALL, make_small_group
from app.events.event import ContentServed
from app.practice.attempts.versions import limit_columns
from app.reading.versions import asked_in

AT_ONCE = 500


class DemoRefused(Exception):
    """The demo stays out of a database that somebody uses; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Made:
    """`accounts` are the addresses of a learner, a trainer and an admin, in this order."""

    people: int
    accounts: Sequence[str]
    plan: Plan

    @property
    def led(self) -> list[int]:
        """How many people are in each further group of the trainer to try, but for the empty one."""
        return sorted(group.size for group in self.plan.led)

    @property
    def groups(self) -> int:
        return len(self.plan.groups) + len(SMALL)


def fill(
    database: Database,
    content: Content,
    *,
    learners: int,
    seed: int,
    now: datetime,
    password_hash: str,
    progress: Callable[[int], None] = lambda _: None,
) -> Made:
    """Invent `learners` people with up to half a year of history until the day that `now` is in, and their groups.

    All accounts share the password. The same seed on the same day gives the same people, histories and groups; ids
    and codes of the small group, which is made last, are new each time. Raises `DemoRefused`.
    """
    until = midnight(now)
    plan = make_plan(content.served, learners=learners, seed=seed, until=until)
    with database.write() as db:
        if not is_empty(db.connection()):
            raise DemoRefused(
                "The database holds something already. Name a new one, such as DATABASE_URL=sqlite:///demo.db"
            )
        versions(content, until - timedelta(days=LONGEST_AGO_DAYS + 1)).insert(db)
        found(Random(f"{seed}/found"), plan).insert(db)  # noqa: S311
    for first in range(1, learners + 1, AT_ONCE):
        rows = Rows()
        numbers = range(first, min(first + AT_ONCE, learners + 1))
        for number in numbers:
            rng = chance(seed, number)
            person = live(rng, rows, content, number=number, until=until, password_hash=password_hash)
            belong(rng, rows, plan, person, number=number, until=until)
        with database.write() as db:
            rows.insert(db)
        progress(len(numbers))
    with database.write() as db:
        make_small_group(Days(db, plan, content.served, until, now))
    return Made(learners, [person.email for person in plan.cast[: len(TRIED)]], plan)


def midnight(now: datetime) -> datetime:
    """Until when people have a history."""
    return datetime.combine(now.date(), time(), now.tzinfo)


def versions(content: Content, at: datetime) -> Rows:
    """What was read and played, as if it was stored then."""
    rows, rng = Rows(), Random("versions")  # noqa: S311
    for lesson, source in content.lessons:
        of = {"sha": lesson.version, "lesson_id": lesson.id, "questions": asked_in(lesson)}
        rows.add("lesson_version", **of, source=source, stored_at=at)
        rows.tell(rng, at, ContentServed(content="lesson", id=lesson.id, version=lesson.version))
    for scenario, source in content.scenarios:
        rows.add(
            "scenario_version",
            sha=scenario.version,
            scenario_id=scenario.id,
            source=source,
            stored_at=at,
            **limit_columns(scenario),
        )
        rows.tell(rng, at, ContentServed(content="scenario", id=scenario.id, version=scenario.version))
    return rows
