"""Whole lives: whatever somebody did in half a year, by chance or as their story has it, and the account they made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from random import Random

from app.assignments.items import Served
from app.demo.accounts import CAST, is_deleted, place_of, role_of
from app.demo.belonging import delete_account
from app.demo.people import Person, invent, visits
from app.demo.plan import person_at
from app.demo.playing import play
from app.demo.rows import Rows
from app.demo.stories import story_of
from app.demo.studying import Reading
from app.demo.targets import parts_of
from app.demo.telling import Library, tell
from app.learners.who import Role
from app.lessons.lesson import Lesson
from app.lessons.library.catalog import Catalog
from app.scenarios.scenario import Scenario

LEARNS = 0.06
NOTHING_TO_SET = Served(Catalog(), {})


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


def live(
    rng: Random, rows: Rows, content: Content, *, number: int, until: datetime, password_hash: str
) -> Person:
    """One person’s whole history, and their account. The first three have one for certain, one for each role."""
    place = place_of(number)
    if place is None:
        return _visit(rng, rows, content, number, until)
    person = person_at(rng, place, until)
    if place < CAST:
        story = story_of(place, parts_of(content.served))
        seen = tell(rng, rows, content.library, person, story, until=until)
    else:
        seen = study(rng, rows, content, person, until)
    _begin(rows, person, seen)
    _sign_up(rows, person, role_of(place), password_hash)
    return person


def _visit(rng: Random, rows: Rows, content: Content, number: int, until: datetime) -> Person:
    """Without an account, or without it any more: some have deleted theirs."""
    person = invent(rng, number, until)
    seen = study(rng, rows, content, person, until)
    if is_deleted(number):
        deleted_at = min(seen + timedelta(hours=1), until)
        _begin(rows, person, seen, deleted_at)
        delete_account(rng, rows, person, deleted_at)
    else:
        _begin(rows, person, seen)
    return person


def _begin(rows: Rows, person: Person, seen: datetime, deleted_at: datetime | None = None) -> None:
    kept = {"id": person.subject, "created_at": person.began_at, "seen_at": seen}
    rows.add("subject", **kept, merged_into=None, anonymized_at=deleted_at)


def _sign_up(rows: Rows, person: Person, role: Role, password_hash: str) -> None:
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
            seen = play(rng, rows, scenario, subject=person.subject, skill=3 * skill, at=seen)
        skill = min(1, skill + LEARNS)
    return seen
