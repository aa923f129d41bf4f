"""Secrets: the one beside the database, those that were given up, and settings that come from files."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

SHORTEST = 32
FROM_FILES = ("secret", "old_secrets", "database_url")


class Unreadable(NamedTuple):
    """In the place of a file’s name: why nothing can be read from it."""

    reason: str


def long_enough(secret: str) -> str:
    """Raises `ValueError`."""
    if len(secret) < SHORTEST:
        raise ValueError(f"must have {SHORTEST} characters or more")
    return secret


def with_files(given: dict[str, Any]) -> dict[str, Any]:
    """What was given, and in the place of each X that is not there what the file X_FILE says."""
    found = dict(given)
    for name in FROM_FILES:
        file = str(given.get(f"{name}_file") or "").strip()
        if not file:
            continue
        if str(given.get(name) or "").strip():
            found[f"{name}_file"] = Unreadable(f"{name.upper()} is set too; set one of them")
            continue
        try:
            found[name] = Path(file).expanduser().read_text().strip()
        except (OSError, UnicodeDecodeError, RuntimeError) as error:
            found[f"{name}_file"] = Unreadable(f"{file} cannot be read: {_reason(error)}")
            continue
        if not found[name]:
            found[f"{name}_file"] = Unreadable(f"{file} is empty")
    return found


def kept_secret(file: Path) -> str:
    """The secret beside the database, made on first start. Raises `ValueError`.

    It appears whole or not at all, so that of two processes that start at once, both have the one that won.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _make(file)
        secret = file.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{file} cannot be used: {_reason(error)}; set SECRET, or mend it") from None
    if len(secret) < SHORTEST:
        raise ValueError(f"{file}: holds no secret of {SHORTEST} characters; delete it, or set SECRET")
    return secret


def _make(file: Path) -> None:
    """Written under another name first: a name that is there has all its content."""
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        with open(descriptor, "w") as new:  # noqa: PTH123 – only `open` takes a descriptor
            new.write(secrets.token_urlsafe(SHORTEST))
            new.flush()
            os.fsync(descriptor)
        put(Path(name), file)
    finally:
        Path(name).unlink()


def put(whole: Path, file: Path) -> None:
    """Give a whole file its other name, unless something is there already."""
    with suppress(FileExistsError):
        try:
            os.link(whole, file)
        except FileExistsError:
            raise
        except OSError:  # a file system without links: whoever reads too early is told so, and starts again
            with open(file, "xb", opener=_private) as new:
                new.write(whole.read_bytes())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or "it is not text"
