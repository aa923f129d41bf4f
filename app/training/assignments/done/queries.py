"""The evidence of subjects: when each item was first finished, and whatever conditions and later rounds look at."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, select

from app.assignments.evidence import Answered, Asked, Evidence, Wanted, evidence_of
from app.reading.models import ANSWER, LESSON_VERSION
from app.record.models import ATTEMPT, TOTALS_COLUMNS
from app.record.queries import read_records, totals_of
from app.record.record import WholeRun


def read_evidence(
    connection: Connection, subjects: Collection[str], wanted: Wanted
) -> Mapping[str, Evidence]:
    """By subject; everybody who was asked for is in it."""
    records = read_records(connection, subjects) if subjects else {}
    runs = _whole_runs(connection, subjects, wanted.scenarios) if wanted.scenarios else {}
    answers, asked = _answers(connection, subjects, wanted.lessons) if wanted.lessons else ({}, {})
    return {
        subject: evidence_of(record, runs.get(subject, {}), answers.get(subject, {}), asked)
        for subject, record in records.items()
    }


def _whole_runs(
    connection: Connection, subjects: Collection[str], scenarios: Collection[str]
) -> Mapping[str, Mapping[str, Sequence[WholeRun]]]:
    """By subject and scenario, the first finished first."""
    a = ATTEMPT.c
    rows = (
        select(a.subject_id, a.scenario_id, a.id, a.version, a.finished_at, *TOTALS_COLUMNS)
        .where(a.subject_id.in_(subjects), a.scenario_id.in_(scenarios))
        .where(a.finished_at.is_not(None), a.is_replay.is_(False))
        .order_by(a.finished_at, a.id)
    )
    found: dict[str, dict[str, list[WholeRun]]] = {}
    for row in connection.execute(rows):
        run = WholeRun(row.id, row.version, row.finished_at, totals_of(row))
        found.setdefault(row.subject_id, {}).setdefault(row.scenario_id, []).append(run)
    return found


def _answers(
    connection: Connection, subjects: Collection[str], lessons: Collection[str]
) -> tuple[Mapping[str, Mapping[str, Sequence[Answered]]], Asked]:
    """By subject and lesson; and what was asked, by version."""
    a, version = ANSWER.c, LESSON_VERSION.c
    rows = (
        select(a.subject_id, a.lesson_id, a.at, a.check_id, a.version, version.questions)
        .join(LESSON_VERSION, version.sha == a.version)
        .where(a.subject_id.in_(subjects), a.lesson_id.in_(lessons))
    )
    found: dict[str, dict[str, list[Answered]]] = {}
    asked: dict[str, frozenset[str]] = {}
    for row in connection.execute(rows):
        asked[row.version] = frozenset((row.questions or "").split())
        answered = Answered(row.at, row.check_id, row.version)
        found.setdefault(row.subject_id, {}).setdefault(row.lesson_id, []).append(answered)
    return found, asked
