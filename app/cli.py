"""The `fourchairs` command: serve the site, look after its database, check its content.

A command's module is loaded when the command is asked for: `check` needs no database, and takes a third of the
time without one.
"""

import gc
import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

gc.set_threshold(10_000)
"""Loading makes hundreds of thousands of objects that stay; looking through them for garbage takes a tenth of it."""

COMMANDS = {
    "serve": "serving",
    "worker": "worker",
    "check": "content",
    "xray": "content",
    "migrate": "data",
    "backup": "data",
    "restore": "restore",
    "demo": "demo",
    "admin": "admin",
}
"""Where in `app.commands` each is."""


class Commands(TyperGroup):
    """Those of `COMMANDS`, in that order."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        found = getattr(import_module(f"app.commands.{COMMANDS[cmd_name]}"), cmd_name)
        if isinstance(found, typer.Typer):
            group = typer.main.get_group(found)
            group.name = cmd_name
            return group
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        alone.command(cmd_name)(found)
        return typer.main.get_command(alone)


cli = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Serve Four Chairs, look after its database, check its lessons and scenarios.",
)


@cli.callback()
def _every_command() -> None:
    """Serve Four Chairs, look after its database, check its lessons and scenarios."""


def main() -> None:
    try:
        cli()
    except Exception as error:
        said = _fault_of_the_database(error)
        if not said:
            raise
        import_module("app.commands.terminal").notes.print(f"The database cannot be used: {said}")
        sys.exit(1)


def _fault_of_the_database(error: Exception) -> str:
    """What the database said; empty where the program is at fault, as it is where SQLAlchemy was never loaded."""
    faults = sys.modules.get("sqlalchemy.exc")
    if faults is None or not isinstance(error, faults.DBAPIError):
        return ""
    if error.statement is not None and not isinstance(error, faults.OperationalError):
        return ""
    return str(error.orig or error).strip()
