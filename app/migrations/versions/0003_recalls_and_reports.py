"""what was recalled and when it comes back, and how plans went"""

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "review_card",
        *_of_a_subject(),
        *_card_key(),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "kind", "source_kind", "source_id", "item_id"),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        *_of_a_subject(),
        *_card_key(),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.String(), nullable=True),
        sa.Column("begins", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_review_subject_at", "review", ["subject_id", "at"], unique=False)
    op.create_table(
        "plan_report",
        sa.Column("id", sa.Integer(), nullable=False),
        *_of_a_subject(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("went", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_plan_report_subject_at", "plan_report", ["subject_id", "at"], unique=False)


def _of_a_subject() -> tuple[sa.Column[object], sa.Constraint]:
    return sa.Column("subject_id", sa.Integer(), nullable=False), sa.ForeignKeyConstraint(
        ["subject_id"], ["subject.id"]
    )


def _card_key() -> list[sa.Column[object]]:
    names = ("kind", "source_kind", "source_id", "item_id")
    return [sa.Column(name, sa.String(), nullable=False) for name in names]
