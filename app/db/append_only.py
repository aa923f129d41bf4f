"""Tables whose rows are never changed: the database itself refuses an update or a delete."""

from sqlalchemy import Connection

FUNCTION = """
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of %% are never changed', tg_table_name using errcode = 'restrict_violation';
end $$
"""
TRIGGERS = {"update": "on_update", "delete": "on_delete"}


def refuse_changes(connection: Connection, table: str) -> None:
    """From now on this table takes new rows, and nothing else."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(FUNCTION)
    for change, suffix in TRIGGERS.items():
        head = f"create trigger {table}_{suffix} before {change} on {table}"
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"{head} for each row execute function refuse_change()")
        else:
            refusal = f"select raise(abort, 'rows of {table} are never changed')"
            connection.exec_driver_sql(f"{head} begin {refusal}; end")


def allow_changes(connection: Connection, table: str) -> None:
    """For a restore, which may empty the table first and numbers its rows anew; `refuse_changes` comes after it."""
    for suffix in TRIGGERS.values():
        of = f" on {table}" if connection.dialect.name == "postgresql" else ""
        connection.exec_driver_sql(f"drop trigger if exists {table}_{suffix}{of}")
