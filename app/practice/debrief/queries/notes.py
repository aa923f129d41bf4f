"""The notes beside an attempt, as they are kept."""

from typing import Any

from sqlalchemy import Connection, Row, Table, select

from app.plans.plan import Kind, PlanKey
from app.plans.queries import read_plan
from app.practice.attempts.attempt import AttemptKey, Way
from app.practice.attempts.models import OWN_WORDS, PREDICTION, REFLECTION, TURNING_GUESS
from app.practice.attempts.queries import rows_of
from app.practice.debrief.notes import Guess, Notes, Plan
from app.practice.debrief.prediction import Expected
from app.record.models import CHAIR_COLUMNS
from app.scenarios.scenario import CHAIRS


def read_notes(connection: Connection, key: AttemptKey) -> Notes:
    predicted = _row(connection, PREDICTION, key)
    guess = _row(connection, TURNING_GUESS, key)
    reflection = _row(connection, REFLECTION, key)
    plan = read_plan(connection, PlanKey(Kind.DEBRIEF, key.attempt), subject_id=key.subject_id)
    own = OWN_WORDS.c
    words = connection.execute(select(own.turn, own.text).where(*rows_of(OWN_WORDS, key))).all()
    return Notes(
        expected=_expected(predicted) if predicted else None,
        guess=Guess(guess.turn) if guess else None,
        reflection=reflection.text if reflection else "",
        plan=Plan(*plan) if plan else None,
        own_words={turn: text for turn, text in words if text},
    )


def _row(connection: Connection, table: Table, key: AttemptKey) -> Row[Any] | None:
    return connection.execute(select(table).where(*rows_of(table, key))).first()


def _expected(row: Row[Any]) -> Expected:
    numbers = [row._mapping[name] for name in CHAIR_COLUMNS]
    return {
        chair: None if number is None else Way.of(number)
        for chair, number in zip(CHAIRS, numbers, strict=True)
    }
