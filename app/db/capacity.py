"""Whether PostgreSQL has as many connections as the processes of `fourchairs serve` may ask for together."""

from sqlalchemy import text

from app.db.database import Database
from app.settings import Settings, SettingsError

_LIMITS = text("""
    select current_setting('max_connections')::int,
           current_setting('superuser_reserved_connections')::int
           + coalesce(current_setting('reserved_connections', true), '0')::int,
           (select rolconnlimit from pg_roles where rolname = current_user),
           (select datconnlimit from pg_database where datname = current_database())
""")


def require_connections(database: Database, settings: Settings) -> None:
    """Raises `SettingsError`, with the numbers, where the processes together could ask for more than there are."""
    if database.is_sqlite:
        return
    with database.look() as connection:
        most, reserved, *granted = connection.execute(_LIMITS).one()
    left = min(most - reserved, *(limit for limit in granted if limit >= 0), most)
    wanted = settings.workers * settings.database_connections
    if wanted > left:
        raise SettingsError(
            f"DATABASE_CONNECTIONS: {settings.workers} × {settings.database_connections} for each of WORKERS are"
            f" {wanted} connections, and the server has {left} for this site (max_connections is {most}, of which"
            f" {reserved} are reserved). Lower DATABASE_CONNECTIONS or WORKERS, or raise the server’s limit."
        )
