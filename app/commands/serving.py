"""`fourchairs serve`."""

import os
from contextlib import closing
from typing import Annotated

import typer
from uvicorn import Server
from uvicorn.supervisors import Multiprocess

from app import log
from app.commands import sockets
from app.commands.connection import Connection, ServerConfig
from app.commands.database import open_current_database
from app.commands.terminal import fail, notes, read_settings
from app.content.paused_collector import MANY
from app.db import Database
from app.db.capacity import require_connections
from app.lessons.library.library import LessonLibrary
from app.settings import Settings, SettingsError

GRACE_SECONDS = 10
NOT_STARTED = 3


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that answer requests.")] = None,
    reload: Annotated[
        bool, typer.Option("--reload", help="Show edits of lessons, scenarios and templates at once.")
    ] = False,
) -> None:
    """Start the site."""
    settings = read_settings(needs_secret=True, host=host, port=port, workers=workers, reload=reload or None)
    with closing(open_current_database(settings)) as database:
        _require_room(database, settings)
        _wipe(database)
    _read_many_lessons(settings)
    _hand_down(settings)
    try:
        listening = sockets.listen(settings.host, settings.port)
    except OSError as error:
        fail(f"HOST and PORT: cannot listen on {settings.host} port {settings.port}: {error.strerror}")
    for warning in settings.warnings:
        notes.print(f"Mind this: {warning}")
    notes.print(f"Four Chairs is on {settings.public_url}")
    config = _config(settings)
    if settings.workers > 1:
        Multiprocess(config, sockets=listening).run()
        return
    server = Server(config)
    server.run(listening)
    if not server.started:
        raise typer.Exit(NOT_STARTED)


def _config(settings: Settings) -> ServerConfig:
    """asyncio’s own loop, and not uvloop: new connections get in while others ask without a pause.

    `make bench` measures it: under uvloop they wait until the load ends.
    """
    limits, backlog = sockets.limits(settings)
    config = ServerConfig(
        "app.main:served",
        factory=True,
        loop="asyncio",
        http=Connection,
        ws="none",
        workers=settings.workers,
        log_config=log.configuration(settings.log_level),
        access_log=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        server_header=False,
        backlog=backlog,
        timeout_keep_alive=settings.idle_seconds,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    config.limits = limits
    return config


def _require_room(database: Database, settings: Settings) -> None:
    try:
        require_connections(database, settings)
    except SettingsError as error:
        fail(f"The settings need a look:\n{error}")


def _read_many_lessons(settings: Settings) -> None:
    """Where there are many, they are read here once, with a bar, and kept for the processes that serve them."""
    if sum(1 for _ in settings.lessons_dir.glob("*/*.md")) >= MANY:
        from app.commands.reading_bar import reading_bar  # noqa: PLC0415  few sites need it

        with reading_bar() as tell:
            LessonLibrary(settings.lessons_dir, settings.cache_dir, tell=tell)


def _wipe(database: Database) -> None:
    """While nobody waits yet: what was erased leaves the files, however large they are."""
    if database.wipe.is_owed():
        with notes.status("Taking what was erased out of the database’s files"):
            database.wipe.run(large=True)


def _hand_down(settings: Settings) -> None:
    """Server processes read the environment, so what the command line said goes there."""
    os.environ.update(HOST=settings.host, PORT=str(settings.port), RELOAD=str(int(settings.reload)))
