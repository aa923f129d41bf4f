"""what each stored version of a lesson asks, and until when somebody on a list was invited"""

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime
from app.migrations.moves import filled_questions

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lesson_version", sa.Column("questions", sa.String(), nullable=True))
    filled_questions()
    op.add_column("roster_entry", sa.Column("invited_at", UtcDateTime(), nullable=True))
    op.add_column("roster_entry", sa.Column("invited_until", UtcDateTime(), nullable=True))
    for column, made in (("invited_at", "made_at"), ("invited_until", "expires_at")):
        op.execute(
            f"update roster_entry set {column} = (select max({made}) from personal_link"  # noqa: S608
            " where personal_link.group_id = roster_entry.group_id and personal_link.roster_id = roster_entry.id)"
        )
