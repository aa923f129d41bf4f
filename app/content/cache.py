"""Keeps what was read between two starts, so that thousands of files need not be parsed again.

Files here are a convenience: any of them may be missing, damaged, of an older release or not writable at
all, and the content is then read from its sources. What is kept is keyed by the code that reads it.
"""

import hashlib
import os
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

Thing = TypeVar("Thing")
Tell = Callable[[int, int], None]
"""Is told how many files of how many are read."""


def silence(_done: int, _total: int) -> None:
    """Say nothing."""


@cache
def parser_fingerprint(package: str) -> str:
    """Changes with the code of this package of `app` and of `app.content`, and with the libraries they parse with."""
    libraries = [version(name) for name in ("markdown-it-py", "mdit-py-plugins", "pydantic", "pyyaml")]
    app = Path(__file__).parents[1]
    return code_fingerprint([app / package, app / "content"], libraries)


def code_fingerprint(packages: Iterable[Path], libraries: Iterable[str]) -> str:
    """Changes with every Python file below these folders: its place and its content."""
    digest = hashlib.sha256(" ".join(libraries).encode())
    for package in packages:
        for file in sorted(package.rglob("*.py")):
            code = file.read_bytes()
            digest.update(f"{file.relative_to(package.parent).as_posix()} {len(code)}\n".encode() + code)
    return digest.hexdigest()


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(kind: type[Thing]) -> TypeAdapter[Thing]:
    """Built when first needed: it takes longer than reading a lesson."""
    return _ADAPTERS.setdefault(kind, _ADAPTERS.get(kind) or TypeAdapter(kind))


class DiskCache(Generic[Thing]):
    """Things of one type in one folder, each under a name and only good for its key. `package` reads them."""

    def __init__(self, folder: Path | None, kind: type[Thing], *, package: str) -> None:
        self.folder = folder
        self.kind = kind
        self.package = package

    def get(self, name: str, key: str) -> Thing | None:
        """None where nothing good for this key is there."""
        if self.folder is None:
            return None
        try:
            label, _, stored = (self.folder / f"{name}.json").read_bytes().partition(b"\n")
            return _adapter(self.kind).validate_json(stored) if label == self._label(key, stored) else None
        except (OSError, ValidationError):
            return None

    def put(self, name: str, key: str, thing: Thing) -> bool:
        """False where it could not be stored. Readers see the old file or the new one, never half of one."""
        if self.folder is None:
            return False
        stored = _adapter(self.kind).dump_json(thing)
        new = self.folder / f"{name}.{os.getpid()}.new"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            new.write_bytes(self._label(key, stored) + b"\n" + stored)
            new.replace(self.folder / f"{name}.json")
        except OSError:
            return False
        return True

    def _label(self, key: str, stored: bytes) -> bytes:
        """Damage to what is stored, or another key or parser, gives another label."""
        parts = [parser_fingerprint(self.package).encode(), key.encode(), stored]
        return hashlib.sha256(b"\n".join(parts)).hexdigest().encode()
