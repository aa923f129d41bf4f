"""Rows of evidence for people of a group, by chance and by hand."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from app.learners.models import SUBJECT
from app.practice.attempts.models import LIMIT_COLUMNS, SCENARIO_VERSION
from app.record.models import ATTEMPT, CHAIR_COLUMNS, LESSON_PROGRESS

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LIMITS: Mapping[str, Sequence[tuple[int | None, int | None]]] = {
    "wide": [(-6, 9), (-5, 4), (-2, 8), (-9, 3)],
    "flat": [(-6, 9), (0, 0), (2, 2), (-9, 3)],
    "unknown": [(None, None)] * 4,
}
"""By version: the lowest and highest total of each chair."""
Row = Mapping[str, Any]


def attempt(subject: str, number: int, *, at: datetime = NOON, scenario: str = "one", **columns: Any) -> Row:
    """A whole run that came to an ending, unless `columns` say otherwise."""
    usual = {
        **{"version": "wide", "is_replay": False, "scene": "here", "turn": 0, "flags": "", "used": ""},
        **{"started_at": at, "updated_at": at, "finished_at": at},
        **dict.fromkeys(CHAIR_COLUMNS, 0),
    }
    return {
        "subject_id": subject,
        "id": f"{subject}-{number:03}",
        "scenario_id": scenario,
        **usual,
        **columns,
    }


def lesson(subject: str, name: str, *, at: datetime = NOON, finished: bool = True) -> Row:
    done = {"completed_at": at if finished else None, "completed_version": "v" if finished else None}
    own = {"subject_id": subject, "lesson_id": name, "version": "v", "marks": "{}"}
    return {**own, "started_at": at, "updated_at": at, **done}


def by_chance(chance: Random, subject: str) -> tuple[list[Row], list[Row]]:
    """Attempts and lessons of one subject; moments are few, so that several fall together."""
    attempts = []
    for number in range(chance.randrange(14)):
        at = NOON + timedelta(minutes=chance.randrange(8))
        totals = {name: chance.randint(-2, 3) for name in CHAIR_COLUMNS}
        columns = {
            "version": chance.choice(list(LIMITS)),
            "is_replay": chance.random() < 0.3,
            "finished_at": chance.choice([None, at, at]),
            "updated_at": at + timedelta(minutes=chance.randrange(3)),
        }
        attempts.append(attempt(subject, number, at=at, scenario=chance.choice("abcd"), **columns, **totals))
    lessons = [
        lesson(
            subject, f"l{n}", at=NOON + timedelta(minutes=chance.randrange(9)), finished=chance.random() < 0.5
        )
        for n in range(chance.randrange(4))
    ]
    return attempts, lessons


def put(
    connection: Connection, subjects: Sequence[str], attempts: Sequence[Row] = (), lessons: Sequence[Row] = ()
) -> None:
    people = [{"id": name, "created_at": NOON, "seen_at": NOON} for name in subjects]
    versions = [
        {"sha": sha, "scenario_id": "one", "source": b"", "stored_at": NOON, **_columns(limits)}
        for sha, limits in LIMITS.items()
    ]
    for table, rows in (
        (SUBJECT, people),
        (SCENARIO_VERSION, versions),
        (ATTEMPT, attempts),
        (LESSON_PROGRESS, lessons),
    ):
        if rows:
            connection.execute(insert(table), list(rows))


def _columns(limits: Sequence[tuple[int | None, int | None]]) -> dict[str, int | None]:
    names = [name for pair in LIMIT_COLUMNS for name in pair]
    return dict(zip(names, [end for pair in limits for end in pair], strict=True))
