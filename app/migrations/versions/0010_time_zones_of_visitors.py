"""the time zone of a visitor’s browser"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("subject", sa.Column("time_zone", sa.String(), nullable=True))
