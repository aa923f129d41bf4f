"""The `fourchairs` command: serve the site, look after its database, check its content."""

import sys

import typer
from sqlalchemy.exc import DBAPIError, OperationalError

from app.commands import content, data, restore, serving, worker
from app.commands.admin import admin
from app.commands.terminal import notes

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Serve Four Chairs, look after its database, check its lessons and scenarios.",
)
for command in (
    serving.serve,
    worker.worker,
    content.check,
    content.xray,
    data.migrate,
    data.backup,
    restore.restore,
    data.demo,
):
    cli.command()(command)
cli.add_typer(admin, name="admin")


def main() -> None:
    try:
        cli()
    except DBAPIError as error:
        if error.statement is not None and not isinstance(error, OperationalError):
            raise
        notes.print(f"The database cannot be used: {str(error.orig or error).strip()}")
        sys.exit(1)
