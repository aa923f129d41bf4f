"""How every command speaks: results to stdout, everything else to stderr, faults without a traceback."""

from typing import NoReturn

import typer
from rich.console import Console

from app.settings import Settings, SettingsError

USAGE = 2

notes = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)


def fail(message: str, *, status: int = USAGE) -> NoReturn:
    notes.print(message)
    raise typer.Exit(status)


def read_settings(*, needs_secret: bool = False, **given: object) -> Settings:
    """The settings, with what the command line said in the place of the environment's word."""
    said = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings.read(needs_secret=needs_secret, **said)
    except SettingsError as error:
        fail(f"The settings need a look:\n{error}")
