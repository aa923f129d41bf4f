"""From invented people to rows: everybody's history drawn from one seed, inserted many rows at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from random import Random

from app.backup.tables import is_empty
from app.db import Database
from app.demo.people import Person, invent, visits
from app.demo.playing import play
from app.demo.rows import Rows
from app.demo.studying import Reading
from app.learners.who import Role
from app.lessons.lesson import Lesson
from app.practice.attempts.versions import limit_columns
from app.scenarios.scenario import Scenario

AT_ONCE = 200
ONLY_VISITS = 0.2
LEARNS = 0.06


class DemoRefused(Exception):
    """The demo stays out of a database that somebody uses; the message says what to do."""


@dataclass(frozen=True)
class Content:
    """What there is to read and play, in order, each with its file's bytes."""

    lessons: Sequence[tuple[Lesson, bytes]]
    scenarios: Sequence[tuple[Scenario, bytes]]


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
    """Invent `learners` people with up to half a year of history until the day that `now` is in.

    Returns the addresses of a learner, a trainer and an admin, in this order; all accounts share the password.
    The same seed on the same day gives the same rows. Raises `DemoRefused`.
    """
    until = datetime.combine(now.date(), time(), now.tzinfo)
    with database.write() as db:
        if not is_empty(db.connection()):
            raise DemoRefused(
                "The database holds something already. Name a new one, such as DATABASE_URL=sqlite:///demo.db"
            )
        versions(content, until - timedelta(days=365)).insert(db)
    for first in range(1, learners + 1, AT_ONCE):
        rows = Rows()
        numbers = range(first, min(first + AT_ONCE, learners + 1))
        for number in numbers:
            rng = Random(f"{seed}/{number}")  # noqa: S311
            live(rng, rows, content, number=number, until=until, password_hash=password_hash)
        with database.write() as db:
            rows.insert(db)
        progress(len(numbers))
    return [f"{role}@demo.example" for role in list(Role)[:learners]]


def versions(content: Content, at: datetime) -> Rows:
    """What was read and played, as if it was stored then."""
    rows = Rows()
    for lesson, source in content.lessons:
        rows.add("lesson_version", sha=lesson.version, lesson_id=lesson.id, source=source, stored_at=at)
    for scenario, source in content.scenarios:
        rows.add(
            "scenario_version",
            sha=scenario.version,
            scenario_id=scenario.id,
            source=source,
            stored_at=at,
            **limit_columns(scenario),
        )
    return rows


def live(
    rng: Random, rows: Rows, content: Content, *, number: int, until: datetime, password_hash: str
) -> None:
    """One person's whole history. The first three have an account for certain, one for each role."""
    person, role = invent(rng, number, until), Role.LEARNER
    if number <= len(Role):
        role = list(Role)[number - 1]
        person = replace(person, email=f"{role}@demo.example", patience=0.95)
    seen = study(rng, rows, content, person, until)
    rows.add(
        "subject",
        id=person.subject,
        created_at=person.began_at,
        seen_at=seen,
        merged_into=None,
        anonymized_at=None,
    )
    if number <= len(Role) or rng.random() > ONLY_VISITS:
        rows.add("email_address", email=person.email, subject_id=person.subject)
        rows.add(
            "learner",
            subject_id=person.subject,
            email=person.email,
            email_proved_at=None,
            name=person.name,
            password_hash=password_hash,
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
            seen = play(rng, rows, scenario, subject=person.subject, skill=3 * skill, at=seen, until=until)
        skill = min(1, skill + LEARNS)
    return seen
