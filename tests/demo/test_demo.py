"""Invented learners are like real ones: what is kept of them follows from what they did."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app import migrations
from app.db import Database
from app.demo import Content, DemoRefused, fill
from app.learners.models import Learner, Subject
from app.lessons.format.lesson_file import parse_lesson
from app.practice.attempts.models import ChoiceTaken
from app.reading.marks import from_json
from app.reading.queries import rebuild, without_place
from app.record.models import Attempt, LessonProgress
from app.scenarios.checks.scenario_check import parse_scenario
from app.scenarios.engine import replay
from tests.rows import content as rows_of

TESTS = Path(__file__).parents[1]
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PEOPLE = 60
OF_PEOPLE = (
    *("subject", "learner", "email_address", "lesson_version", "scenario_version", "workplace"),
    *("attempt", "choice_taken", "answer", "lesson_progress", "plan", "kept_phrase", "workplace_trainer"),
)
"""What the demo fills many rows at a time."""


@pytest.fixture(scope="module")
def content() -> Content:
    """One lesson, one scenario."""
    lesson_text = (TESTS / "lessons" / "a-lesson.md").read_bytes()
    lesson = parse_lesson("a-module/a-lesson.md", lesson_text).value
    text = (TESTS / "scenarios" / "example.md").read_bytes()
    modules, sources = ["not-my-department"], ["004_aa190d8519aadafb"]
    scenario = parse_scenario("the-printer.md", text, modules=modules, sources=sources).scenario
    assert lesson
    assert scenario
    return Content([(lesson, lesson_text)], [(scenario, text)])


@pytest.fixture
def filled(database: Database, content: Content) -> Database:
    fill(database, content, learners=PEOPLE, seed=5, now=NOW, password_hash="x")
    return database


def test_the_same_seed_gives_the_same_people_and_histories(
    database: Database, content: Content, tmp_path: Path
) -> None:
    fill(database, content, learners=30, seed=5, now=NOW, password_hash="x")
    again = Database(f"sqlite:///{tmp_path / 'again.db'}")
    migrations.upgrade(again)
    fill(again, content, learners=30, seed=5, now=NOW + timedelta(hours=5), password_hash="x")
    one, other = rows_of(database), rows_of(again)
    assert {name: one[name] for name in OF_PEOPLE} == {name: other[name] for name in OF_PEOPLE}
    assert {name: len(rows) for name, rows in one.items()} == {
        name: len(rows) for name, rows in other.items()
    }
    again.close()


def test_it_stays_out_of_a_database_in_use(filled: Database, content: Content) -> None:
    before = rows_of(filled)
    with pytest.raises(DemoRefused, match="holds something already"):
        fill(filled, content, learners=3, seed=1, now=NOW, password_hash="x")
    assert rows_of(filled) == before


def test_there_is_one_account_of_each_role_to_try(filled: Database) -> None:
    with filled.read() as db:
        roles = {learner.email: learner.role for learner in db.scalars(select(Learner))}
    assert {email: role for email, role in roles.items() if email.partition("@")[0] == role} == {
        "learner@demo.example": "learner",
        "trainer@demo.example": "trainer",
        "admin@demo.example": "admin",
    }
    assert Counter(roles.values()) == {"learner": len(roles) - 2, "trainer": 1, "admin": 1}
    assert PEOPLE * 0.6 < len(roles) < PEOPLE


def test_attempts_are_what_their_steps_make_them(filled: Database, content: Content) -> None:
    ((scenario, _),) = content.scenarios
    with filled.read() as db:
        attempts = db.scalars(select(Attempt)).all()
        for attempt in attempts:
            query = select(ChoiceTaken.choice).where(ChoiceTaken.attempt_id == attempt.id)
            steps = db.scalars(query.order_by(ChoiceTaken.turn)).all()
            state = replay(scenario, steps)
            assert attempt.turn == len(steps)
            assert (attempt.scene, attempt.customer, attempt.self_) == (
                state.scene,
                state.totals.customer,
                state.totals.self_,
            )
            assert (attempt.finished_at is not None) == (attempt.ending == state.scene)
    endings = Counter(attempt.ending for attempt in attempts)
    assert set(endings) >= set(scenario.endings)


def test_somebody_can_go_on_where_an_invented_conversation_stopped(
    filled: Database, content: Content
) -> None:
    """Turns are numbered from 0, so that the next one is free."""
    with filled.read() as db:
        turns = db.execute(select(ChoiceTaken.attempt_id, ChoiceTaken.turn)).all()
        at = {attempt.id: attempt.turn for attempt in db.scalars(select(Attempt))}
    assert all(0 <= turn < at[attempt] for attempt, turn in turns)
    assert Counter(attempt for attempt, _ in turns) == Counter(at)


def test_marks_are_what_the_answers_make_them(filled: Database) -> None:
    with filled.read() as db:
        rows = db.scalars(select(LessonProgress)).all()
        assert len(rows) > PEOPLE / 2
        for row in rows:
            stored = without_place(from_json(row.marks))
            assert stored == rebuild(db, subject_id=row.subject_id, lesson_id=row.lesson_id)
            assert row.completed_at == (stored.completion and stored.completion.at)


def test_history_is_behind_us_and_goes_back_months(filled: Database) -> None:
    with filled.read() as db:
        began = db.scalars(select(Subject.created_at)).all()
        seen = db.scalars(select(Subject.seen_at)).all()
    assert max(seen) < NOW
    assert max(began) - min(began) > timedelta(days=60)
