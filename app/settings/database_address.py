"""The database’s address: one spelling for the file, its folder and the secret beside it.

What cannot be used raises `ValueError` with the reason.
"""

import re
from pathlib import Path
from urllib.parse import unquote

POSTGRESQL = {"postgres", "postgresql", "postgresql+psycopg"}
SQLITE = "sqlite:///"
PORT = re.compile(r"(?:@|^//)(?:\[[^\]]*\]|[^:/@?\[\]]*):([^/?@]*)(?:[/?]|$)")
"""After the host, which comes first or after a name and password."""
MEMORY = "an SQLite in memory keeps nothing; name a file, such as sqlite:///fourchairs.db"


def database_address(given: str) -> str:
    """`sqlite:///` and a path, escaped where it must be, or `postgresql+psycopg:` and the rest as it was given."""
    scheme, colon, rest = given.partition(":")
    if colon and scheme.lower() == "sqlite":
        return _sqlite(rest)
    if colon and scheme.lower() in POSTGRESQL:
        return _postgresql(rest)
    raise ValueError("must begin with sqlite:/// or postgresql://")


def sqlite_path(address: str) -> Path:
    """The file that an address from `database_address` means."""
    return Path(unquote(address.removeprefix(SQLITE)))


def _sqlite(rest: str) -> str:
    """Escapes such as %20 are undone, as SQLAlchemy does, and ~ is the home of whoever starts the site."""
    path, mark, _ = rest.partition("?")
    name = unquote(path, errors="replace")
    if name.strip("/") in {"", ":memory:"} or name.startswith("///file:"):
        raise ValueError(MEMORY)
    if not name.startswith("///"):
        raise ValueError("takes three slashes before a path, and four before one from the root")
    if mark:
        raise ValueError("a file’s address has no options after “?”; write %3F for a question mark in a name")
    if not name.isprintable() or "\ufffd" in name:
        raise ValueError("holds a character that no file name should have")
    name = name.removeprefix("///")
    file = _home(name)
    if name.endswith(("/", "/.", "/..")) or name in {".", ".."} or file.is_dir():
        raise ValueError(f"{file} is a folder; name a file in it")
    return SQLITE + str(file).replace("%", "%25").replace("?", "%3F")


def _home(name: str) -> Path:
    try:
        return Path(name).expanduser()
    except RuntimeError:
        raise ValueError(f"{name}: there is no such home folder") from None


def _postgresql(rest: str) -> str:
    port = PORT.search(rest)
    sound = port is None or (port[1].isascii() and port[1].isdigit() and 0 < int(port[1]) < 65536)
    if not rest.startswith("//") or not rest.isprintable() or not sound:
        raise ValueError("is no address such as postgresql://name:password@db.example.org:5432/fourchairs")
    return f"postgresql+psycopg:{rest}"
