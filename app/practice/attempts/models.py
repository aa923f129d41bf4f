"""What is kept of a scenario played: the version, the attempt, and every line that was said."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field

from app.db import Model, UtcDateTime
from app.scenarios.scenario import Totals


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


class Attempt(Model, table=True):
    """One run of a scenario. From `turn` on, the columns follow from the evidence and can be rebuilt.

    `turn` counts all that has happened: every step, taken-back ones too, and the taking back itself. So no page
    that was shown before can pass for the one shown now. `flags` and `used` are space-separated. A run that began
    in the middle of another (`Replay`) `is_replay`; any other is a whole one.
    """

    __table_args__ = (
        Index("ix_attempt_subject_scenario", "subject_id", "scenario_id"),
        Index("ix_attempt_scenario_finished", "scenario_id", "finished_at", "id"),
    )

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    id: str = Field(primary_key=True)
    scenario_id: str
    version: str = Field(foreign_key="scenario_version.sha")
    is_replay: bool = False
    started_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    turn: int = 0
    scene: str
    flags: str = ""
    used: str = ""
    customer: int = 0
    organization: int = 0
    colleagues: int = 0
    self_: int = 0
    ending: str | None = None


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


SCENARIO_VERSION = ScenarioVersion.__table__
ATTEMPT = Attempt.__table__
CHOICE_TAKEN = ChoiceTaken.__table__
TAKEN_BACK = TakenBack.__table__
PREDICTION = Prediction.__table__
TURNING_GUESS = TurningGuess.__table__
REPLAY = Replay.__table__
OWN_WORDS = OwnWords.__table__
REFLECTION = Reflection.__table__


CHAIR_COLUMNS = Totals._fields
"""Whatever is kept for each chair has a column of the chair’s name."""
TOTALS_COLUMNS = tuple(ATTEMPT.c[name] for name in CHAIR_COLUMNS)
LIMIT_COLUMNS = tuple((f"{name.rstrip('_')}_low", f"{name.rstrip('_')}_high") for name in CHAIR_COLUMNS)
