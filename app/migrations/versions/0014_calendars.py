"""addresses for calendars, and how often something owed was changed for one person"""

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("address_hash", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"]),
        sa.PrimaryKeyConstraint("subject_id"),
    )
    op.create_table(
        "calendar_token",
        sa.Column("address_hash", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("address_hash"),
    )
    op.add_column("obligation", sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("obligation", sa.Column("changed_at", UtcDateTime(), nullable=True))
