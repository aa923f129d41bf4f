"""“Done” is said once: what the selects find is what a plain reading of the rows finds, for one subject or many."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from app.db import Database
from app.learners.models import SUBJECT
from app.practice.attempts.models import SCENARIO_VERSION
from app.record.models import ATTEMPT, LESSON_PROGRESS
from app.record.queries import read_record, read_records, scenario_records
from app.record.record import NOTHING
from tests.queries import counted

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
VERSIONS = ["v1", "v2"]
Row = Mapping[str, Any]


def attempt(chance: Random, subject: str, number: int) -> dict[str, Any]:
    begun = NOON + timedelta(minutes=chance.randrange(300))
    finished = chance.choice([None, begun + timedelta(minutes=chance.randrange(1, 60))])
    return {
        "subject_id": subject,
        "id": f"{subject}-{number:03}",
        "scenario_id": chance.choice(["one", "two", "three"]),
        "version": chance.choice(VERSIONS),
        "is_replay": chance.random() < 0.3,
        "started_at": begun,
        "updated_at": finished or begun,
        "finished_at": finished,
        "scene": "here",
        "turn": 0,
        "flags": "",
        "used": "",
        "ending": "end" if finished else None,
        **{chair: chance.randint(-5, 9) for chair in ("customer", "organization", "colleagues", "self_")},
    }


def lesson(chance: Random, subject: str, name: str) -> dict[str, Any]:
    begun = NOON + timedelta(minutes=chance.randrange(300))
    finished = chance.choice([None, begun + timedelta(minutes=5)])
    return {
        "subject_id": subject,
        "lesson_id": name,
        "version": "v1",
        "marks": "{}",
        "started_at": begun,
        "updated_at": finished or begun,
        "completed_at": finished,
        "completed_version": "v1" if finished else None,
    }


def put(
    connection: Connection, subjects: Sequence[str], attempts: Sequence[Row], lessons: Sequence[Row]
) -> None:
    people = [{"id": name, "created_at": NOON, "seen_at": NOON} for name in subjects]
    versions = [{"sha": sha, "scenario_id": "one", "source": b"", "stored_at": NOON} for sha in VERSIONS]
    for table, rows in (
        (SUBJECT, people),
        (SCENARIO_VERSION, versions),
        (ATTEMPT, attempts),
        (LESSON_PROGRESS, lessons),
    ):
        if rows:
            connection.execute(insert(table), list(rows))


def plainly(attempts: Sequence[Row], subject: str) -> dict[str, tuple[Any, ...]]:
    """By scenario: how often finished, the first and last whole run, the open one."""
    found = {}
    for name in {row["scenario_id"] for row in attempts if row["subject_id"] == subject}:
        own = [row for row in attempts if (row["subject_id"], row["scenario_id"]) == (subject, name)]
        whole = sorted(
            (row for row in own if row["finished_at"] and not row["is_replay"]),
            key=lambda row: (row["finished_at"], row["id"]),
        )
        last = max(whole, key=lambda row: (row["finished_at"], row["updated_at"], row["id"]), default=None)
        under_way = [row for row in own if not row["finished_at"]]
        latest = max(under_way, key=lambda row: (row["updated_at"], row["id"]), default=None)
        if whole or latest:
            found[name] = (
                len(whole),
                whole[0]["id"] if whole else None,
                last and last["id"],
                latest and latest["id"],
            )
    return found


@pytest.mark.parametrize("seed", range(6))
def test_the_record_is_what_a_plain_reading_finds(database: Database, seed: int) -> None:
    chance = Random(seed)
    subjects = [f"s{number}" for number in range(4)]
    attempts = [attempt(chance, subject, n) for subject in subjects for n in range(chance.randrange(12))]
    lessons = [lesson(chance, subject, f"l{n}") for subject in subjects for n in range(chance.randrange(4))]
    with database.change() as connection:
        put(connection, subjects, attempts, lessons)
        records = read_records(connection, subjects)
        alone = {subject: read_record(connection, subject) for subject in subjects}
    assert alone == records
    for subject in subjects:
        mine = records[subject]
        assert plainly(attempts, subject) == {
            name: (
                one.times,
                one.first and one.first.attempt,
                one.last and one.last.attempt,
                one.open and one.open.attempt,
            )
            for name, one in mine.scenarios.items()
        }
        finished = {row["lesson_id"]: row["completed_at"] for row in lessons if row["subject_id"] == subject}
        assert {name: one.finished_at for name, one in mine.lessons.items()} == finished


def test_a_finished_scenario_stays_finished_when_it_is_begun_again(database: Database) -> None:
    chance = Random(1)
    done = {**attempt(chance, "ada", 1), "scenario_id": "one", "is_replay": False, "finished_at": NOON}
    again = {**attempt(chance, "ada", 2), "scenario_id": "one", "is_replay": False, "finished_at": None}
    with database.change() as connection:
        put(connection, ["ada"], [done, again], [])
        found = read_record(connection, "ada").scenarios["one"]
    assert (found.finished_at, found.open and found.open.attempt) == (NOON, again["id"])


def test_a_replay_alone_finishes_nothing(database: Database) -> None:
    replay = {**attempt(Random(1), "ada", 1), "is_replay": True, "finished_at": NOON}
    with database.change() as connection:
        put(connection, ["ada"], [replay], [])
        assert scenario_records(connection, ["ada"]) == {}


def test_nobody_has_nothing(database: Database) -> None:
    with database.look() as connection:
        assert read_record(connection, None) == NOTHING
        assert read_record(connection, "stranger") == NOTHING


def test_many_cost_as_many_selects_as_one(database: Database) -> None:
    subjects = [f"s{number}" for number in range(50)]
    chance = Random(3)
    with database.change() as connection:
        put(connection, subjects, [attempt(chance, name, 1) for name in subjects], [])
    for asked in (subjects[:1], subjects):
        with counted(database) as queries, database.look() as connection:
            read_records(connection, asked)
        assert len(queries) == 2
