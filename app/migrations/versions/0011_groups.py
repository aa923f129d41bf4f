"""workplaces, groups, who leads them and who belongs to them, and what is set for them"""

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
    op.create_table(
        "assignment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("target_kind", sa.String(), nullable=False),
        sa.Column("target_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("everybody", sa.Boolean(), nullable=False),
        sa.Column("opens_on", sa.String(), nullable=False),
        sa.Column("due_on", sa.String(), nullable=False),
        sa.Column("due_hour", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("days_from_joining", sa.Integer(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("moved_at", UtcDateTime(), nullable=True),
        sa.Column("moved_from", sa.String(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["training_group.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_assignment_group_id", "assignment", ["group_id"])
    op.create_table(
        "assignment_item",
        sa.Column("assignment_id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"]),
        sa.PrimaryKeyConstraint("assignment_id", "place"),
    )
    op.create_table(
        "obligation",
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("assignment_id", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("begins_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("excused_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"]),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"]),
        sa.PrimaryKeyConstraint("subject_id", "assignment_id", "round"),
    )
    op.create_index("ix_obligation_group", "obligation", ["subject_id", "group_id"])


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
