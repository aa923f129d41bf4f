"""lists of people who are expected in a group, their links, and files to review"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("membership", sa.Column("roster_id", sa.String(), nullable=True))
    _of_a_group(
        "roster_entry",
        "id",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "address", "number", "by_hand")),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=True),
    )
    _of_a_group(
        "personal_link",
        "token_hash",
        sa.Column("roster_id", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
    )
    _of_a_group(
        "roster_import",
        "id",
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "text", "held", "ticked")),
        sa.Column("applied_at", UtcDateTime(), nullable=True),
    )


def _of_a_group(name: str, key: str, *columns: sa.Column[Any]) -> None:
    """A table whose rows a group’s own page reads together."""
    op.create_table(
        name,
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column(key, sa.String(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["group_id"], ["training_group.id"]),
        sa.PrimaryKeyConstraint("group_id", key),
    )
