"""Alembic's entry: runs on the connection it is handed, so the caller owns the transaction."""

from alembic import context

from app.migrations.tables import metadata

connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    connection.exec_driver_sql("select pg_advisory_xact_lock(4242)")
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=False,
)
context.run_migrations()
