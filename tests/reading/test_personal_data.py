"""What becomes of what was done in lessons when two people are one, want their data, or leave."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select, text
from starlette.testclient import TestClient

from app.db import Database
from app.plans import personal_data as plan_data
from app.reading import personal_data
from app.reading.marks import Marks, from_json
from app.reading.queries import rebuild, without_place
from app.record.models import LESSON_PROGRESS
from tests.conftest import Browse, Clock
from tests.course import SECOND
from tests.reading.reader import PLAN, QUESTIONS, answer, finish, plan
from tests.subjects import nth_subject

LESSON = "helpful-within-limits"


@pytest.fixture
def two(browse: Browse) -> tuple[TestClient, TestClient]:
    """The first browser is subject 1, the second subject 2."""
    one, other = browse(), browse()
    for browser in (one, other):
        answer(browser, "whose-is-it", "theirs")
    return one, other


def merge(database: Database) -> None:
    with database.write() as db:
        for slice_ in (personal_data, plan_data):
            slice_.merge(db, source=nth_subject(database, 2), target=nth_subject(database))


def marks(database: Database) -> Marks:
    with database.read() as db:
        found = db.execute(
            text("select marks from lesson_progress where subject_id = :s"), {"s": nth_subject(database)}
        ).all()
    assert len(found) == 1
    return from_json(found[0].marks)


def test_two_halves_make_a_whole(two: tuple[TestClient, TestClient], database: Database) -> None:
    one, other = two
    answer(one, "table", "pat")
    answer(other, "cost", "nothing")
    answer(other, "no-words", "need")
    plan(other, skip="1")
    merge(database)
    merged = marks(database)
    assert set(merged.answers) == set(QUESTIONS)
    assert merged.is_complete


def test_the_place_where_somebody_stopped_comes_along(
    two: tuple[TestClient, TestClient], database: Database, clock: Clock
) -> None:
    _, other = two
    clock.advance(minutes=5)
    other.post(f"{SECOND}/position", data={"block": "takes"})
    assert place(database, 2) == ("takes", clock())
    since = clock.moment
    clock.advance(minutes=5)
    merge(database)
    assert place(database, 1) == ("takes", since)
    assert marks(database).place == (since, "takes", marks(database).place.version)  # type: ignore[union-attr]


def place(database: Database, number: int) -> tuple[str | None, object]:
    """Where the subject of that number stopped, and since when."""
    p = LESSON_PROGRESS.c
    with database.read() as db:
        return db.execute(
            select(p.place, p.place_at).where(p.subject_id == nth_subject(database, number))
        ).one()


def test_the_earliest_completion_stays(
    two: tuple[TestClient, TestClient], database: Database, clock: Clock
) -> None:
    one, other = two
    finish(other)
    first = clock.moment
    clock.advance(days=2)
    finish(one)
    merge(database)
    completion = marks(database).completion
    assert completion is not None
    assert completion.at - first < timedelta(seconds=1)


def test_a_saved_plan_goes_before_a_skipped_one(
    two: tuple[TestClient, TestClient], database: Database, clock: Clock
) -> None:
    one, other = two
    plan(other, when="0", say="My line.")
    clock.advance(days=1)
    plan(one, skip="1")
    merge(database)
    with database.read() as db:
        kept = db.execute(text("select subject_id, say_text, skipped from plan")).all()
    assert [tuple(row) for row in kept] == [(nth_subject(database), "My line.", False)]
    assert marks(database).plans[PLAN].state == "saved"


def test_the_marks_of_one_person_follow_from_all_the_evidence(
    two: tuple[TestClient, TestClient], database: Database, clock: Clock
) -> None:
    one, other = two
    for browser, check, option in (
        (one, "table", "pat"),
        (other, "table", "yes-again"),
        (one, "cost", "nothing"),
    ):
        clock.advance(minutes=1)
        answer(browser, check, option)
    merge(database)
    with database.read() as db:
        assert rebuild(db, subject_id=nth_subject(database), lesson_id=LESSON) == without_place(
            marks(database)
        )


def test_everything_is_handed_out_erased_and_made_anonymous(
    two: tuple[TestClient, TestClient], database: Database, site: FastAPI
) -> None:
    one, me = two[0], nth_subject(database)
    plan(one, own="she asks", say="My private line.")
    with database.read() as db:
        out: dict[str, Any] = personal_data.export(db, subject_id=me)
        (made,) = plan_data.export(db, subject_id=me)["made"]
    assert (made["id"], made["when"], made["i_will_say"]) == (LESSON, "she asks", "My private line.")
    assert out["lessons"][0]["where"] == PLAN
    assert len(out["answers"]) == 2
    with database.write() as db:
        for slice_ in (personal_data, plan_data):
            slice_.anonymize(db, subject_id=me)
    with database.read() as db:
        assert db.execute(text("select say_text from plan")).scalar_one() == ""
    with database.write() as db:
        for slice_ in (personal_data, plan_data):
            slice_.erase(db, subject_id=me)
    with database.read() as db:
        for table in ("answer", "lesson_progress", "plan"):
            count = text(f"select count(*) from {table} where subject_id = :me")  # noqa: S608
            assert db.execute(count, {"me": me}).scalar_one() == 0
