"""what a debrief keeps: predictions, guesses, replays, and the learner's own words"""

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _of_an_attempt(
        "prediction",
        sa.Column("customer", sa.Integer(), nullable=True),
        sa.Column("organization", sa.Integer(), nullable=True),
        sa.Column("colleagues", sa.Integer(), nullable=True),
        sa.Column("self_", sa.Integer(), nullable=True),
    )
    _of_an_attempt("turning_guess", sa.Column("turn", sa.Integer(), nullable=True))
    _of_an_attempt(
        "replay",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("shared", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["attempt.id"],
        ),
    )
    op.create_index(op.f("ix_replay_source_id"), "replay", ["source_id"], unique=False)

    _of_an_attempt(
        "own_words",
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        key=("attempt_id", "turn"),
    )
    _of_an_attempt("reflection", sa.Column("text", sa.String(), nullable=False))
    _of_an_attempt(
        "attempt_plan",
        sa.Column("when_text", sa.String(), nullable=False),
        sa.Column("say_text", sa.String(), nullable=False),
    )


def _of_an_attempt(
    name: str, *columns: sa.Column[object] | sa.Constraint, key: tuple[str, ...] = ("attempt_id",)
) -> None:
    op.create_table(
        name,
        sa.Column("attempt_id", sa.String(), nullable=False),
        *columns,
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempt.id"],
        ),
        sa.PrimaryKeyConstraint(*key),
    )
