"""`fourchairs serve`."""

import os
from typing import Annotated

import typer
import uvicorn

from app.commands.terminal import notes, open_current_database, read_settings
from app.settings import Settings

GRACE_SECONDS = 10


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
    open_current_database(settings).close()
    _hand_down(settings)
    notes.print(f"Four Chairs is on {settings.public_url}")
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
        ws="none",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _hand_down(settings: Settings) -> None:
    """Server processes read the environment, so what the command line said goes there."""
    os.environ.update(
        HOST=settings.host, PORT=str(settings.port), RELOAD=str(int(settings.reload)), SECRET=settings.secret
    )
