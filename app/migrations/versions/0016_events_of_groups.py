"""what happened in a group, by whom and on which day can be asked for"""

import sqlalchemy as sa
from alembic import op

from app.db.append_only import allow_changes, refuse_changes

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None
GROUPS = {
    "sqlite": "case when json_valid(facts) then json_extract(facts, '$.group') end",
    "postgresql": """substring(facts from '"group": ?"([^"]+)"')""",
}


def upgrade() -> None:
    connection = op.get_bind()
    op.add_column("event", sa.Column("group_id", sa.String(), nullable=False, server_default=sa.text("''")))
    allow_changes(connection, "event")
    group = GROUPS[connection.dialect.name]
    connection.exec_driver_sql(f"update event set group_id = {group} where {group} is not null")  # noqa: S608
    refuse_changes(connection, "event")
    _index("ix_event_actor", "actor_id")
    _index("ix_event_group", "group_id")
    op.create_index("ix_event_at", "event", ["at"])


def _index(name: str, column: str) -> None:
    few = sa.text(f"{column} <> ''")
    op.create_index(name, "event", [column, "transaction", "id"], sqlite_where=few, postgresql_where=few)
