"""The notes beside an attempt, as they are kept: all of them by one select."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, FromClause, Select, and_, select

from app.plans.models import PLAN
from app.plans.plan import Kind
from app.practice.attempts.attempt import AttemptKey, Way
from app.practice.attempts.models import OWN_WORDS, PREDICTION, REFLECTION, TURNING_GUESS
from app.practice.attempts.queries import rows_of
from app.practice.debrief.notes import Guess, Notes, Plan
from app.practice.debrief.prediction import Expected
from app.record.models import ATTEMPT, CHAIR_COLUMNS
from app.scenarios.scenario import CHAIRS


def read_notes(connection: Connection, key: AttemptKey) -> Notes:
    rows = connection.execute(_beside(key)).all()
    if not rows:
        return Notes(None, None, "", None, {})
    predicted, guessed, guess, reflection, when, say, *_ = row = rows[0]
    return Notes(
        expected=_expected(row[-2 - len(CHAIRS) : -2]) if predicted else None,
        guess=Guess(guess) if guessed else None,
        reflection=reflection or "",
        plan=Plan(when, say) if when is not None else None,
        own_words={turn: text for *_, turn, text in rows if text},
    )


def _beside(key: AttemptKey) -> Select[Any]:
    """One row, or one for each turn at which there are words of one's own: the rest is in each of them."""
    return (
        select(
            *(PREDICTION.c.attempt_id, TURNING_GUESS.c.attempt_id, TURNING_GUESS.c.turn, REFLECTION.c.text),
            *(PLAN.c.when_text, PLAN.c.say_text),
            *(PREDICTION.c[name] for name in CHAIR_COLUMNS),
            *(OWN_WORDS.c.turn, OWN_WORDS.c.text),
        )
        .select_from(_tables(key))
        .where(*rows_of(ATTEMPT, key))
        .order_by(OWN_WORDS.c.turn)
    )


def _tables(key: AttemptKey) -> FromClause:
    """Each is picked by the key itself, so that whoever spreads them by subject looks in one place."""
    p = PLAN.c
    found: FromClause = ATTEMPT
    for table in (PREDICTION, TURNING_GUESS, REFLECTION, OWN_WORDS):
        found = found.outerjoin(table, and_(*rows_of(table, key)))
    made_here = (p.subject_id == key.subject_id, p.kind == Kind.DEBRIEF.value, p.source_id == key.attempt)
    return found.outerjoin(PLAN, and_(*made_here, p.plan_id == "", p.skipped.is_(False)))


def _expected(numbers: Sequence[int | None]) -> Expected:
    return {
        chair: None if number is None else Way.of(number)
        for chair, number in zip(CHAIRS, numbers, strict=True)
    }
