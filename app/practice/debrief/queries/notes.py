"""The notes beside an attempt, as they are kept."""

from typing import Any

from sqlalchemy import Connection, Row, Table, select

from app.practice.attempts.attempt import Way
from app.practice.attempts.models import (
    ATTEMPT_PLAN,
    CHAIR_COLUMNS,
    OWN_WORDS,
    PREDICTION,
    REFLECTION,
    TURNING_GUESS,
)
from app.practice.debrief.notes import Guess, Notes, Plan
from app.practice.debrief.prediction import Expected
from app.scenarios.scenario import CHAIRS


def read_notes(connection: Connection, attempt: str) -> Notes:
    predicted = _row(connection, PREDICTION, attempt)
    guess = _row(connection, TURNING_GUESS, attempt)
    reflection = _row(connection, REFLECTION, attempt)
    plan = _row(connection, ATTEMPT_PLAN, attempt)
    own = OWN_WORDS.c
    words = connection.execute(select(own.turn, own.text).where(own.attempt_id == attempt)).all()
    return Notes(
        expected=_expected(predicted) if predicted else None,
        guess=Guess(guess.turn) if guess else None,
        reflection=reflection.text if reflection else "",
        plan=Plan(plan.when_text, plan.say_text) if plan else None,
        own_words={turn: text for turn, text in words if text},
    )


def _row(connection: Connection, table: Table, attempt: str) -> Row[Any] | None:
    return connection.execute(select(table).where(table.c.attempt_id == attempt)).first()


def _expected(row: Row[Any]) -> Expected:
    numbers = [row._mapping[name] for name in CHAIR_COLUMNS]
    return {
        chair: None if number is None else Way.of(number)
        for chair, number in zip(CHAIRS, numbers, strict=True)
    }
