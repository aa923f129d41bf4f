"""workplaces, groups, who leads them and who belongs to them"""

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workplace",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "training_group",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workplace_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("left_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["workplace_id"], ["workplace.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_training_group_workplace_id", "training_group", ["workplace_id"])
    _about_somebody("workplace_trainer", "workplace", sa.Column("named_at", UtcDateTime(), nullable=False))
    _about_somebody("lead", "training_group", sa.Column("since", UtcDateTime(), nullable=False))
    _about_somebody(
        "membership",
        "training_group",
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.Column("shows_earlier", sa.Boolean(), nullable=False),
        sa.Column("talked_at", UtcDateTime(), nullable=True),
    )
    for name, place in (("trainer_list", "workplace"), ("lead_list", "group"), ("member_list", "group")):
        op.create_table(
            name,
            sa.Column(f"{place}_id", sa.String(), nullable=False),
            sa.Column("subject_id", sa.String(), nullable=False),
            sa.PrimaryKeyConstraint(f"{place}_id", "subject_id"),
        )
    op.create_table(
        "group_code",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("most_uses", sa.Integer(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["training_group.id"]),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("ix_group_code_group_id", "group_code", ["group_id"])


def _about_somebody(name: str, place: str, *columns: sa.Column[object]) -> None:
    """A table whose key is a subject, and the workplace or group that it has to do with."""
    column = "group_id" if place == "training_group" else "workplace_id"
    op.create_table(
        name,
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column(column, sa.String(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"]),
        sa.ForeignKeyConstraint([column], [f"{place}.id"]),
        sa.PrimaryKeyConstraint("subject_id", column),
    )
