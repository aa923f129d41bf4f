"""What the log says: one line a record, and no word, name or token of anybody’s.

Errors carry what they were about: SQL with its values, a form’s fields, a path with a token in it. So an
error is logged as its kinds and the places it went through, never as its message.
"""

import logging
import traceback
from collections.abc import Iterator
from itertools import islice
from types import TracebackType
from typing import Any

NAME = "fourchairs"
PLACES = 12
"""So many places of an error are logged at most."""

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def where(error: BaseException) -> str:
    """The error’s kind, SQLSTATE or SQLite’s name for it, and its places from the inside out; then its causes."""
    return " — after ".join(
        f"{kind(one)} in {' < '.join(_places(one)) or 'no place'}" for one in _chain(error)
    )


def kind(error: BaseException) -> str:
    """“IntegrityError (23505)”: what went wrong, without what it was about."""
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    return f"{type(error).__name__} ({code})" if code else type(error).__name__


class Line(logging.Formatter):
    """LEVEL: message, in one line, with errors as `where` has them."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s: %(message)s")

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 – logging’s name
        return where(ei[1]) if ei[1] else ""

    def formatStack(self, stack_info: str) -> str:  # noqa: ARG002, N802 – logging’s name
        return ""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have put the whole traceback there
        line = super().format(record)
        return "".join(sign if sign.isprintable() else " " for sign in line)


def configuration(level: str) -> dict[str, Any]:
    """For `logging.config`: ours and the server’s from `level` on, everybody else’s warnings."""
    heard = {"level": level.upper()}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "app.log.Line"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"level": "WARNING", "handlers": ["stderr"]},
        "loggers": {NAME: heard, "uvicorn": heard},
    }


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from, each once."""
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _places(error: BaseException) -> Iterator[str]:
    """The innermost, and of those around it our own."""
    frames = reversed(traceback.extract_tb(error.__traceback__))
    found = (f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    return islice(
        (place for number, place in enumerate(found) if not number or place.startswith("app/")), PLACES
    )


def _short(file: str) -> str:
    """From the package on: app/jobs.py, or sqlalchemy/engine/base.py."""
    for root in ("/site-packages/", "/app/"):
        if root in file:
            return ("app/" if root == "/app/" else "") + file.rpartition(root)[2]
    return file.rpartition("/")[2]
