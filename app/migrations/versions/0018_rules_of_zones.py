"""by which rules of its zone an assignment’s instants were worked out"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("assignment", sa.Column("zone_rules", sa.String(), nullable=True))
