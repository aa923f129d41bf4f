"""a link for a new password goes when it is used, so nothing says that it was"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Links that an older release has kept as used are not to open again."""
    link = sa.table("reset_link", sa.column("used_at"))
    op.execute(sa.delete(link).where(link.c.used_at.is_not(None)))
    op.drop_column("reset_link", "used_at")
