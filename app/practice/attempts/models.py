"""What is kept of a scenario played, beside the attempt: the version, each line said, what was guessed and written."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field

from app.db import Model, UtcDateTime
from app.plans.models import PLAN, PLAN_REPORT
from app.record.models import ATTEMPT, CHAIR_COLUMNS


class ScenarioVersion(Model, table=True):
    """The file's text as it was when somebody began it, so that an attempt outlives an edit.

    Beside it the lowest and highest total of each chair; None where there are too many states to work them out.
    """

    __tablename__ = "scenario_version"

    sha: str = Field(primary_key=True)
    scenario_id: str = Field(index=True)
    source: bytes
    stored_at: datetime = Field(sa_type=UtcDateTime)
    customer_low: int | None = None
    customer_high: int | None = None
    organization_low: int | None = None
    organization_high: int | None = None
    colleagues_low: int | None = None
    colleagues_high: int | None = None
    self_low: int | None = None
    self_high: int | None = None


def _of_an_attempt(column: str = "attempt_id") -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["subject_id", column], ["attempt.subject_id", "attempt.id"])


class ChoiceTaken(Model, table=True):
    """Evidence: one step of an attempt, never changed. Without `choice` it is a Continue."""

    __tablename__ = "choice_taken"
    __table_args__ = (_of_an_attempt(),)

    subject_id: str = Field(primary_key=True)
    attempt_id: str = Field(primary_key=True)
    turn: int = Field(primary_key=True)
    scene: str
    choice: str | None = None
    order_shown: str = ""
    at: datetime = Field(sa_type=UtcDateTime)


class TakenBack(Model, table=True):
    """Evidence: at `until` the learner took back the step at `turn` and all after it; once per attempt."""

    __tablename__ = "taken_back"
    __table_args__ = (_of_an_attempt(),)

    subject_id: str = Field(primary_key=True)
    attempt_id: str = Field(primary_key=True)
    turn: int
    until: int
    at: datetime = Field(sa_type=UtcDateTime)


class Prediction(Model, table=True):
    """What the learner expected before the debrief said anything: 1 closer, 0 the same, −1 away.

    None where they did not say. A row without any number: they passed the question by.
    """

    __table_args__ = (_of_an_attempt(),)

    subject_id: str = Field(primary_key=True)
    attempt_id: str = Field(primary_key=True)
    customer: int | None = None
    organization: int | None = None
    colleagues: int | None = None
    self_: int | None = None
    at: datetime = Field(sa_type=UtcDateTime)


class TurningGuess(Model, table=True):
    """Which line the learner thinks turned it, by its turn; None where they passed the question by."""

    __tablename__ = "turning_guess"
    __table_args__ = (_of_an_attempt(),)

    subject_id: str = Field(primary_key=True)
    attempt_id: str = Field(primary_key=True)
    turn: int | None = None
    at: datetime = Field(sa_type=UtcDateTime)


class Replay(Model, table=True):
    """An attempt that began in the middle of another: its first `shared` steps were said there."""

    __table_args__ = (
        _of_an_attempt(),
        _of_an_attempt("source_id"),
        Index("ix_replay_source", "subject_id", "source_id"),
    )

    subject_id: str = Field(primary_key=True)
    attempt_id: str = Field(primary_key=True)
    source_id: str
    shared: int
    at: datetime = Field(sa_type=UtcDateTime)


class OwnWords(Model, table=True):
    """What the learner would have said by themselves at a turn; private."""

    __tablename__ = "own_words"
    __table_args__ = (_of_an_attempt(),)

    subject_id: str = Field(primary_key=True)
    attempt_id: str = Field(primary_key=True)
    turn: int = Field(primary_key=True)
    text: str
    at: datetime = Field(sa_type=UtcDateTime)


class Reflection(Model, table=True):
    """What the learner writes down about an attempt; private."""

    __table_args__ = (_of_an_attempt(),)

    subject_id: str = Field(primary_key=True)
    attempt_id: str = Field(primary_key=True)
    text: str
    at: datetime = Field(sa_type=UtcDateTime)


for _table in (PLAN, PLAN_REPORT):
    _table.add_is_dependent_on(ATTEMPT)  # a plan made in a debrief names its attempt; merging may rename that

SCENARIO_VERSION = ScenarioVersion.__table__
CHOICE_TAKEN = ChoiceTaken.__table__
TAKEN_BACK = TakenBack.__table__
PREDICTION = Prediction.__table__
TURNING_GUESS = TurningGuess.__table__
REPLAY = Replay.__table__
OWN_WORDS = OwnWords.__table__
REFLECTION = Reflection.__table__


LIMIT_COLUMNS = tuple((f"{name.rstrip('_')}_low", f"{name.rstrip('_')}_high") for name in CHAIR_COLUMNS)
