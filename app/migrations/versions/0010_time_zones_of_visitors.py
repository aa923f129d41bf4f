"""the time zone of a visitor’s browser, and an index that finds the reports of one plan"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("subject", sa.Column("time_zone", sa.String(), nullable=True))
    of_one_plan = ["subject_id", "kind", "source_id", "plan_id", "at"]
    op.create_index("ix_plan_report_plan", "plan_report", of_one_plan, unique=False)
