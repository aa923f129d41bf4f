"""From invented people to rows: everybody's history drawn from one seed, inserted many rows at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from random import Random

from app.assignments.items import Served
from app.backup.tables import is_empty
from app.db import Database
from app.demo.accounts import CAST, TRIED, accounts_of, is_deleted, place_of, role_of
from app.demo.belonging import delete_account, found, join_groups, take_post
from app.demo.days import Days
from app.demo.people import LONGEST_AGO_DAYS, Person, invent, visits
from app.demo.plan import Plan, chance, make_plan, parts_of, person_at
from app.demo.playing import play
from app.demo.rows import Rows
from app.demo.small_group import make_small_group
from app.demo.stories import story_of
from app.demo.studying import Reading
from app.demo.telling import Library, tell
from app.events.event import ContentServed
from app.learners.who import Role
from app.lessons.lesson import Lesson
from app.lessons.library.catalog import Catalog
from app.practice.attempts.versions import limit_columns
from app.scenarios.scenario import Scenario

AT_ONCE = 200
LEARNS = 0.06
NOTHING_TO_SET = Served(Catalog(), {})


class DemoRefused(Exception):
    """The demo stays out of a database that somebody uses; the message says what to do."""


@dataclass(frozen=True)
class Content:
    """What there is to read and play, in order, each with its file's bytes, and what of it can be set."""

    lessons: Sequence[tuple[Lesson, bytes]]
    scenarios: Sequence[tuple[Scenario, bytes]]
    served: Served = NOTHING_TO_SET

    @cached_property
    def library(self) -> Library:
        return Library(
            {lesson.id: lesson for lesson, _ in self.lessons},
            {scenario.id: scenario for scenario, _ in self.scenarios},
        )


def fill(
    database: Database,
    content: Content,
    *,
    learners: int,
    seed: int,
    now: datetime,
    password_hash: str,
    progress: Callable[[int], None] = lambda _: None,
) -> list[str]:
    """Invent `learners` people with up to half a year of history until the day that `now` is in, and their groups.

    Returns the addresses of a learner, a trainer and an admin, in this order; all accounts share the password.
    The same seed on the same day gives the same people, histories and groups; ids and codes of the small group, which
    is made last, are new each time. Raises `DemoRefused`.
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
    life = _Life(content, plan, seed, until, password_hash)
    for first in range(1, learners + 1, AT_ONCE):
        rows = Rows()
        numbers = range(first, min(first + AT_ONCE, learners + 1))
        for number in numbers:
            life.live(rows, number)
        with database.write() as db:
            rows.insert(db)
        progress(len(numbers))
    with database.write() as db:
        make_small_group(Days(db, plan, content.served, until, now))
    return [f"{role}@demo.example" for role in TRIED[: accounts_of(learners)]]


def midnight(now: datetime) -> datetime:
    """Until when people have a history."""
    return datetime.combine(now.date(), time(), now.tzinfo)


def versions(content: Content, at: datetime) -> Rows:
    """What was read and played, as if it was stored then."""
    rows, rng = Rows(), Random("versions")  # noqa: S311
    for lesson, source in content.lessons:
        rows.add("lesson_version", sha=lesson.version, lesson_id=lesson.id, source=source, stored_at=at)
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


def _begin(rows: Rows, person: Person, seen: datetime, deleted_at: datetime | None = None) -> None:
    kept = {"id": person.subject, "created_at": person.began_at, "seen_at": seen}
    rows.add("subject", **kept, merged_into=None, anonymized_at=deleted_at)


@dataclass(frozen=True, slots=True)
class _Life:
    """All that people have in common."""

    content: Content
    plan: Plan
    seed: int
    until: datetime
    password_hash: str

    def live(self, rows: Rows, number: int) -> None:
        """One person’s whole history."""
        rng, place = chance(self.seed, number), place_of(number)
        if place is None:
            self._visit(rng, rows, number)
            return
        person, role = person_at(rng, place, self.until), role_of(place)
        seen = self._act(rng, rows, person, place)
        _begin(rows, person, seen)
        self._sign_up(rows, person, role)
        join_groups(rng, rows, self.plan, person, place=place, until=self.until)
        if role is not Role.LEARNER:
            take_post(rng, rows, self.plan, person, role)

    def _act(self, rng: Random, rows: Rows, person: Person, place: int) -> datetime:
        """Returns when they last were here."""
        if place >= CAST:
            return study(rng, rows, self.content, person, self.until)
        story = story_of(place, parts_of(self.content.served))
        return tell(rng, rows, self.content.library, person, story, until=self.until)

    def _visit(self, rng: Random, rows: Rows, number: int) -> None:
        """Without an account, or without it any more: some have deleted theirs."""
        person = invent(rng, number, self.until)
        seen = study(rng, rows, self.content, person, self.until)
        if is_deleted(number):
            deleted_at = min(seen + timedelta(hours=1), self.until)
            _begin(rows, person, seen, deleted_at)
            delete_account(rng, rows, person, deleted_at)
        else:
            _begin(rows, person, seen)

    def _sign_up(self, rows: Rows, person: Person, role: Role) -> None:
        rows.add("email_address", email=person.email, subject_id=person.subject)
        rows.add(
            "learner",
            subject_id=person.subject,
            email=person.email,
            email_proved_at=None,
            name=person.name,
            password_hash=self.password_hash,
            role=role,
            time_zone=person.time_zone,
            created_at=person.began_at,
        )


def study(rng: Random, rows: Rows, content: Content, person: Person, until: datetime) -> datetime:
    """A visit is a lesson, a conversation, both or a look; no lesson comes twice. Returns when they last were here."""
    unread, skill, seen = list(content.lessons), person.skill, person.began_at
    for at in visits(rng, person, until):
        seen = at
        if unread and rng.random() < 0.8:
            lesson, _ = unread.pop(0)
            seen = Reading(rng, rows, lesson, subject=person.subject, at=seen).read(skill=skill)
        if content.scenarios and rng.random() < 0.7:
            scenario, _ = rng.choice(content.scenarios)
            seen = play(rng, rows, scenario, subject=person.subject, skill=3 * skill, at=seen)
        skill = min(1, skill + LEARNS)
    return seen
