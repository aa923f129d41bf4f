"""Where the parts of the product lie that are not code; the only module that knows.

A checkout has them beside `app/`, where people edit them; a wheel brings them along inside the package.
"""

from importlib.resources import files
from pathlib import Path

APP = Path(str(files("app")))
_WHEEL = APP / "resource_files"
_FOLDER = _WHEEL if _WHEEL.is_dir() else APP.parent

TEMPLATES = _FOLDER / "templates"
STATIC = _FOLDER / "static"
MIGRATIONS = APP / "migrations"
SHIPPED_CONTENT = _FOLDER
"""The folder that holds the `lessons/` and `scenarios/` that come with the program."""


def content_folder() -> Path:
    """The current folder where it has lessons or scenarios, else what came with the program."""
    here = Path()
    is_content = any((here / name).is_dir() for name in ("lessons", "scenarios"))
    return here if is_content else SHIPPED_CONTENT
