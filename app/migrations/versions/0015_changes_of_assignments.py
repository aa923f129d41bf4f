"""changes of assignments, each with what was there before"""

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KEPT = "insert into assignment_change (assignment_id, kind, before, at, by_id) select id,"


def upgrade() -> None:
    op.create_table(
        "assignment_change",
        *_change(),
        sa.PrimaryKeyConstraint("assignment_id", "kind"),
    )
    op.create_table(
        "own_change",
        sa.Column("subject_id", sa.String(), nullable=False),
        *_change(),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"]),
        sa.PrimaryKeyConstraint("subject_id", "assignment_id", "kind"),
    )
    op.execute(
        f"{KEPT} 'date', moved_from || ' ' || time_zone, moved_at, set_by from assignment"
        " where moved_at is not null and moved_from is not null"
    )
    op.execute(f"{KEPT} 'withdraw', '', withdrawn_at, set_by from assignment where withdrawn_at is not null")
    op.drop_column("assignment", "moved_at")
    op.drop_column("assignment", "moved_from")
    op.add_column("assignment", sa.Column("edits", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("assignment", sa.Column("edited_at", UtcDateTime(), nullable=True))
    op.add_column("assignment", sa.Column("edited_by", sa.String(), nullable=True))
    op.add_column("obligation", sa.Column("own_date", sa.String(), nullable=True))
    op.add_column("obligation", sa.Column("done_before", sa.String(), nullable=True))


def _change() -> list[sa.Column[object] | sa.Constraint]:
    return [
        sa.Column("assignment_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"]),
    ]
