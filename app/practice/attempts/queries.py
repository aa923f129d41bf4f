"""Where an attempt stands: its row, found together with whoever asks, so that one select answers both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, Table, and_, bindparam, or_, select
from sqlmodel import col

from app.db import Prepared
from app.errors import NotFound
from app.learners.models import Subject
from app.learners.queries import hashed, select_who, who_of
from app.learners.who import Who
from app.practice.attempts.attempt import AttemptKey, Evidence, Standing, Step, evidence_of
from app.practice.attempts.models import CHOICE_TAKEN, TAKEN_BACK
from app.practice.attempts.versions import Versions
from app.record.models import ATTEMPT, TOTALS_COLUMNS
from app.scenarios.engine import State
from app.scenarios.scenario import Scenario, Totals

_A = ATTEMPT.c
ATTEMPT_COLUMNS = (
    *(_A.id, _A.subject_id, _A.scenario_id, _A.version, _A.turn, _A.scene, _A.flags, _A.used),
    *(*TOTALS_COLUMNS, _A.ending),
)
NO_SUCH = "There is no such conversation here, or it belongs to somebody else."


@dataclass(frozen=True, slots=True)
class Player:
    """Whoever holds this cookie, about to do something in this attempt, now."""

    versions: Versions
    token: str
    attempt: str
    now: datetime

    def open_attempt(self, connection: Connection) -> tuple[Who, Scenario, Standing]:
        """Raises NotFound for anybody but the learner whose attempt it is."""
        who, standing = find_standing(connection, token=self.token, attempt=self.attempt, now=self.now)
        scenario = self.versions.find(connection, standing.scenario_id, standing.version)
        if scenario is None:
            raise NotFound(NO_SUCH)
        return who, scenario, standing


def find_standing(connection: Connection, *, token: str, attempt: str, now: datetime) -> tuple[Who, Standing]:
    """The attempt, if it belongs to whoever holds this cookie. Raises NotFound."""
    asked = {"token_hash": hashed(token), "now": now, "attempt": attempt}
    row = _STANDING.first(connection, asked) if token else None
    if row is None:
        raise NotFound(NO_SUCH)
    return who_of(row), standing_of(row)


def read_standing(connection: Connection, key: AttemptKey) -> Standing | None:
    row = connection.execute(select(*ATTEMPT_COLUMNS).where(*rows_of(ATTEMPT, key))).first()
    return standing_of(row) if row else None


def standing_of(row: Sequence[Any]) -> Standing:
    """From a row that ends with `ATTEMPT_COLUMNS`."""
    found = row[-len(ATTEMPT_COLUMNS) :]
    attempt, subject_id, scenario_id, version, turn, scene, flags, used, *totals, ending = found
    state = State(scene, Totals._make(totals), frozenset(flags.split()), frozenset(map(_used, used.split())))
    return Standing(attempt, subject_id, scenario_id, version, turn, state, ending)


def _used(name: str) -> tuple[str, str]:
    scene, _, choice = name.partition("/")
    return scene, choice


_STANDING = Prepared(
    select_who(*ATTEMPT_COLUMNS).join(
        ATTEMPT, and_(_A.subject_id == col(Subject.id), _A.id == bindparam("attempt"))
    )
)


def rows_of(table: Table, key: AttemptKey) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What picks an attempt's rows of a table."""
    attempt = table.c.id if table is ATTEMPT else table.c.attempt_id
    return table.c.subject_id == key.subject_id, attempt == key.attempt


def columns_of_key(key: AttemptKey) -> dict[str, Any]:
    """The columns with which everything begins that hangs on an attempt."""
    return {"subject_id": key.subject_id, "attempt_id": key.attempt}


def read_evidence(connection: Connection, key: AttemptKey) -> Evidence:
    taken, back = CHOICE_TAKEN.c, TAKEN_BACK.c
    rows = connection.execute(
        select(taken.turn, taken.scene, taken.choice, taken.order_shown)
        .where(*rows_of(CHOICE_TAKEN, key))
        .order_by(taken.turn)
    ).all()
    undone = connection.execute(select(back.turn, back.until).where(*rows_of(TAKEN_BACK, key))).first()
    steps = [Step(turn, scene, choice, tuple(order.split())) for turn, scene, choice, order in rows]
    return evidence_of(steps, (undone.turn, undone.until) if undone else None)


def counting_steps(attempts: Subquery) -> Select[Any]:
    """(attempt, scene, choice) of all these attempts, each in its order; what was taken back is left out."""
    taken, back = CHOICE_TAKEN.c, TAKEN_BACK.c
    return (
        select(taken.attempt_id, taken.scene, taken.choice)
        .join(attempts, and_(attempts.c.subject_id == taken.subject_id, attempts.c.id == taken.attempt_id))
        .outerjoin(TAKEN_BACK, and_(back.subject_id == taken.subject_id, back.attempt_id == taken.attempt_id))
        .where(or_(back.turn.is_(None), taken.turn < back.turn, taken.turn >= back.until))
        .order_by(taken.attempt_id, taken.turn)
    )


def step_at(connection: Connection, key: AttemptKey, turn: int) -> tuple[str, str | None] | None:
    """The scene and the choice of one step; None where nothing was said or continued at that turn."""
    taken = CHOICE_TAKEN.c
    row = connection.execute(
        select(taken.scene, taken.choice).where(*rows_of(CHOICE_TAKEN, key), taken.turn == turn)
    ).first()
    return (row.scene, row.choice) if row else None
