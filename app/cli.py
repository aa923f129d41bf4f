"""The `fourchairs` command: serve the site, look after its database, check its content."""

import os
from typing import Annotated, NoReturn

import typer
import uvicorn
from rich.console import Console

from app import migrations
from app.db import Database
from app.learners.commands import admin
from app.settings import Settings, SettingsError

cli = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__, pretty_exceptions_enable=False)
cli.add_typer(admin, name="admin")
console = Console(stderr=True)

GRACE_SECONDS = 10


def main() -> None:
    cli()


def fail(message: str, *, status: int = 2) -> NoReturn:
    console.print(message, markup=False, highlight=False)
    raise typer.Exit(status)


def read_settings(**given: object) -> Settings:
    try:
        return Settings.read(**{name: value for name, value in given.items() if value is not None})
    except SettingsError as error:
        fail(f"The settings need a look:\n{error}")


@cli.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that answer requests.")] = None,
    reload: Annotated[
        bool, typer.Option(help="Show edits of lessons, scenarios and templates at once.")
    ] = False,
) -> None:
    """Start the site."""
    settings = read_settings(host=host, port=port, workers=workers, reload=reload or None)
    prepare_database(settings)
    hand_down(settings)
    console.print(
        f"Four Chairs is on {settings.public_url}" if settings.is_local else "Four Chairs is starting"
    )
    uvicorn.run(
        "app.main:served",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_level=settings.log_level,
        access_log=settings.log_level == "debug",
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


@cli.command()
def migrate() -> None:
    """Bring the database’s schema up to date."""
    database = Database.from_settings(read_settings())
    before = migrations.current(database)
    migrations.upgrade(database)
    console.print(f"The database is at {migrations.current(database)}, and was at {before or 'nothing'}.")


def prepare_database(settings: Settings) -> None:
    """The embedded SQLite is migrated here; a PostgreSQL that is behind is left to `fourchairs migrate`."""
    database = Database.from_settings(settings)
    if database.is_sqlite:
        settings.sqlite_file.parent.mkdir(parents=True, exist_ok=True)
        migrations.upgrade(database)
    elif migrations.current(database) != migrations.head():
        fail("The database’s schema is not this program’s. Run: fourchairs migrate", status=1)
    database.close()


def hand_down(settings: Settings) -> None:
    """Server processes read the environment, so what the command line said goes there."""
    os.environ.update(
        HOST=settings.host, PORT=str(settings.port), RELOAD=str(int(settings.reload)), SECRET=settings.secret
    )
