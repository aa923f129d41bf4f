"""Many members of a group, who have done this and that: by chance, and the same for the same number of them."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

from sqlalchemy import insert
from sqlmodel import Session

from app.db import Database
from app.learners.actions.sessions import new_subject
from app.learners.actions.sign_in import make_learner
from app.learners.models import Learner
from app.learners.who import Role, Who
from app.practice.attempts.models import SCENARIO_VERSION
from app.practice.attempts.versions import limit_columns
from app.record.models import ATTEMPT, CHAIR_COLUMNS, LESSON_PROGRESS
from app.scenarios.format.scenario_file import read_stored
from app.scenarios.scenario import Scenario
from app.training.groups.actions.codes import make_code
from app.training.memberships.actions import join
from tests.conftest import ROOT
from tests.training.cast import Cast, Part
from tests.training.overview.evidence import attempt, lesson

SCENARIOS = ("the-printer-that-isnt-ours", "they-need-me", "three-freezes-a-day")
LESSONS = ("a-path-not-a-wall", "another-lesson")
NAMES = ("=cmd|' /C calc'!A0", "-3", 'Ana “Ñ” "Q"', "@home", "Łukasz, Øst", "+49 30 1234")
"""Names that spreadsheets take for something else, before all the plain ones."""


def join_crowd(database: Database, people: Cast, now: datetime, *, members: int) -> list[str]:
    """Their subjects. Everybody joins a month ago and works from then on until a day ago."""
    chance, since = Random(members), now - timedelta(days=30)
    with database.write() as db:
        lead = Who(subject_id=people.subjects[Part.LEAD], role=Role.TRAINER)
        code = make_code(db, who=lead, group_id=people.group, days=90, most_uses=10_000, now=since)
        subjects = [_member(db, number, since) for number in range(members)]
        for subject in subjects:
            join(db, subject_id=subject, code=code, shows_earlier=False, now=since)
        _versions(db, since)
        for subject in subjects:
            _evidence(db, chance, subject, since)
    return subjects


def _member(db: Session, number: int, now: datetime) -> str:
    subject = new_subject(db, now)
    name = NAMES[number] if number < len(NAMES) else f"Member {number:04}"
    address = f"member-{number}-{subject.lower()}@example.org"
    make_learner(db, Learner(subject_id=subject, email=address, name=name, password_hash="", created_at=now))
    return subject


def _versions(db: Session, now: datetime) -> None:
    for name in SCENARIOS:
        one = _read(name)
        row = {"sha": one.version, "scenario_id": name, "source": _file(name).read_bytes(), "stored_at": now}
        db.execute(insert(SCENARIO_VERSION).values(**row, **limit_columns(one)))


def _file(name: str) -> Path:
    return ROOT / "scenarios" / f"{name}.md"


@cache
def _read(name: str) -> Scenario:
    found = read_stored(name, _file(name).read_bytes())
    assert found
    return found


def _begun(name: str) -> dict[str, str]:
    return {"scenario": name, "version": _read(name).version}


def _evidence(db: Session, chance: Random, subject: str, since: datetime) -> None:
    """Some have done nothing, and some have touched things and finished none."""
    moments = [since + timedelta(minutes=chance.randrange(29 * 24 * 60)) for _ in range(8)]
    runs = [
        attempt(
            subject,
            number,
            at=moments[number],
            **_begun(chance.choice(SCENARIOS)),
            finished_at=chance.choice([None, moments[number]]),
            **{name: chance.randint(-2, 3) for name in CHAIR_COLUMNS},
        )
        for number in range(chance.randrange(6))
    ]
    read = [
        lesson(subject, name, at=chance.choice(moments), finished=chance.random() < 0.5)
        for name in LESSONS[: chance.randrange(3)]
    ]
    for table, rows in ((ATTEMPT, runs), (LESSON_PROGRESS, read)):
        if rows:
            db.execute(insert(table), rows)
